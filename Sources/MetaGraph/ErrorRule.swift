/// Whether an irreversible call that failed may have taken effect all the same.
public enum Outcome: Hashable, Sendable {
    /// Nothing happened.
    case certainlyNotDone
    /// It may have: look before asking again.
    case unknown
}

/// What is known of one kind of error: a row of ``ErrorRule/table``.
public struct ErrorRule: Hashable, Sendable {
    /// The codes it goes with; none means whatever code comes with the subcode.
    public let codes: [ClosedRange<Int>]
    /// The subcodes it is for; none means the code alone decides.
    public let subcodes: [ClosedRange<Int>]
    /// What happened, in a few words.
    public let meaning: String
    /// What to try, in order.
    public let steps: [Remedy.Step]
    /// Whether an irreversible call answered so may have taken effect.
    public let outcome: Outcome

    /// What to try first.
    public var remedy: Remedy { steps.first?.remedy ?? .person }

    /// The rule for an error: by subcode if one is known, else by code.
    public static func matching(code: Int, subcode: Int?) -> ErrorRule? {
        if let subcode {
            // Subcodes of seven digits have one meaning under any code; shorter ones mean something under theirs only.
            let specific = table.first { rule in
                rule.subcodes.contains { $0 ~= subcode }
                    && (subcode > 999_999 || rule.covers(code))
            }
            if let specific { return specific }
        }
        if let general = table.first(where: { $0.subcodes.isEmpty && $0.covers(code) }) { return general }
        // Some answers leave the subcode out although their code has one meaning, or several with the same cure.
        return subcode == nil
            ? table.first { $0.covers(code) && $0.subcodes.contains { $0.lowerBound > 999_999 } } : nil
    }

    private func covers(_ code: Int) -> Bool { codes.contains { $0 ~= code } }
}
