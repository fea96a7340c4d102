import ContentModel
import Diagnostics
import FileStore
import Foundation
import Git
import ObjectIDs
import TestSupport
import Testing

@testable import CalendarLoading

@Suite struct PlannedMediaTests {
    let repository: TemporaryGitRepository

    init() throws { repository = try TemporaryGitRepository() }

    private func file(_ text: String) -> MediaFile {
        MediaFile(
            path: "media/a.jpg", blob: BlobID(hashing: Array(text.utf8)),
            location: SourceLocation(file: "calendar/a.yaml"))
    }

    private func hosted(_ file: MediaFile) -> String {
        do throws(CalendarSourceError) {
            return String(decoding: try PlannedMedia(inRepositoryAt: repository.path).bytes(of: file), as: UTF8.self)
        } catch {
            return "\(error.what) — \(error.why) — \(error.fix)"
        }
    }

    @Test("A copy that was kept is checked before it is used", arguments: ["", "other"])
    func kept(now: String) throws {
        try repository.commit(writing: ["media/a.jpg": "planned"])
        let media = try PlannedMedia(inRepositoryAt: repository.path)
        let cache = try FileRoot(repository.path + "/.git")
        let path = try media.path(of: file("planned"), in: cache)
        try repository.write(now, to: ".git/\(file("planned").blob)")
        #expect(try media.path(of: file("planned"), in: cache) == path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "planned")
    }

    @Test("What was committed is hosted, whatever the file says now", arguments: ["edited", nil])
    func committed(now: String?) throws {
        try repository.commit(writing: ["media/a.jpg": "planned"])
        if let now {
            try repository.write(now, to: "media/a.jpg")
        } else {
            try FileManager.default.removeItem(atPath: repository.path + "/media/a.jpg")
        }
        #expect(hosted(file("planned")) == "planned")
    }

    @Test(
        "What was never committed is hosted as long as it stays the same",
        arguments: [
            ("planned", "planned"),
            (
                "edited",
                "'media/a.jpg' changed while it was being published — what goes out is what was planned and checked — "
                    + "run calends plan, then apply again"
            ),
        ])
    func uncommitted(now: String, result: String) throws {
        try repository.commit()
        try repository.write(now, to: "media/a.jpg")
        #expect(hosted(file("planned")) == result)
    }

    @Test(
        "A Git LFS pointer stands for what the store holds, if that is whole",
        arguments: [
            ("12345", "12345"),
            (
                "54321",
                "'media/a.jpg': what Git LFS keeps for it here is not 5994471abb01…, which it names — another picture or "
                    + "video than the committed one would be published — remove 'STORE' and run 'git lfs pull'"
            ),
            (
                "123",
                "'media/a.jpg': the file is a Git LFS pointer to 5 bytes that are not here — the platform would be given "
                    + "a few lines of text — run 'git lfs pull'"
            ),
            (
                nil as String?,
                "'media/a.jpg': the file is a Git LFS pointer to 5 bytes that are not here — the platform "
                    + "would be given a few lines of text — run 'git lfs pull'"
            ),
        ])
    func pointer(stored: String?, result: String) throws {
        let oid = "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5"
        let path = ".git/lfs/objects/59/94/\(oid)"
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(oid)\nsize 5\n"
        try repository.commit(writing: ["media/a.jpg": pointer])
        if let stored { try repository.write(stored, to: path) }
        let store = try repository.git("rev-parse", "--absolute-git-dir") + path.dropFirst(4)
        #expect(hosted(file(pointer)).replacing(store, with: "STORE") == result)
    }
}
