/// Commits, the newest first: parents then mostly come after all their children.
struct NewestFirst {
    private var heap: [Commit] = []

    mutating func insert(_ commit: Commit) {
        heap.append(commit)
        var place = heap.count - 1
        while place > 0, Self.isNewer(heap[place], heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func removeFirst() -> Commit? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var place = 0
        while true {
            var next = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && Self.isNewer(heap[child], heap[next]) {
                next = child
            }
            if next == place { return first }
            heap.swapAt(place, next)
            place = next
        }
    }

    private static func isNewer(_ left: Commit, _ right: Commit) -> Bool {
        left.committer.time.secondsSinceEpoch > right.committer.time.secondsSinceEpoch
    }
}
