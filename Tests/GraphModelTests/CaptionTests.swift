import GraphModel
import Testing

@Suite struct CaptionTests {
    static let captions: [(String, String, Configuration.CaptionUnit, String)] = [
        ("2200", String(repeating: "é", count: 2200), .scalars, "ok"),
        ("2201", String(repeating: "é", count: 2201), .scalars, "36004/2207010"),
        ("1101 cakes in UTF-16", String(repeating: "🎂", count: 1101), .utf16, "36004/2207010"),
        ("1101 cakes in scalars", String(repeating: "🎂", count: 1101), .scalars, "ok"),
        ("400 families of 7 scalars", String(repeating: "👨‍👩‍👧‍👦", count: 400), .scalars, "36004/2207010"),
        ("400 families as people see them", String(repeating: "👨‍👩‍👧‍👦", count: 400), .characters, "ok"),
        ("30 hashtags", String(repeating: "#a ", count: 30), .scalars, "ok"),
        ("31 hashtags", String(repeating: "#a ", count: 31), .scalars, "36004/2207010"),
        ("marks without words", String(repeating: "# ", count: 31) + "a#b ##", .scalars, "ok"),
        ("20 mentions", String(repeating: "@a ", count: 20), .scalars, "ok"),
        ("21 mentions", String(repeating: "@a ", count: 21), .scalars, "36004/2207010"),
        ("mail addresses", String(repeating: "me@a.example ", count: 21), .scalars, "ok"),
    ]
    @Test("Counts characters, hashtags and mentions", arguments: captions)
    func limits(name: String, caption: String, unit: Configuration.CaptionUnit, expected: String) {
        var world = World { $0.captionUnit = unit }
        let response = world.post(
            "\(World.account)/media", ["image_url": "https://media.example/1.jpg", "caption": .text(caption)])
        #expect(response.verdict == expected, "\(name)")
    }
}
