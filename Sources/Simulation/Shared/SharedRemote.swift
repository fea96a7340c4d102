import ContentModel
import ObjectIDs
import ScheduleLock
import StateSharing

/// The git host that runners share: one chain of links, which only ever grows at its end, and one lockfile.
final class SharedRemote: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    private unowned let world: World
    private(set) var links: [ChainTail.Link] = []
    private var lockfileBytes: [UInt8] = []
    private var count = 0
    private(set) var longest = 0

    init(world: World) { self.world = world }

    /// What the branch has.
    ///
    /// - Throws: whatever makes it unreadable, which must never happen.
    func lockfile() throws -> Lockfile { lockfileBytes.isEmpty ? Lockfile() : try Lockfile(bytes: lockfileBytes) }

    /// What the chain says.
    ///
    /// - Throws: whatever makes it unreadable, which must never happen.
    func journal() throws -> SharedJournal {
        var journal = SharedJournal()
        for link in links { journal.apply(try JournalLink(bytes: link.bytes)) }
        return journal
    }

    // MARK: What happens when a request arrives

    func tail(after known: CommitID?) -> ChainTail {
        guard let known, let index = links.firstIndex(where: { $0.id == known }) else {
            return ChainTail(isContinuation: false, links: links)
        }
        return ChainTail(isContinuation: true, links: Array(links[(index + 1)...]))
    }

    func append(_ bytes: [UInt8], after last: CommitID?) -> AppendOutcome {
        guard links.last?.id == last else { return .rejected }
        return grow(by: bytes)
    }

    func replace(_ bytes: [UInt8], endingIn last: CommitID) -> AppendOutcome {
        guard links.last?.id == last else { return .rejected }
        links = []
        return grow(by: bytes)
    }

    private func grow(by bytes: [UInt8]) -> AppendOutcome {
        count += 1
        let id = CommitID(ObjectID(high: 0xC4A1, middle: UInt64(count), low: 0))
        links.append(ChainTail.Link(id: id, bytes: bytes))
        longest = max(longest, links.count)
        if world.isTraced {
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                world.note("  chain \(count): \(String(decoding: line, as: UTF8.self))")
            }
        }
        return .appended(id)
    }

    func merge(_ records: Lockfile) -> Lockfile {
        do {
            let before = try lockfile()
            let merged = Lockfile.merged(before, records)
            guard merged != before else { return before }
            let old = lockfileBytes
            lockfileBytes = merged.bytes
            world.referee.lockfileChanged(from: old, to: lockfileBytes)
            return merged
        } catch {
            world.fail(.readable, "\(error)")
            return records
        }
    }
}
