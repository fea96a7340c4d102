import ChildProcess
import Foundation
import MediaWork
import Synchronization
import TestSupport
import Testing

@testable import MediaPreparation

@Suite struct WorkerLifeTests {
    /// What the worker does in place of answering, and what is said of it.
    static let endings: [(String, String)] = [
        (
            "read line; kill -SEGV $$",
            """
            the media worker was killed by SIGSEGV, a crash, reading 'media/a.jpg' — the file is damaged, too large, or \
            made to do harm; the worker keeps that from everything else — export the file again, smaller if it is very large
            """
        ),
        (
            "read line; echo 'failed to allocate 3 bytes' >&2; kill -ABRT $$",
            """
            the media worker was killed by SIGABRT, a failed check, reading 'media/a.jpg' (it said: failed to allocate 3 \
            bytes) — the file is damaged, too large, or made to do harm; the worker keeps that from everything else — \
            export the file again, smaller if it is very large
            """
        ),
        (
            "read line; sleep 60",
            """
            the media worker was killed reading 'media/a.jpg': it gave no answer for 1 s — no honest file takes that \
            long — export the file again, smaller if it is very large
            """
        ),
        (
            "read line; echo '{\"id\":9}'",
            """
            the media worker was killed reading 'media/a.jpg': its answer made no sense — the file may have been made \
            to do harm — do not trust the file; export it again
            """
        ),
        (
            "exit 3",
            """
            the media worker ended by itself with status 3, reading 'media/a.jpg' — the file is damaged, too large, or \
            made to do harm; the worker keeps that from everything else — export the file again, smaller if it is very large
            """
        ),
    ]

    @Test("A worker that ends names the file, and another takes its place", arguments: endings)
    func ends(script: String, expected: String) throws {
        let folder = try TemporaryDirectory()
        let workshop = MediaWorkshop(try Media.script(script, in: folder), silence: .seconds(1))
        for count in 1...2 {
            #expect(try trouble(of: workshop) == expected)
            #expect(workshop.startCount == count)
        }
    }

