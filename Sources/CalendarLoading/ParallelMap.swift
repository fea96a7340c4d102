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

/// As ``mapInParallel(_:_:)``, with something made once for each piece of the work, and used by one task.
func mapInParallel<Element: Sendable, Result: Sendable, Aid>(
    _ elements: [Element], with aid: @escaping @Sendable () -> Aid,
    _ transform: @escaping @Sendable (Aid, Element) -> Result
) async -> [Result] {
    @Sendable func results(of piece: ArraySlice<Element>) -> [Result] {
        let aid = aid()
        return piece.map { transform(aid, $0) }
    }
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let pieceSize = max(1, min(256, elements.count / (cores * 4)))
    let starts = Array(stride(from: 0, to: elements.count, by: pieceSize))
    guard starts.count > 1 else { return results(of: elements[...]) }
    return await withTaskGroup(of: (start: Int, results: [Result]).self) { group in
        var waiting = starts[...]
        func addNext() {
            guard let start = waiting.popFirst() else { return }
            let piece = elements[start..<min(start + pieceSize, elements.count)]
            group.addTask { (start, results(of: piece)) }
        }
        for _ in 0..<cores { addNext() }
        var pieces: [Int: [Result]] = [:]
        for await piece in group {
            pieces[piece.start] = piece.results
            addNext()
        }
        return starts.flatMap { pieces[$0] ?? [] }
    }
}
