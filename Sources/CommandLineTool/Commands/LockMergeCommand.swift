import Diagnostics
import FileStore
import ScheduleLock

/// `calends lock merge %O %A %B %P`: git's merge driver for lockfiles.
struct LockMergeCommand {
    let invocation: Invocation

    /// More than any lockfile takes.
    private static let byteLimit = 512 << 20

    func run() throws -> ExitStatus {
        let operands = invocation.arguments.operands
        guard operands.count == 4 else { throw UsageError.missingOperand(Operand(name: "PATH"), .lockMerge) }
        let (ours, theirs, name) = (operands[1], operands[2], operands[3])
        // The base adds nothing: records never vanish, so both sides hold what it holds.
        let merged = Lockfile.merged(
            try lockfile(at: ours, side: "our side", of: name), try lockfile(at: theirs, side: "their side", of: name))
        try DurableFile(path: path(ours)).replace(with: merged.bytes)
        for publication in merged.duplicates.keys.sorted() {
            // What was replaced, or let go twice, is no second post.
            let count = merged.liveRecords(of: publication).count
            guard count > 1 else { continue }
            invocation.console.report(
                "calends: \(name): \(publication) was published \(count) times — both sides published it "
                    + "before they were merged — calends plan shows what to do\n")
        }
        return .done
    }

    private func path(_ operand: String) -> String {
        operand.hasPrefix("/") ? operand : invocation.directory + "/" + operand
    }

    private func lockfile(at operand: String, side: String, of name: String) throws -> Lockfile {
        let bytes = try DurableFile(path: path(operand)).bytes(limit: Self.byteLimit) ?? []
        guard !bytes.isEmpty else { return Lockfile() }
        do throws(LockfileError) {
            return try Lockfile(bytes: bytes)
        } catch {
            var diagnostic = error.diagnostic(file: name)
            diagnostic = Diagnostic(
                diagnostic.location, "\(side): \(diagnostic.message)", why: diagnostic.why, fix: diagnostic.fix)
            throw CommandFailure([diagnostic], status: .calendarErrors)
        }
    }
}
