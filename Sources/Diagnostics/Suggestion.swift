/// Finds the word that was probably meant.
public enum Suggestion {
    /// The candidate nearest to `word`, or `nil` when none is near enough to be worth naming.
    ///
    /// Nearness is the number of insertions, deletions, replacements and swaps of neighbours; about one in three
    /// characters may differ, and neither case nor `-` for `_` counts. Among equals the first in order wins, so that
    /// messages are deterministic. A very long word is near to nothing: comparing it would cost too much.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let typed = simplified(word)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let letters = simplified(candidate)
            let distance = distance(typed, letters)
            guard distance <= max(1, max(typed.count, letters.count) / 3) else { continue }
            if let found = best, (found.distance, found.candidate) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.candidate
    }

    private static func simplified(_ word: String) -> [Character] {
        word.lowercased().map { $0 == "-" ? "_" : $0 }
    }

    /// The optimal string alignment distance.
    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for (row, left) in first.enumerated() {
            var current = [row + 1] + [Int](repeating: 0, count: second.count)
            for (column, right) in second.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (left == right ? 0 : 1))
                if row > 0, column > 0, left == second[column - 1], first[row - 1] == right {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current[column + 1] = cost
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
