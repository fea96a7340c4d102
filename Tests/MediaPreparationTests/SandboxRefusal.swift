import MediaHeaders

@testable import GraphModel
@testable import GraphSandbox

/// What the sandbox says against a video as a story, held to the platform's documents; empty where it takes it.
func sandboxRefusal(of facts: MediaFacts) -> String {
    do throws(GraphError) {
        try MediaRules.checkVideo(
            FetchedMedium(.medium(MediumFacts(facts)), byteCount: facts.byteCount, contentType: "video/mp4"),
            for: .storyVideo, thumbOffset: 0, structure: .asDocumented)
        return ""
    } catch {
        return ", which the sandbox refuses: \(error)"
    }
}
