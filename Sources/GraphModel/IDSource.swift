import FoundationEssentials

/// Where new ids and codes come from: a seeded generator (SplitMix64), so that the same calls make the same ids.
struct IDSource: Hashable, Sendable, Codable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number of 17 digits, as Graph numbers containers, media and comments.
    mutating func graphNumber() -> String { String(17_800_000_000_000_000 + next() % 2_000_000_000_000_000) }

    /// A number in the range of Instagram accounts.
    mutating func accountNumber() -> String { String(17_841_400_000_000_000 + next() % 99_999_999_999) }

    /// A number in the range of Pages, people and app-scoped ids.
    mutating func shortNumber() -> String { String(100_000_000_000_000 + next() % 800_000_000_000_000) }

    /// Letters and digits, as in tokens and trace ids.
    mutating func letters(_ count: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        var text = ""
        for _ in 0..<count { text.append(alphabet[Int(next() % UInt64(alphabet.count))]) }
        return text
    }

    /// Instagram's own number of a medium: milliseconds since its epoch (2011-08-24), and 23 bits to tell apart what
    /// is made in the same one.
    mutating func mediumNumber(at date: Date) -> UInt64 {
        let milliseconds = date.timeIntervalSince1970 * 1000 - 1_314_220_021_721
        let bounded = UInt64(max(0, min(milliseconds.isNaN ? 0 : milliseconds, 1e12)))
        return bounded << 23 | next() & 0x7f_ffff
    }

    /// The code in a permalink: the medium's number in base 64, without leading zeros.
    static func shortcode(_ number: UInt64) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var text: [Character] = []
        var rest = number
        while rest > 0 {
            text.append(alphabet[Int(rest & 63)])
            rest >>= 6
        }
        return String(text.reversed())
    }
}
