/// The words of a caption, by which another one is recognised that says nearly the same.
///
/// Case, order, punctuation, emoji and white space do not count, nor how often a word stands there.
struct CaptionWords: Hashable, Sendable {
    /// So much of all their words two captions share that say nearly the same: one word of ten may be another.
    static let likeness = 0.8

    /// A hash of each, ascending and distinct.
    private let hashes: [UInt64]

    /// - Returns: nil for a caption without words.
    init?(_ caption: String) {
        var words = Splitter()
        for scalar in caption.unicodeScalars { words.take(scalar) }
        words.endWord()
        guard !words.hashes.isEmpty else { return nil }
        words.hashes.sort()
        var distinct: [UInt64] = []
        distinct.reserveCapacity(words.hashes.count)
        for hash in words.hashes where hash != distinct.last { distinct.append(hash) }
        hashes = distinct
    }

    /// Whether both say nearly the same: the words they share are most of all there are (Jaccard's index).
    func isNearly(_ other: CaptionWords) -> Bool {
        let (fewer, more) = (min(hashes.count, other.hashes.count), max(hashes.count, other.hashes.count))
        guard Double(fewer) >= Self.likeness * Double(more) else { return false }
        var (left, right, shared) = (0, 0, 0)
        while left < hashes.count, right < other.hashes.count {
            if hashes[left] == other.hashes[right] {
                (left, right, shared) = (left + 1, right + 1, shared + 1)
            } else if hashes[left] < other.hashes[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return Double(shared) >= Self.likeness * Double(hashes.count + other.hashes.count - shared)
    }
}

/// Cuts text into words: runs of letters and digits, and where a script sets no spaces, every pair of signs.
private struct Splitter {
    var hashes: [UInt64] = []
    private var hash = Self.start
    private var isInWord = false
    private var former: Unicode.Scalar?

    // FNV-1a: equality of short words is all that is asked of it.
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: add(scalar.value)
        case 0x41...0x5A: add(scalar.value + 0x20)
        case ..<0x80: endWord()
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFD:
            addUnspaced(scalar)
        default:
            let properties = scalar.properties
            switch properties.generalCategory {
            // An accent is part of the letter before it, and as good as not there.
            case .nonspacingMark, .format: break
            default:
                guard properties.isAlphabetic || properties.numericType != nil else { return endWord() }
                for part in properties.lowercaseMapping.unicodeScalars { add(part.value) }
            }
        }
    }

    mutating func endWord() {
        if isInWord { hashes.append(hash) }
        (hash, isInWord, former) = (Self.start, false, nil)
    }

    private mutating func add(_ value: UInt32) {
        hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01b3
        (isInWord, former) = (true, nil)
    }

    private mutating func addUnspaced(_ scalar: Unicode.Scalar) {
        let before = former
        endWord()
        former = scalar
        guard let before else { return }
        hashes.append((Self.start ^ UInt64(before.value) << 32 ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01b3)
    }
}
