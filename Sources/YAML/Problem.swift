/// What is wrong at one place of a file, in the words of a one-line diagnostic: what — why — fix.
public struct Problem: Error, Hashable, Sendable {
    /// Where.
    public var mark: Mark
    /// What is wrong, without a full stop: `caption is a list`.
    public var message: String
    /// The rule behind it: `a text is expected`.
    public var why: String
    /// What to do: `write 'caption: Hello'`.
    public var fix: String

    /// A problem at `mark`.
    public init(_ message: String, at mark: Mark, why: String, fix: String) {
        self.mark = mark
        self.message = message
        self.why = why
        self.fix = fix
    }
}

extension Problem: CustomStringConvertible {
    /// `line:column: what — why — fix`.
    public var description: String { "\(mark.line):\(mark.column): \(message) — \(why) — \(fix)" }
}

/// The problems of one file: as many as help a reader, and a count of the rest.
public struct ProblemList: Sendable {
    /// How many problems are kept.
    public let maximum: Int
    private var kept: [Problem] = []
    private var dropped = 0

    /// An empty list that keeps `maximum` problems.
    public init(maximum: Int = Limits.standard.maximumProblems) {
        self.maximum = max(1, maximum)
    }

    /// Whether nothing was reported.
    public var isEmpty: Bool { kept.isEmpty }

    /// Whether words for another problem would be lost; callers may skip costly suggestions then.
    public var isFull: Bool { kept.count >= maximum }

    /// Adds a problem, in any order of places.
    public mutating func report(_ problem: Problem) {
        if isFull { dropped += 1 } else { kept.append(problem) }
    }

    /// Adds several problems.
    public mutating func report(_ problems: some Sequence<Problem>) {
        for problem in problems { report(problem) }
    }

    /// All that was kept, in reading order; at one place, in the order reported.
    ///
    /// When some were not kept, a last problem says how many.
    public var sorted: [Problem] {
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

/// Text of a file as it is quoted inside a message: one line, 40 characters at most.
func excerpt(_ text: some StringProtocol) -> String {
    let line = String(text.prefix(40).map { $0.isNewline ? " " : $0 })
    return text.dropFirst(40).isEmpty ? line : line + "…"
}
