/// What is going to happen, by time: a binary heap, in which what was planned first happens first at equal times.
struct Timeline {
    private struct Entry {
        let at: Moment
        let order: Int
        let action: () -> Void

        func comesBefore(_ other: Entry) -> Bool { (at, order) < (other.at, other.order) }
    }

    private var heap: [Entry] = []
    private var count = 0

    mutating func plan(at moment: Moment, _ action: @escaping () -> Void) {
        heap.append(Entry(at: moment, order: count, action: action))
        count += 1
        var index = heap.count - 1
        while index > 0, heap[index].comesBefore(heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes out what happens next.
    mutating func next() -> (at: Moment, action: () -> Void)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            var index = 0
            while true {
                let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
                guard let child = children.min(by: { heap[$0].comesBefore(heap[$1]) }),
                    heap[child].comesBefore(heap[index])
                else { break }
                heap.swapAt(index, child)
                index = child
            }
        }
        return (first.at, first.action)
    }
}
