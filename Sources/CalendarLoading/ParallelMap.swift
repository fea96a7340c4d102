import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Applies `transform` to every element on all cores; results keep the order of the elements.
///
/// The work is cut into more pieces than there are cores, so that a core which met small files takes another piece.
func mapInParallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result
) async -> [Result] {
    await mapInParallel(elements, with: {}) { _, element in transform(element) }
}

/// As ``mapInParallel(_:_:)``, with something made once for each core, and used by one task.
func mapInParallel<Element: Sendable, Result: Sendable, Aid>(
    _ elements: [Element], with aid: @escaping @Sendable () -> Aid,
    _ transform: @escaping @Sendable (Aid, Element) -> Result
) async -> [Result] {
    let pieces = await piecesInParallel(elements[...], with: aid, transform)
    return pieces.count == 1 ? pieces[0] : Array(pieces.joined())
}

/// As ``mapInParallel(_:with:_:)``, with the results in the pieces in which they came about: large ones are not copied.
func piecesInParallel<Element: Sendable, Result: Sendable, Aid>(
    _ elements: ArraySlice<Element>, with aid: @escaping @Sendable () -> Aid,
    _ transform: @escaping @Sendable (Aid, Element) -> Result
) async -> [[Result]] {
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let pieceSize = max(1, min(64, elements.count / (cores * 16)))
    let starts = Array(stride(from: elements.startIndex, to: elements.endIndex, by: pieceSize))
    guard starts.count > 1 else {
        let aid = aid()
        return [elements.map { transform(aid, $0) }]
    }
    let next = Counter()
    return await withTaskGroup(of: [(number: Int, results: [Result])].self) { group in
        for _ in 0..<min(cores, starts.count) {
            group.addTask {
                let aid = aid()
                var pieces: [(number: Int, results: [Result])] = []
                while true {
                    let number = next.next()
                    guard number < starts.count else { return pieces }
                    let piece = elements[starts[number]..<min(starts[number] + pieceSize, elements.endIndex)]
                    pieces.append((number, piece.map { transform(aid, $0) }))
                }
            }
        }
        var all = [[Result]](repeating: [], count: starts.count)
        for await pieces in group {
            for piece in pieces { all[piece.number] = piece.results }
        }
        return all
    }
}

/// Gives each number once, whoever asks.
private final class Counter: Sendable {
    private let given = Atomic<Int>(0)

    func next() -> Int { given.add(1, ordering: .relaxed).oldValue }
}