    @Test("A worker that is not there, or does not start, is named") func absent() throws {
        let path = "/nowhere/calends-media"
        #expect(throws: MediaTrouble.absent(path)) { try WorkerProgram.find(environment: ["CALENDS_MEDIA": path]) }
        #expect(
            try trouble(of: MediaWorkshop(WorkerProgram(path: path))) == """
                the media worker cannot be started for 'media/a.jpg': No such file or directory — media are decoded by a \
                program of its own — check that calends-media may be run
                """)
    }

    @Test("A worker has none of our environment, no open file, and little room") func bare() throws {
        setenv("BAKERY_TOKEN", "secret", 1)
        defer { unsetenv("BAKERY_TOKEN") }
        let (child, _) = try startedWorker()
        func proc(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: "/proc/\(child.id)/\(name)")), as: UTF8.self)
        }
        let names = try proc("environ").split(separator: "\0").map { $0.prefix { $0 != "=" } }
        #expect(names == ["LC_ALL"])
        let status = try proc("status").split(separator: "\n")
        #expect(status.contains("NoNewPrivs:\t1"))
        #expect(status.contains("Seccomp:\t2"))
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(child.id)/fd")
        #expect(files.sorted() == ["0", "1", "2"])
        let limits = try proc("limits").split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true)
        }
        func limit(_ words: String) -> Substring? {
            limits.first { $0.prefix(3).joined(separator: " ") == words }?[3]
        }
        #expect(limit("Max address space") == "4294967296")
        #expect(limit("Max file size") == "1073741824")
        #expect(limit("Max core file") == "size")
    }

    @Test("A worker reads nothing outside its folder") func keepsToItsFolder() throws {
        let outside = try TemporaryDirectory()
        try outside.write(Data(Media.fixture("baseline.jpg")), to: "a.jpg")
        let (child, scratch) = try startedWorker()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path(of: "link"), withDestinationPath: outside.path(of: "a.jpg"))
        for file in ["link", "../a.jpg", outside.path(of: "a.jpg")] {
            try child.send(MediaLine.encode(MediaRequest(id: 2, file: file, task: .inspectPicture)))
            let line = try child.receive(within: .seconds(20), limit: MediaLine.limit)
            let reply = try #require(MediaLine.decode(MediaReply.self, from: line))
            guard case .refusal = reply.answer else {
                Issue.record("\(file): \(reply)")
                continue
            }
        }
    }

    @Test("What is under way is left when it is told to, its worker killed and its folder removed", arguments: [1, 3])
    func closes(count: Int) async throws {
        let folder = try TemporaryDirectory()
        let mark = "\(folder.path)/$$"
        let script = "read line; echo $$ $1 > \(mark); mv \(mark) \(mark).on; sleep 60"
        let workshop = MediaWorkshop(try Media.script(script, in: folder))
        let troubles = Mutex<[MediaTrouble?]>([])
        for _ in 0..<count {
            Thread.detachNewThread {
                var trouble: MediaTrouble?
                do throws(MediaTrouble) { _ = try workshop.perform(.inspectPicture, on: [1]) } catch { trouble = error }
                troubles.withLock { $0.append(trouble) }
            }
        }
        func wait(until isSo: () throws -> Bool) async throws {
            for _ in 0..<2_000 where try !isSo() { try await Task.sleep(for: .milliseconds(5)) }
        }
        try await wait {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).count { $0.hasSuffix(".on") } == count
        }
        workshop.close()
        try await wait { troubles.withLock { $0.count } == count }
        #expect(troubles.withLock { $0 } == Array(repeating: .stopped, count: count))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".on") {
            let words = try folder.read(name).split(whereSeparator: \.isWhitespace)
            #expect(kill(try #require(Int32(words[0])), 0) == -1)
            #expect(!FileManager.default.fileExists(atPath: String(words[1])))
        }
        #expect(throws: MediaTrouble.stopped) { try workshop.perform(.inspectPicture, on: [1]) }
    }

    @Test("What killed processes left is removed, and what is in use is not") func sweeps() throws {
        let base = try TemporaryDirectory()
        let names = ["calends-media-aaaaaa", "calends-media-bbbbbb", "calends-media-cccccc", "calends-other-dddddd"]
        for name in names {
            try base.write("film", to: "\(name)/1")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: name.hasSuffix("c") ? -10 : -100)],
                ofItemAtPath: base.path(of: name))
        }
        let used = open(base.path(of: names[1]), O_RDONLY | O_DIRECTORY)
        defer { close(used) }
        #expect(flock(used, LOCK_EX | LOCK_NB) == 0)
        ScratchFolder.sweep(base.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: base.path).sorted() == Array(names.dropFirst()))
    }

    /// A worker that has answered once, so that it is confined.
    private func startedWorker() throws -> (ChildProcess, TemporaryDirectory) {
        let scratch = try TemporaryDirectory()
        let child = try ChildProcess(
            path: Media.worker.path, arguments: [scratch.path], environment: ["LC_ALL": "C.UTF-8"],
            errors: scratch.path(of: "errors"))
        try scratch.write(Data(Media.fixture("baseline.jpg")), to: "1")
        try child.send(MediaLine.encode(MediaRequest(id: 1, file: "1", task: .inspectPicture)))
        let line = try child.receive(within: .seconds(20), limit: MediaLine.limit)
        let reply = try #require(MediaLine.decode(MediaReply.self, from: line))
        guard case .picture = reply.answer else { throw MediaTrouble.noScratch("\(reply)") }
        return (child, scratch)
    }

    private func trouble(of workshop: MediaWorkshop) throws -> String? {
        do throws(MediaTrouble) {
            _ = try workshop.perform(.inspectPicture, on: [1])
            return nil
        } catch {
            let (what, why, fix) = error.explained(path: "media/a.jpg")
            return "\(what) — \(why) — \(fix)"
        }
    }
}
