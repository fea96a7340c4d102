import ContentModel
import ObjectIDs
import ScheduleLock
import StateSharing
import Synchronization

/// A chain in memory, and everything that was ever asked of it.
final class MemoryChain: Sendable {
    struct State {
        var links: [ChainTail.Link] = []
        var lastNumber: UInt64 = 0
        /// One line for each call, as a person would tell it.
        var transcript: [String] = []
        /// Asked of each call before it does anything.
        var longest = 0
    }

    /// What becomes of one call.
    enum Fate: Sendable {
        case answered
        /// The remote cannot be reached.
        case away
        /// It is done, but nobody hears of it.
        case answerLost
        /// It is not done, and nobody knows.
        case requestLost
        case refused
        /// It is done at once, and the answer takes five thousand times as long as others.
        case slow
        /// Somebody else's link gets in just before.
        case overtaken(by: JournalLink)
    }

    private let state = Mutex(State())
    private let fates = Mutex<[Fate]>([])
    /// Runs inside each call, before and after its effect.
    let delay: @Sendable () async -> Void

    init(delay: @escaping @Sendable () async -> Void = {}) { self.delay = delay }

    var transcript: [String] { state.withLock { $0.transcript } }
    var links: [ChainTail.Link] { state.withLock { $0.links } }

    func clearTranscript() { state.withLock { $0.transcript = [] } }

    /// The next calls end like this; later ones are answered.
    func next(_ fates: Fate...) { self.fates.withLock { $0 += fates } }

    var journal: SharedJournal {
        get throws {
            var journal = SharedJournal()
            for link in links { journal.apply(try JournalLink(bytes: link.bytes)) }
            return journal
        }
    }

    /// Adds a link whose bytes are not what was written.
    func addDamaged() {
        state.withLock { state in
            state.lastNumber += 1
            state.links.append(ChainTail.Link(id: Self.id(state.lastNumber), bytes: Array("nonsense\n".utf8)))
        }
    }

    /// Adds a link that another runner wrote.
    func add(_ link: JournalLink) {
        state.withLock { state in
            state.lastNumber += 1
            state.links.append(ChainTail.Link(id: Self.id(state.lastNumber), bytes: link.bytes))
        }
    }

    var remote: JournalRemote {
        JournalRemote(
            fetch: { known async throws(RemoteFailure) in
                try await self.call("fetch") { state in
                    guard let known, let index = state.links.firstIndex(where: { $0.id == known }) else {
                        return ChainTail(isContinuation: false, links: state.links)
                    }
                    return ChainTail(isContinuation: true, links: Array(state.links[(index + 1)...]))
                }
            },
            append: { bytes, last async throws(RemoteFailure) in
                try await self.call("append " + Self.words(bytes)) { $0.append(bytes, after: last) }
            },
            replace: { bytes, last async throws(RemoteFailure) in
                try await self.call("replace " + Self.words(bytes)) { $0.replace(bytes, after: last) }
            })
    }

    private func call<Answer: Sendable>(
        _ words: String, _ effect: @Sendable (inout State) -> Answer
    ) async throws(RemoteFailure) -> Answer {
        await delay()
        let fate = fates.withLock { $0.isEmpty ? Fate.answered : $0.removeFirst() }
        func say(_ end: String) { state.withLock { $0.transcript.append(words + end) } }
        let answer: Answer
        switch fate {
        case .answered:
            answer = state.withLock { effect(&$0) }
            say((answer as? AppendOutcome) == .rejected ? ": rejected" : "")
        case .slow:
            answer = state.withLock { effect(&$0) }
            say(": slow")
            for _ in 0..<5_000 { await delay() }
        case .overtaken(let link):
            add(link)
            answer = state.withLock { effect(&$0) }
            say((answer as? AppendOutcome) == .rejected ? ": rejected" : "")
        case .away:
            say(": away")
            throw RemoteFailure(.away, mayHaveHappened: false, message: "no route to host", fix: "look at the network")
        case .answerLost:
            _ = state.withLock { effect(&$0) }
            say(": answer lost")
            throw RemoteFailure(.away, mayHaveHappened: true, message: "timed out", fix: "look at the network")
        case .requestLost:
            say(": request lost")
            throw RemoteFailure(.away, mayHaveHappened: true, message: "timed out", fix: "look at the network")
        case .refused:
            say(": refused")
            throw RemoteFailure(.refused, mayHaveHappened: false, message: "no permission", fix: "ask for it")
        }
        await delay()
        return answer
    }

    static func id(_ number: UInt64) -> CommitID { CommitID(ObjectID(high: 0, middle: number, low: 0)) }

    /// What a link says, without times and checksums.
    private static func words(_ bytes: [UInt8]) -> String {
        guard let link = try? JournalLink(bytes: bytes) else { return "?" }
        let lines = link.lines.map { line in
            switch line {
            case .event(let event): "\(event.publication) \(word(event.step))"
            case .lease(let lease): "\(lease.account) \(lease.isHeld ? "taken" : "returned") \(lease.number)"
            case .heard(let stamp): "heard \(stamp.runner) \(stamp.number)"
            }
        }
        return "\(link.stamp.number): " + lines.joined(separator: ", ")
    }

    private static func word(_ step: JournalEvent.Step) -> String {
        switch step {
        case .containerCreated(let id, _, _): "container \(id)"
        case .published(let media): "published \(media)"
        case .settled: "settled"
        default: "step"
        }
    }
}

extension MemoryChain.State {
    mutating func append(_ bytes: [UInt8], after last: CommitID?) -> AppendOutcome {
        guard links.last?.id == last else { return .rejected }
        lastNumber += 1
        let id = MemoryChain.id(lastNumber)
        links.append(ChainTail.Link(id: id, bytes: bytes))
        longest = max(longest, links.count)
        return .appended(id)
    }

    mutating func replace(_ bytes: [UInt8], after last: CommitID) -> AppendOutcome {
        guard links.last?.id == last else { return .rejected }
        lastNumber += 1
        let id = MemoryChain.id(lastNumber)
        links = [ChainTail.Link(id: id, bytes: bytes)]
        return .appended(id)
    }
}

/// A lockfile in memory.
final class MemoryLockfile: Sendable {
    private let state = Mutex((lockfile: Lockfile(), commits: 0, fates: [RemoteFailure.Kind]()))

    var lockfile: Lockfile { state.withLock { $0.lockfile } }
    var commitCount: Int { state.withLock { $0.commits } }

    /// The next calls fail like this.
    func fail(_ kinds: RemoteFailure.Kind...) { state.withLock { $0.fates += kinds } }

    var remote: LockfileRemote {
        LockfileRemote(
            fetch: { () async throws(RemoteFailure) in
                try self.meetFate()
                return self.lockfile
            },
            commit: { records async throws(RemoteFailure) in
                try self.meetFate()
                return self.state.withLock { state in
                    state.commits += 1
                    state.lockfile = .merged(state.lockfile, records)
                    return state.lockfile
                }
            })
    }

    private func meetFate() throws(RemoteFailure) {
        guard let kind = state.withLock({ $0.fates.isEmpty ? nil : $0.fates.removeFirst() }) else { return }
        throw RemoteFailure(kind, mayHaveHappened: false, message: "branch is protected", fix: "use another branch")
    }
}
