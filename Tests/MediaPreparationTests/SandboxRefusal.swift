import MediaHeaders

@testable import GraphModel
@testable import GraphSandbox

/// What the sandbox says against a video, held to the platform's documents; empty where it takes it.
func sandboxRefusal(of facts: MediaFacts, as kind: ContainerKind = .storyVideo) -> String {
    var configuration = Configuration()
    configuration.videoStructure = .asDocumented
    do throws(GraphError) {
        try MediaRules.checkVideo(
            FetchedMedium(.medium(MediumFacts(facts)), byteCount: facts.byteCount, contentType: "video/mp4"),
            for: kind, thumbOffset: 0, configuration)
        return ""
    } catch {
        return ", which the sandbox refuses: \(error)"
    }
}

/// What the sandbox says against a picture; empty where it takes it.
func sandboxRefusal(ofPicture facts: MediaFacts, as kind: ContainerKind) -> String {
    do throws(GraphError) {
        try MediaRules.checkImage(
            FetchedMedium(.medium(MediumFacts(facts)), byteCount: facts.byteCount, contentType: "image/jpeg"),
            url: "https://media.example/a.jpg", for: kind)
        return ""
    } catch {
        return ", which the sandbox refuses: \(error)"
    }
}
