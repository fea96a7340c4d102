/// What a site's `robots.txt` says to Meta's fetcher (RFC 9309).
struct RobotsRules: Hashable, Sendable {
    static let agent = "facebookexternalhit"

    private struct Rule: Hashable {
        var allows: Bool
        var pattern: String
    }

    private let rules: [Rule]

    init(_ text: String) {
        var groups: [(agents: [String], rules: [Rule])] = []
        var isNaming = false
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.prefix { $0 != "#" }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = line[..<colon].filter { !$0.isWhitespace }.lowercased()
            let value = String(line[line.index(after: colon)...].filter { !$0.isWhitespace })
            switch key {
            case "user-agent":
                if !isNaming { groups.append(([], [])) }
                groups[groups.count - 1].agents.append(value.lowercased())
                isNaming = true
            case "allow", "disallow":
                isNaming = false
                guard !groups.isEmpty, !value.isEmpty else { continue }
                groups[groups.count - 1].rules.append(Rule(allows: key == "allow", pattern: value))
            default: continue
            }
        }
        // Groups that name the agent count, and only without one those for everybody.
        let own = groups.filter { $0.agents.contains(Self.agent) }
        rules = (own.isEmpty ? groups.filter { $0.agents.contains("*") } : own).flatMap(\.rules)
    }

    /// The pattern that forbids a path with its query; nil where it is allowed. The longest match decides, `allow` in doubt.
    func rule(against path: String) -> String? {
        let matching = rules.filter { Self.matches(path, $0.pattern) }
        let best = matching.max { first, second in
            (first.pattern.utf8.count, first.allows ? 1 : 0) < (second.pattern.utf8.count, second.allows ? 1 : 0)
        }
        guard let best, !best.allows else { return nil }
        return best.pattern
    }

    /// `*` stands for anything and a final `$` for the end; else the beginning has to match.
    private static func matches(_ path: String, _ pattern: String) -> Bool {
        var pattern = pattern[...]
        let isWhole = pattern.hasSuffix("$")
        if isWhole { pattern.removeLast() }
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        var rest = path[...]
        for (index, piece) in pieces.enumerated() {
            if index == 0 {
                guard rest.hasPrefix(piece) else { return false }
                rest = rest.dropFirst(piece.count)
            } else if index == pieces.count - 1, isWhole {
                return rest.hasSuffix(piece)
            } else if !piece.isEmpty {
                guard let found = rest.firstRange(of: piece) else { return false }
                rest = rest[found.upperBound...]
            }
        }
        return !isWhole || rest.isEmpty || pattern.hasSuffix("*")
    }
}
