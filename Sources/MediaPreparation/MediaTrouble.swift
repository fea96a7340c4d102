public import ChildProcess
public import MediaWork

/// Why nothing came of a task.
public enum MediaTrouble: Error, Hashable, Sendable {
    /// The worker cannot do it: something is wrong with the file.
    case refused(MediaRefusal)
    /// The medium cannot be read; in the words of whoever tried.
    case unreadable(String, why: String, fix: String)
    /// There is no worker at this path.
    case absent(String)
    /// The worker gave no answer; `lastWords` is what it said of it last.
    case failed(ChildFailure, lastWords: String)
    /// The run was told to end before it was done.
    case stopped
    /// The scratch folder cannot be made or used, in the system's words.
    case noScratch(String)

    /// The file `path` with what is wrong, why, and what to do.
    public func explained(path: String) -> (what: String, why: String, fix: String) {
        switch self {
        case .refused(let refusal): ("'\(path)' \(refusal.what)", refusal.why, refusal.fix)
        case .unreadable(let what, let why, let fix): (what, why, fix)
        case .absent(let program):
            (
                "'\(path)' cannot be looked into: there is no media worker at '\(program)'",
                "pictures and videos are decoded by a program of its own, calends-media",
                "install calends-media beside calends, or name it in \(WorkerProgram.variable)"
            )
        case .failed(let failure, let lastWords): Self.explained(failure, lastWords, path: path)
        case .stopped:
            (
                "'\(path)' was left before it was done", "the run was told to stop",
                "run it again: what was done is kept"
            )
        case .noScratch(let reason):
            (
                "'\(path)' cannot be given to the media worker: \(reason)", "it works in a folder of its own",
                "make room in the folder that TMPDIR names, or name another"
            )
        }
    }

    private static func explained(
        _ failure: ChildFailure, _ lastWords: String, path: String
    ) -> (what: String, why: String, fix: String) {
        let detail = lastWords.isEmpty ? "" : " (it said: \(lastWords))"
        return switch failure {
        case .cannotStart(let reason):
            (
                "the media worker cannot be started for '\(path)': \(reason)",
                "media are decoded by a program of its own", "check that calends-media may be run"
            )
        case .ended(let ending):
            (
                "the media worker \(ending.words), reading '\(path)'\(detail)",
                "the file is damaged, too large, or made to do harm; the worker keeps that from everything else",
                "export the file again, smaller if it is very large"
            )
        case .silent(let span):
            (
                "the media worker was killed reading '\(path)': it gave no answer for \(span.components.seconds) s",
                "no honest file takes that long", "export the file again, smaller if it is very large"
            )
        case .talksNonsense:
            (
                "the media worker was killed reading '\(path)': its answer made no sense",
                "the file may have been made to do harm", "do not trust the file; export it again"
            )
        }
    }
}
