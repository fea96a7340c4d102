import ContentModel
import Diagnostics
import Foundation
import Git
import ObjectIDs
import TestSupport
import Testing

@testable import CalendarLoading

@Suite struct ImportedEntryTests {
    static let account = AccountName("bakery")
    static let time = Date(timeIntervalSince1970: 1_791_223_260)

    private static func entry(_ caption: String?, alt: String? = nil) -> ImportedEntry {
        ImportedEntry(
            account: account, kind: .post, publishedAt: time, caption: caption,
            media: [.init(path: "media/imported/bakery/1.jpg", altText: alt)],
            permalink: "https://www.instagram.com/p/abc/")
    }

    @Test("A file that a person likes to read") func readable() {
        var entry = Self.entry("Stollen is back.\n\n#stollen 🥨", alt: "A \"stollen\"")
        entry.kind = .carousel
        entry.media.append(.init(path: "media/imported/bakery/2.mp4"))
        entry.commentsEnabled = false
        entry.isAIGenerated = true
        entry.collaborators = ["flourandco", "rye.club"]
        entry.untold = ["its location", "tagged people", "the descriptions of its pictures"]
        #expect(
            entry.text == """
                # https://www.instagram.com/p/abc/
                # Without its location, tagged people and the descriptions of its pictures: the platform does not tell.
                kind: carousel
                accounts: ["bakery"]
                publish_at: 2026-10-05T18:01:00+00:00
                caption: |
                  Stollen is back.

                  #stollen 🥨
                media:
                  - file: "media/imported/bakery/1.jpg"
                    alt: "A \\"stollen\\""
                  - "media/imported/bakery/2.mp4"
                collaborators: ["flourandco", "rye.club"]
                comments: off
                ai_generated: true

                """)
    }

    static let captions = [
        "plain", "#hash first", "key: value", "- item", "yes", "null", "~", "1.5", "'single'", "\"double\"",
        "back\\slash", " leading", "\tleading tab", "\nleading line", "line\n  indented\n\nlast", "a\r\nb", "a\rb",
        "tab\tinside", "%percent", "@at", "`tick`", "{a: b}", "[a]", "|", ">", "|\n x", "---", "...", "a\n---\nb",
        "a\n...\nb", "a # b", "\u{1F468}\u{200D}\u{1F469}", "\u{FEFF}bom", "next\u{85}line", "separator\u{2028}here",
        "bell\u{7}", "del\u{7F}", "\u{E000}private", "e\u{301}", "trailing \n inside",
        String(repeating: "ä🥨\n", count: 700) + "end",
    ]

    @Test("The reader gives every caption back", arguments: captions)
    func roundTrip(caption: String) throws { try check(caption) }

    @Test("And any other") func anyCaption() throws {
        var generator = SeededGenerator(seed: 26)
        let alphabet = Array("ab \n\n\r\t:#-'\"\\|>%@`&*!?{}[],~0🥨é\u{85}\u{2028}\u{FEFF}\u{1}\u{301}").map(String.init)
        for _ in 0..<1_500 {
            let length = Int.random(in: 0...40, using: &generator)
            try check((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined())
        }
    }

    private func check(_ text: String) throws {
        let bytes = Array(Self.entry(text, alt: text).text.utf8)
        let source = Publication.Source(path: "calendar/a.yaml", blob: BlobID(hashing: bytes))
        let (draft, diagnostics) = EntryDecoder().decode(bytes, of: source)
        #expect(diagnostics == [], "\(text.debugDescription)")
        let read = try #require(draft)
        func shown(_ text: String?) -> [Unicode.Scalar] {
            (text ?? "").unicodeScalars.filter {
                "\t\n\r".unicodeScalars.contains($0) || $0.properties.generalCategory != .control
            }
        }
        // The end of a caption is trimmed by who reads it, and never matters.
        func trimmed(_ text: String?) -> [Unicode.Scalar] {
            var scalars = shown(text)
            while let last = scalars.last, last == "\n" { scalars.removeLast() }
            return scalars
        }
        #expect(trimmed(read.fields.caption?.value) == trimmed(text), "\(text.debugDescription)")
        #expect(shown(read.fields.media?.value.first?.alt?.value) == shown(text), "\(text.debugDescription)")
    }
}
