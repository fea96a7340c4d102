import ContentModel
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

    @Test func theSameBytesAreCopiedOnce() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hosting-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let reads = Counter()
        let client = HostingClient.directory(try FileRoot(folder), publicURL: "https://media.example/") { _ in
            reads.increment()
            return Array("jpeg".utf8)
        }
        let name = String(repeating: "a", count: 40) + ".jpg"
        #expect(try await client.publish(Self.file("media/A.JPG"), "1") == "https://media.example/\(name)?v=1")
        #expect(try await client.publish(Self.file("media/A.JPG"), "2") == "https://media.example/\(name)?v=2")
        #expect(reads.value == 1)
        #expect(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) == "jpeg")
    }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    var value: Int { lock.withLock { count } }
    func increment() { lock.withLock { count += 1 } }
}
