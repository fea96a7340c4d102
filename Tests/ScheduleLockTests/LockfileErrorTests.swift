import Diagnostics
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct LockfileErrorTests {
    static let blob = String(repeating: "a", count: 40)
    static let head = "calends-lock 1\n\n"
    static let body = "published 2026-11-02T08:00:00Z\nmedia 1\nentry \(blob) a.yaml\n"
    static let block = "[a@b]\n" + body + "\n"
    static let forgotten = "what the lockfile forgets would be published again"
    static let restore = "restore the file from git: git checkout HEAD -- .schedule.lock"

    static let damages: [(String, String)] = [
        ("", ".schedule.lock:1:1: not a lockfile: the first line is not 'calends-lock 1' — \(forgotten) — \(restore)"),
        (
            "{}\n",
            ".schedule.lock:1:1: not a lockfile: the first line is not 'calends-lock 1' — \(forgotten) — \(restore)"
        ),
        (
            "calends-lock 3\nend\n",
            ".schedule.lock:1:1: written by a newer calends (format 3) — "
                + "this calends reads format 1 and would lose what it does not know — upgrade calends"
        ),
        (
            head + block,
            ".schedule.lock:7:1: the file ends before its 'end' line — "
                + "the publications cut off would be published again — \(restore)"
        ),
        (
            head + "[a@b]\npublished 2026",
            ".schedule.lock:4:1: the file ends before its 'end' line — "
                + "the publications cut off would be published again — \(restore)"
        ),
        (
            head + "<<<<<<< HEAD\n" + block + "=======\n>>>>>>> branch\nend\n",
            ".schedule.lock:3:1: git conflict marker — both sides hold publications that must not be forgotten — "
                + "with 'calends lock merge' as its merge driver, merge it again: git checkout --merge -- .schedule.lock"
        ),
        (
            head + "[a@b]\n=======\n" + body + "\nend\n",
            ".schedule.lock:4:1: git conflict marker — both sides hold publications that must not be forgotten — "
                + "with 'calends lock merge' as its merge driver, merge it again: git checkout --merge -- .schedule.lock"
        ),
        (
            head + block + block + "end\n",
            ".schedule.lock:8:1: a@b a second time with the same medium — only one of the two blocks can be true — "
                + "delete one of the two blocks"
        ),
        (
            head + "[a@b]\ncolour red\n" + body + "\nend\n",
            ".schedule.lock:4:1: unknown key 'colour' — ignoring it would lose what it says — \(restore)"
        ),
        (
            head + "[a@b]\nmedia 2\n" + body + "\nend\n",
            ".schedule.lock:6:1: 'media' a second time in one block — only one can be true — \(restore)"
        ),
        (
            head + "[a@b]\nmedia 1\nentry \(blob) a.yaml\n\nend\n",
            ".schedule.lock:3:1: a@b has no 'published' — the block is not whole — \(restore)"
        ),
        (
            head + "[a@b]\npublished 2026-11-02T08:00:00Z\nmedia 1\n\nend\n",
            ".schedule.lock:3:1: a@b has no 'entry' — the block is not whole — \(restore)"
        ),
        (
            head + "[a@b]\ndismissed 2026-11-02T08:00:00Z\n" + body + "\nend\n",
            ".schedule.lock:3:1: 'dismissed' beside 'published' — only one can be true — \(restore)"
        ),
        (
            head + "[a@b]\npublished yesterday\n\nend\n",
            ".schedule.lock:4:1: 'published' cannot be 'yesterday' — guessing could publish twice — \(restore)"
        ),
        (
            head + "[a@b]\nentry 123 a.yaml\n\nend\n",
            ".schedule.lock:4:1: 'entry' cannot be '123 a.yaml' — guessing could publish twice — \(restore)"
        ),
        (
            head + "[a@b]\nwas %4\n\nend\n",
            ".schedule.lock:4:1: 'was' cannot be '%4' — guessing could publish twice — \(restore)"
        ),
        (
            head + "[a]\n" + body + "\nend\n",
            ".schedule.lock:3:1: expected '[PUBLICATION]', found '[a]' — \(forgotten) — \(restore)"
        ),
        (
            head + "]\n" + body + "\nend\n",
            ".schedule.lock:3:1: expected '[PUBLICATION]', found ']' — \(forgotten) — \(restore)"
        ),
        (
            head + block + "end\n" + block,
            ".schedule.lock:9:1: text after the 'end' line — nothing may be skipped in silence — \(restore)"
        ),
    ]

    @Test("Names the line and what to do", arguments: damages)
    func names(text: String, message: String) {
        #expect(Self.message(of: Array(text.utf8)) == message)
    }

    @Test func refusesBytesThatAreNotText() {
        let bytes = Array((Self.head + "[a@b]\nmedia ").utf8) + [0xff, 0xfe] + Array("\n\nend\n".utf8)
        #expect(
            Self.message(of: bytes)
                == ".schedule.lock:4:1: 'media' cannot be '\u{fffd}\u{fffd}' — guessing could publish twice — "
                + Self.restore)
    }

    @Test func refusesEveryTruncation() {
        let whole = LockfileTextTests.sample.bytes
        for count in 0..<whole.count {
            #expect(Self.message(of: Array(whole.prefix(count))) != nil, "cut after \(count) bytes")
        }
    }

    @Test("Never traps, whatever a byte becomes", arguments: 0..<20)
    func neverTraps(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<200 {
            var bytes = LockfileTextTests.sample.bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = bytes.indices.randomElement(using: &generator) ?? 0
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = Self.message(of: bytes)
        }
    }

    static func message(of bytes: [UInt8]) -> String? {
        do throws(LockfileError) {
            _ = try Lockfile(bytes: bytes)
            return nil
        } catch {
            return error.diagnostic(file: ".schedule.lock").description
        }
    }
}
