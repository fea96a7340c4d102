import ContentModel
import Cryptography
import Diagnostics
import FileStore
import Foundation
import ObjectIDs
import Publishing
import TestSupport
import Testing

@testable import Hosting

@Suite struct HostingClientTests {
    static let commit = CommitID.all("c")

    static func file(_ path: String) -> MediaFile {
        MediaFile(
            path: path, blob: .all("a"),
            location: SourceLocation(file: "calendar/launch.yaml"))
    }

    static let urls: [(String, String, String)] = [
        ("https://raw.example/o/r/{commit}/", "media/a.jpg", "https://raw.example/o/r/\(commit)/media/a.jpg?v=t"),
        (
            "https://raw.example", "media/Äpfel & Nüsse.jpg",
            "https://raw.example/media/%C3%84pfel%20%26%20N%C3%BCsse.jpg?v=t"
        ),
    ]

    @Test("A public URL is the base and the path", arguments: urls)
    func publicURL(base: String, path: String, expected: String) async throws {
        let client = HostingClient.publicURL(base: base, commit: Self.commit)
        #expect(try await client.publish(Self.file(path), "t") == expected)
    }

    @Test func nothingCommittedIsNotPublic() async {
        let client = HostingClient.publicURL(base: "https://raw.example/{commit}/", commit: nil)
        let error = await #expect(throws: Refusal.self) { try await client.publish(Self.file("media/a.jpg"), "t") }
        #expect(error?.message == "media/a.jpg is not public: nothing is committed")
    }

    @Test func theSameBytesAreCopiedOnceUnderTheirDigest() async throws {
        let folder = try TemporaryDirectory()
        try folder.write("jpeg", to: "original")
        try folder.write("", to: "hosted/.keep")
        let found = try PublicFile.sample(at: folder.path(of: "original"))
        let client = HostingClient.directory(
            try FileRoot(folder.path(of: "hosted")), publicURL: "https://media.example/",
            source: { _ async throws(Refusal) in found })
        let url = "https://media.example/\(found.name)"
        #expect(try await client.publish(Self.file("media/A.JPG"), "1") == "\(url)?v=1")
        #expect(try folder.read("hosted/\(found.name)") == "jpeg")
        // What is there already is not asked for: it may have gone here meanwhile.
        try FileManager.default.removeItem(atPath: folder.path(of: "original"))
        #expect(try await client.publish(Self.file("media/A.JPG"), "2") == "\(url)?v=2")
        try folder.write("jpeg", to: "original")
        for damaged in ["cut", "same"] {
            try folder.write(damaged, to: "hosted/\(found.name)")
            _ = try await client.publish(Self.file("media/A.JPG"), "3")
            #expect(try folder.read("hosted/\(found.name)") == "jpeg", "a file that is not whole stays")
        }
        let (hosted, target) = (folder.path(of: "hosted/\(found.name)"), folder.path(of: "hosted/other"))
        try FileManager.default.removeItem(atPath: hosted)
        try FileManager.default.createSymbolicLink(atPath: hosted, withDestinationPath: target)
        let refusal = await #expect(throws: Refusal.self) { try await client.publish(Self.file("media/A.JPG"), "4") }
        #expect(
            refusal?.message == """
                hosting media/A.JPG: '\(found.name)' in the folder of hosting is a link to '\(target)', and only relative \
                links that stay in that folder are followed
                """)
    }

    @Test("One picture, treated in two ways, has two URLs") func treatments() async throws {
        let folder = try TemporaryDirectory()
        for name in ["smaller", "whole"] { try folder.write(name, to: name) }
        try folder.write("", to: "hosted/.keep")
        let source: PublicFileSource = { file async throws(Refusal) in
            do {
                return try PublicFile.sample(at: folder.path(of: file.treatment == nil ? "whole" : "smaller"))
            } catch { throw Refusal(remedy: .person, effect: .none, message: "\(error)", fix: "") }
        }
        let client = HostingClient.directory(
            try FileRoot(folder.path(of: "hosted")), publicURL: "https://media.example", source: source)
        let whole = Self.file("media/a.jpg")
        var (treated, again) = (whole, whole)
        treated.treatment = Treatment(.strip(keepsCopyright: false), changes: [.reduced])
        again.path = "media/b.jpg"
        let urls = try await client.publish([whole, treated, again], "1") { _ in }
        #expect(urls.count == 2)
        for (file, name) in [(whole, "whole"), (treated, "smaller"), (again, "whole")] {
            let expected = try PublicFile.sample(at: folder.path(of: name)).name
            #expect(urls[file.outgoing] == "https://media.example/\(expected)?v=1")
        }
    }

    static let names: [(String, Bool)] = [
        (String(repeating: "a", count: 64) + ".jpg", true), (String(repeating: "0", count: 64) + ".mp4", true),
        (String(repeating: "A", count: 64) + ".jpg", false), (String(repeating: "a", count: 63) + ".jpg", false),
        (String(repeating: "a", count: 64), false), (String(repeating: "a", count: 64) + ".jpg.tmp", false),
        (String(repeating: "a", count: 64) + ".", false), ("index.html", false), ("", false),
    ]

    @Test("Names of ours are told from others", arguments: names)
    func name(_ name: String, isOurs: Bool) {
        #expect(PublicFileName.isOurs(name) == isOurs)
    }

    @Test("What many ask for at once is done once, and again only when it failed")
    func shared() async throws {
        let work = SharedWork(rememberedFor: 600, now: { Date() })
        let count = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try? await work.perform("a") { () async throws(Refusal) in
                        count.increment()
                        await Task.yield()
                    }
                }
            }
        }
        #expect(count.value == 1)
        for _ in 0..<2 {
            await #expect(throws: Refusal.self) {
                try await work.perform("b") { () async throws(Refusal) in
                    count.increment()
                    throw Refusal(remedy: .person, effect: .none, message: "no", fix: "")
                }
            }
        }
        #expect(count.value == 3)
    }
}

extension HostingClient {
    /// The URL of one file.
    func publish(_ file: MediaFile, _ tag: String) async throws(Refusal) -> String {
        try await publish([file], tag, { _ in })[file.outgoing] ?? ""
    }
}

extension PublicFile {
    /// A file of a test, called a JPEG.
    static func sample(at path: String) throws -> PublicFile {
        let open = try OpenFile(path: path)
        return PublicFile(
            path: path, size: open.size, sha256: try SHA256.digest(of: open), contentType: "image/jpeg",
            fileExtension: "jpg")
    }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    var value: Int { lock.withLock { count } }
    func increment() { lock.withLock { count += 1 } }
}
