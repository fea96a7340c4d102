import ContentModel
import Diagnostics
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
        let oid = String(repeating: "ab", count: 32)
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(oid)\nsize 5\n"
        try repository.commit(writing: ["media/a.jpg": pointer])
        if let stored { try repository.write(stored, to: ".git/lfs/objects/ab/ab/\(oid)") }
        #expect(hosted(file(pointer)) == result)
    }
}
