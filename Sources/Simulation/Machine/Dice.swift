/// The one source of chance of a schedule: equal seeds throw equal dice (SplitMix64: Steele, Lea, Flood 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Dice of their own for one part of a schedule, so that leaving out another part does not change their throws.
    mutating func split() -> Dice { Dice(seed: next()) }

    /// True in `probability` of all throws.
    mutating func chance(_ probability: Double) -> Bool {
        probability > 0 && Double.random(in: 0..<1, using: &self) < probability
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// A span between two lengths in seconds, the short ones as likely as the long ones by their logarithm: half of
    /// 1...100 are below 10.
    mutating func span(_ range: ClosedRange<Double>) -> Duration {
        let low = max(range.lowerBound, 0.001)
        let ratio = max(range.upperBound / low, 1)
        let exponent = Double.random(in: 0...1, using: &self)
        // Whole milliseconds, the grain of simulated time; the power by repeated roots needs no C library.
        return .milliseconds(Int64(low * Self.power(ratio, exponent) * 1000))
    }

    /// One of `elements`, which must not be empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[number(0...elements.count - 1)]
    }

    /// `base` to the power of an exponent from 0 to 1, to 20 binary places.
    private static func power(_ base: Double, _ exponent: Double) -> Double {
        var (result, root, rest) = (1.0, base, exponent)
        for _ in 0..<20 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= root
                rest -= 1
            }
        }
        return result
    }
}
