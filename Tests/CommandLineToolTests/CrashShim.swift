import Foundation
import TestSupport
import Testing

/// A library that calends is run with: it counts steps, kills the process at the one that is asked for, and lets the
/// monotonic clock run fast, so that waits are short; what is due and what has passed by the wall clock stays as it is.
///
/// Steps are what a crash could separate from the next: the moments before and after each piece of a request, before
/// each change to a folder (files made, linked, renamed, removed; libgit2 takes a lock by making a file, and lets an
/// object or a ref appear by `link`, or by `rename` over the former one), and before and in the middle of each write to
/// a file. That a change is on the disk makes no difference to a process that is killed, so `fsync` is no step.
///
/// `DIES_AT_STEP` is the step to die at, `STEP_COUNT_FILE` a file to leave their number in, `CLOCK_SPEED` by how much
/// the monotonic clock is faster. With `CLOCK_EPOCH`, in seconds since 1970, the wall clock is faster, too, since then:
/// programs that are given the same one agree on the time.
final class CrashShim {
    /// What `LD_PRELOAD` takes.
    let path: String
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        path = folder.path(of: "crash.so")
        let compiler = try #require(Program.find("clang"))
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "CrashShim/shim.c")
        let result = try Program.run(compiler, ["-shared", "-fPIC", "-O1", "-o", path, source.path, "-ldl"])
        try #require(result.status == 0, "\(result.error)")
    }

    /// What runs calends under the shim.
    ///
    /// - Parameter epoch: since when the wall clock is faster; nil leaves it as it is.
    func environment(dyingAt step: Int? = nil, speed: Int, since epoch: Date? = nil) -> [String: String] {
        var environment = ["LD_PRELOAD": path, "CLOCK_SPEED": "\(speed)", "STEP_COUNT_FILE": folder.path(of: "steps")]
        if let step { environment["DIES_AT_STEP"] = "\(step)" }
        if let epoch { environment["CLOCK_EPOCH"] = "\(Int(epoch.timeIntervalSince1970))" }
        return environment
    }

    /// How many steps the last run had that came to its end.
    func stepCount() throws -> Int { try #require(Int(folder.read("steps"))) }
}
