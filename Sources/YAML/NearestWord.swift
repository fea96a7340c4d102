/// The known word a mistyped one most likely meant, or nil when none is near enough.
///
/// Near enough is one typing error for every three letters, at least one. Case and the choice between `-` and `_` do
/// not count; of equally near words the first wins.
func nearest(to word: String, among known: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let typed = simplified(word)
    var best: (word: String, distance: Int)?
    for candidate in known {
        let letters = simplified(candidate)
        let allowed = max(1, max(typed.count, letters.count) / 3)
        let distance = typingErrors(from: typed, to: letters)
        if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
}

private func simplified(_ word: String) -> [Character] {
    word.lowercased().map { $0 == "-" ? "_" : $0 }
}

/// How many letters must be added, left out, replaced or swapped with their neighbour: the Damerau-Levenshtein
/// distance in which no letter is touched twice.
private func typingErrors(from typed: [Character], to word: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...word.count)
    for (row, letter) in typed.enumerated() {
        var current = [row + 1]
        for (column, expected) in word.enumerated() {
            var distance = min(last[column] + (letter == expected ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, letter == word[column - 1], typed[row - 1] == expected {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        (beforeLast, last) = (last, current)
    }
    return last[word.count]
}
