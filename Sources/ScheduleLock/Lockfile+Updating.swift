public import ContentModel

extension Lockfile {
    /// What ``bytes`` is now that some publications changed, given what it was before.
    ///
    /// Costs what has changed, besides one copy of the text: a run writes many records into a large file.
    ///
    /// - Parameter former: the ``bytes`` of this lockfile before `changed` changed.
    public func bytes(updating former: [UInt8], of changed: Set<PublicationID>) -> [UInt8] {
        var updates: [(head: [UInt8], id: PublicationID)] = changed.map { id in
            var head: [UInt8] = []
            head.appendField(id)
            return (head, id)
        }
        updates.sort { $0.head.lexicographicallyPrecedes($1.head) }
        let text = SortedBlocks(former)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(former.count + updates.count * 512)
        var copied = 0
        for (head, id) in updates {
            let place = text.place(of: head)
            bytes += former[copied..<place.lowerBound]
            copied = place.upperBound
            guard let record = records[id] else { continue }
            bytes.appendBlocks(head: head, [record] + (duplicates[id] ?? []))
        }
        return bytes + former[copied...]
    }
}

/// A lockfile's text in which blocks are found by halving.
private struct SortedBlocks {
    private let text: [UInt8]
    private let start = Lockfile.header.utf8.count + 2
    /// Where the `end` line begins.
    private let end: Int

    init(_ text: [UInt8]) {
        self.text = text
        end = text.count - 4
    }

    /// Where the blocks of a head are, or would be.
    func place(of head: [UInt8]) -> Range<Int> {
        var (low, high) = (start, end)
        // `low` begins a block that is not behind the head, or is the end; `high` begins one that is not before it.
        while low < high {
            let middle = blockStart(after: (low + high) / 2, before: high) ?? low
            guard middle > low else {
                guard precedes(low, head) else {
                    high = low
                    break
                }
                low = nextBlock(low)
                continue
            }
            if precedes(middle, head) { low = middle } else { high = middle }
        }
        var last = low
        while last < end, !precedes(head, last), self.head(at: last).elementsEqual(head) { last = nextBlock(last) }
        return low..<last
    }

    private func head(at place: Int) -> ArraySlice<UInt8> {
        let line = text.firstNewline(from: place) ?? text.count
        return text[(place + 1)..<max(place + 1, line - 1)]
    }

    private func precedes(_ place: Int, _ head: [UInt8]) -> Bool {
        self.head(at: place).lexicographicallyPrecedes(head)
    }

    private func precedes(_ head: [UInt8], _ place: Int) -> Bool {
        head.lexicographicallyPrecedes(self.head(at: place))
    }

    private func blockStart(after place: Int, before limit: Int) -> Int? {
        text.blockStart(after: place, before: limit)
    }

    private func nextBlock(_ place: Int) -> Int { blockStart(after: place, before: end + 1) ?? end }
}

extension [UInt8] {
    /// The first block of a lockfile's text that begins behind `place`; `nil` where none does before `limit`.
    func blockStart(after place: Int, before limit: Int) -> Int? {
        var place = place
        while let line = firstNewline(from: place), line + 2 < limit {
            if self[line + 1] == .newline { return line + 2 }
            place = line + 1
        }
        return nil
    }
}
