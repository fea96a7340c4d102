import Foundation
import TestSupport
import Testing

/// Videos with a defect, from the entry that names them to the sandbox that takes them.
@Suite struct FilmsTests {
    /// A kind, a file, what else its entry says of it, and what becomes of it.
    static let mended: [(String, String, String, String)] = [
        ("reel", "vp9.webm", "", "WebM to MP4, VP9 to H.264, Opus to AAC"),
        ("reel", "fast.mp4", "", "120 to 60 frames a second"),
        ("reel", "wide.mp4", ", fit: crop", "cropped to 134x240"),
        ("story", "last.mp4", "", "index moved to the front"),
        ("story", "pcm.mov", ", fit: pad", "PCM to AAC"),
        ("story", "turned180.mp4", "", "goes out as it is"),
    ]

    @Test("What becomes of a video is told by the plan, made ahead, and taken by the sandbox") func mending() throws {
        let shop = try Shop()
        for (index, (kind, name, wishes, _)) in Self.mended.enumerated() {
            try Self.add(kind, name, wishes, minute: index, to: shop)
        }
        try shop.repository.commit("Add videos")
        let check = try shop.calends("media", "check")
        for (_, name, _, words) in Self.mended {
            let line = check.output.split(separator: "\n").first { $0.hasPrefix("media/\(name) ") }
            #expect(line?.contains("  " + words + " (in ") == true, "\(name): \(check.output)\(check.error)")
        }
        #expect(try shop.calends("plan").output.contains("WebM to MP4, VP9 to H.264, Opus to AAC"))
        let prepare = try shop.calends("media", "prepare")
        #expect(prepare.error.hasSuffix("5 of 5 prepared; 1 go out as they are.\n"), "\(prepare.error)")
        #expect(prepare.error.contains("media/fast.mp4: 50 %\n"))
        let apply = try shop.calends("apply", "--sandbox")
        #expect(apply.output.contains("Done: \(Self.mended.count) published."), "\(apply.output)\(apply.error)")
    }

    @Test("What cannot be mended is named where the calendar names it") func refusing() throws {
        let shop = try Shop()
        for (index, name) in ["long.mp4", "short.mp4", "sound.mp4"].enumerated() {
            try Self.add("story", name, "", minute: index, to: shop)
        }
        var cut = try Self.film("delay.mp4")
        cut.replaceSubrange(cut.count / 2..<cut.count, with: Data(count: cut.count - cut.count / 2))
        try Self.add("reel", "zeros.mp4", "", minute: 9, to: shop, film: cut)
        let validate = try shop.calends("validate")
        #expect(validate.status == 1)
        let errors = validate.output.split(separator: "\n").filter { !$0.contains(" warning: ") }
        #expect(
            errors.map(String.init) == [
                "calendar/long.yaml:3:16: 'media/long.mp4' lasts 61 s — a story video lasts at most 60 s — cut it",
                "calendar/short.yaml:3:16: 'media/short.mp4' lasts 1 s — a story video lasts at least 3 s — make it longer",
                """
                calendar/sound.yaml:3:16: 'media/sound.mp4' has no picture — there is no video track in it — export it again
                """,
                """
                calendar/zeros.yaml:3:16: 'media/zeros.mp4' is damaged: its picture cannot be decoded at 1.2 s — players \
                would show something else there, or nothing, where it is published — export or copy the file again
                """,
            ])
    }

    private static func add(
        _ kind: String, _ name: String, _ wishes: String, minute: Int, to shop: Shop, film: Data? = nil
    ) throws {
        let content = try film ?? Self.film(name)
        try shop.repository.directory.write(content, to: "\(shop.repository.folder)/media/\(name)")
        try shop.repository.write(
            """
            kind: \(kind)
            publish_at: 2031-12-01 09:0\(minute)
            media: [{file: media/\(name)\(wishes)}]
            """, to: "calendar/\(name.prefix { $0 != "." }).yaml")
    }

    private static func film(_ name: String) throws -> Data {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "..")
        return try Data(contentsOf: tests.appending(path: "VideoKitTests/Fixtures/\(name)"))
    }
}
