import Git
import ObjectIDs
import StateSharing

/// The journal on a ref of a remote: a commit a link, each on top of the one before.
///
/// A commit holds one file: ``linkFile`` with the link's bytes, or ``baseFile``, whose bytes stand for everything before
/// it, so that readers stop there.
struct JournalChain: Sendable {
    let ref: String
    let cache: JournalCache
    /// The remote, whose objects go through the cache.
    let remote: Remote

    static let linkFile: RepositoryPath = "journal"
    static let baseFile: RepositoryPath = "base"
    /// A link of a day's runs of a thousand accounts has a few kilobytes, a compacted chain some megabytes.
    static let linkLimit = 64 << 20
    /// What the cache remembers of the ref, from which a fetch goes on.
    static let seen = "refs/calends/seen"

    func fetch(_ known: CommitID?) async throws(RemoteFailure) -> ChainTail {
        let walk: Walk = try await cached { () async throws(GitError) -> Walk in
            guard let tip = try await remote.fetch(ref, tracking: Self.seen) else { return .links([], isWhole: true) }
            return try links(from: tip, to: known)
        }
        switch walk {
        case .links(let links, let isWhole): return ChainTail(isContinuation: !isWhole, links: links)
        case .foreign(let commit): throw notAJournal(commit)
        }
    }

    func append(_ bytes: [UInt8], _ last: CommitID?) async throws(RemoteFailure) -> AppendOutcome {
        try await cached { () async throws(GitError) in
            try await append(bytes, as: Self.linkFile, on: last)
        }
    }

    /// The whole chain gives way to one link without a parent; where the server lets no history be replaced, to a base
    /// on top of it, which readers take for the same.
    func replace(_ bytes: [UInt8], _ last: CommitID) async throws(RemoteFailure) -> AppendOutcome {
        try await cached { () async throws(GitError) in
            let orphan = try store(bytes, as: Self.linkFile, on: nil)
            do throws(GitError) {
                return try await push(orphan, expecting: last, replacing: true)
            } catch {
                guard case .remote(.pushRefused) = error else { throw error }
            }
            return try await append(bytes, as: Self.baseFile, on: last)
        }
    }

    private func append(
        _ bytes: [UInt8], as file: RepositoryPath, on last: CommitID?
    ) async throws(GitError) -> AppendOutcome {
        if let last, try !isCached(last) {
            // A new cache, or a link that another process of this machine appended.
            guard try await remote.fetch(ref, tracking: Self.seen) == last else { return .rejected }
        }
        return try await push(store(bytes, as: file, on: last), expecting: last, replacing: false)
    }

    private func push(
        _ commit: CommitID, expecting last: CommitID?, replacing: Bool
    ) async throws(GitError) -> AppendOutcome {
        switch try await remote.push(commit, to: ref, expecting: last, replacing: replacing) {
        case .accepted:
            // What this machine writes it has seen; the next fetch mends it if another task is setting it.
            try? Repository(openingAt: cache.path).remember(commit, as: Self.seen)
            return .appended(commit)
        case .rejected: return .rejected
        }
    }

    private func cached<Value: Sendable>(
        _ body: () async throws(GitError) -> Value
    ) async throws(RemoteFailure) -> Value {
        do throws(GitError) {
            return try await cache.use(body)
        } catch {
            throw RemoteFailure(error, about: .journal(ref: ref))
        }
    }

    private func isCached(_ commit: CommitID) throws(GitError) -> Bool {
        try Repository(openingAt: cache.path).contains(commit.object)
    }

    /// Every commit is one of its kind, whatever it holds: two runners that append the same bytes in the same second
    /// must not make the same commit, or both would take the one's success for their own.
    private func store(
        _ bytes: [UInt8], as file: RepositoryPath, on last: CommitID?
    ) throws(GitError) -> CommitID {
        let repository = try Repository(openingAt: cache.path)
        let mark = (0..<2).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 16) }.joined(separator: "-")
        return try repository.storeCommit(
            [file: bytes], on: last, message: "Journal\n\nlink \(mark)\n", by: .calends(at: Repository.now()))
    }

    enum Walk {
        /// Oldest first; the whole chain unless they follow what was known.
        case links([ChainTail.Link], isWhole: Bool)
        /// A commit that is no link.
        case foreign(CommitID)
    }

    func links(from tip: CommitID, to known: CommitID?) throws(GitError) -> Walk {
        let repository = try Repository(openingAt: cache.path)
        var links: [ChainTail.Link] = []
        var next: CommitID? = tip
        while let id = next {
            if id == known { return .links(links.reversed(), isWhole: false) }
            let commit = try repository.commit(id)
            let link = try repository.file(at: Self.linkFile, in: commit.tree)
            let base = try repository.file(at: Self.baseFile, in: commit.tree)
            guard let file = link ?? base else { return .foreign(id) }
            links.append(ChainTail.Link(id: id, bytes: try repository.content(of: file.blob, limit: Self.linkLimit)))
            next = link == nil ? nil : commit.parents.first
        }
        return .links(links.reversed(), isWhole: true)
    }

    private func notAJournal(_ id: CommitID) -> RemoteFailure {
        RemoteFailure(
            .refused, mayHaveHappened: false,
            message: "\(ref) of \(remote.address.fetchURL) holds no journal: commit \(id.object.abbreviated) has no "
                + "file '\(Self.linkFile)' — what is in flight cannot be known",
            fix: "name a ref that nothing else uses, in calendar/settings.yaml: state.journal")
    }
}

extension CommitPeople {
    /// The program itself, where no person stands behind a commit.
    static func calends(at time: CommitTime) -> CommitPeople {
        let itself = Signature(name: "calends", email: "calends@localhost", time: time)
        return CommitPeople(author: itself, committer: itself)
    }
}
