public import Git
public import ObjectIDs

/// Whether the remote would take what a run writes into the journal, tried in a way that leaves nothing behind.
public struct JournalProbe: Sendable {
    /// What came of a try.
    public enum Outcome: Hashable, Sendable {
        /// The journal was pushed to where it stands.
        case taken
        /// There is no journal yet, and a ref beside it was made and removed.
        case takenBeside
        /// There is no journal yet, and it is to be a branch: one beside it would start the jobs of branches.
        case untried
        /// The server took a ref beside it and did not remove it again.
        case leftBehind(ref: String, GitError)
    }

    /// The journal's ref.
    public let ref: String
    let cache: JournalCache
    /// The remote, whose objects go through the cache.
    let remote: Remote
    /// The remote, whose objects are those of the work tree's repository.
    let rootRemote: Remote

    /// Tries it.
    ///
    /// - Parameter commit: one that the work tree's repository and the server both have.
    /// - Throws: what the server says to a push it does not take.
    public func perform(with commit: CommitID) async throws(GitError) -> Outcome {
        let isThere = try await cache.use { () async throws(GitError) -> Bool in
            // Others append meanwhile; then it was taken from them, and the next try shows it of us.
            for _ in 0..<3 {
                guard let tip = try await remote.fetch(ref) else { return false }
                if try await remote.push(tip, to: ref, expecting: tip) == .accepted { break }
            }
            return true
        }
        guard !isThere else { return .taken }
        guard !ref.hasPrefix("refs/heads/") else { return .untried }
        let folder = ref.lastIndex(of: "/").map { ref[...$0] } ?? "refs/calends/"
        let beside = "\(folder)doctor-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        guard try await rootRemote.push(commit, to: beside, expecting: nil) == .accepted else { return .untried }
        do throws(GitError) {
            _ = try await rootRemote.remove(beside, expecting: commit)
        } catch {
            return .leftBehind(ref: beside, error)
        }
        return .takenBeside
    }
}
