/// The problems of one file: as many as help a reader, and a count of the rest.
@usableFromInline
struct ProblemList: Sendable {
    /// How many problems are kept.
    let maximum: Int
    private var kept: [Problem] = []
    private var dropped = 0

    /// An empty list that keeps `maximum` problems.
    @usableFromInline
    init(maximum: Int = Limits.standard.maximumProblems) {
        self.maximum = max(1, maximum)
    }

    /// Whether nothing was reported.
    var isEmpty: Bool { kept.isEmpty }

    /// Whether words for another problem would be lost; callers may skip costly suggestions then.
    var isFull: Bool { kept.count >= maximum }

    /// Adds a problem, in any order of places.
    @usableFromInline
    mutating func report(_ problem: Problem) {
        if isFull { dropped += 1 } else { kept.append(problem) }
    }

    /// Adds several problems.
    @usableFromInline
    mutating func report(_ problems: [Problem]) {
        for problem in problems { report(problem) }
    }

    /// All that was kept, in reading order; at one place, in the order reported.
    ///
    /// When some were not kept, a last problem says how many.
    @usableFromInline
    var sorted: [Problem] {
        guard !kept.isEmpty else { return [] }
        let ordered = kept.enumerated().sorted { ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset) }
        var problems = ordered.map(\.element)
        if dropped > 0, let last = problems.last {
            problems.append(
                Problem(
                    "\(dropped) more problems are not shown", at: last.mark,
                    why: "at most \(maximum) are shown for one file", fix: "solve those above first"))
        }
        return problems
    }
}
