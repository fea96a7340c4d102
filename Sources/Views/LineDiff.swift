/// The lines that differ between two texts, with one line around them.
struct LineDiff: Hashable {
    /// A line, and which of the texts holds it.
    enum Line: Hashable {
        case removed(String)
        case added(String)
        case common(String)
        /// Lines of both that are left out.
        case gap
    }

    let lines: [Line]

    /// Texts of more lines than this are shown whole, the old one and then the new one.
    private static let limit = 400

    /// Compares line by line, with the longest common subsequence.
    init(from before: String, to after: String) {
        let old = Self.lines(of: before)
        let new = Self.lines(of: after)
        guard old.count <= Self.limit, new.count <= Self.limit else {
            lines = old.map { .removed($0) } + new.map { .added($0) }
            return
        }
        var common = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
        for row in old.indices.reversed() {
            for column in new.indices.reversed() {
                common[row][column] =
                    old[row] == new[column]
                    ? common[row + 1][column + 1] + 1 : max(common[row + 1][column], common[row][column + 1])
            }
        }
        var all: [Line] = []
        var (row, column) = (0, 0)
        while row < old.count || column < new.count {
            if row < old.count, column < new.count, old[row] == new[column] {
                all.append(.common(old[row]))
                (row, column) = (row + 1, column + 1)
            } else if row < old.count, column == new.count || common[row + 1][column] >= common[row][column + 1] {
                all.append(.removed(old[row]))
                row += 1
            } else {
                all.append(.added(new[column]))
                column += 1
            }
        }
        lines = Self.shortened(all)
    }

    /// Without the newline that YAML's block texts end with.
    private static func lines(of text: String) -> [String] {
        let text = text.last?.isNewline == true ? text.dropLast() : text[...]
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    private static func shortened(_ all: [Line]) -> [Line] {
        var kept: [Line] = []
        for (index, line) in all.enumerated() {
            let isNearChange = all[max(0, index - 1)...min(all.count - 1, index + 1)].contains { !$0.isCommon }
            if isNearChange {
                kept.append(line)
            } else if kept.last != .gap {
                kept.append(.gap)
            }
        }
        return kept
    }
}

extension LineDiff.Line {
    fileprivate var isCommon: Bool { if case .common = self { true } else { false } }
}
