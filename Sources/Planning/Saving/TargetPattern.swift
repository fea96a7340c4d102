public import ContentModel

/// Publications by their names: `2026-12/*`, `**@bakery`, `2026-12/launch@bakery`.
///
/// `*` stands for anything but `/` and `@`, `**` for anything, `?` for one character that is neither. A pattern without
/// an `@` is one of entries, on all of their accounts and with all of their occurrences.
public struct TargetPattern: Hashable, Sendable {
    /// As a person wrote it.
    public let text: String
    private let pieces: [Piece]

    private enum Piece: Hashable {
        case character(Character)
        case one, several, all
    }

    /// Takes any text.
    public init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        for character in text {
            switch (character, pieces.last) {
            case ("*", .several?): pieces[pieces.count - 1] = .all
            case ("*", .all?): break
            case ("*", _): pieces.append(.several)
            case ("?", _): pieces.append(.one)
            default: pieces.append(.character(character))
            }
        }
        self.pieces = pieces
    }

    /// Whether it names the publication.
    public func matches(_ publication: PublicationID) -> Bool {
        if matches(publication.description) { return true }
        guard !text.contains("@") else { return false }
        let entry = publication.entry.text
        return matches(entry) || publication.occurrence.map { matches("\(entry)#\($0)") } ?? false
    }

    /// Whether it names publications of the entry, should it have any.
    public func mayName(_ entry: EntryID) -> Bool {
        let name = text.prefix { $0 != "@" && $0 != "#" }
        return (name.count == text.count ? self : TargetPattern(String(name))).matches(entry.text)
    }

    /// In time that grows with the product of both lengths, however many stars there are.
    private func matches(_ name: String) -> Bool {
        // Which counts of pieces may have matched what was read so far.
        var states = closed([0])
        for character in name {
            var next: Set<Int> = []
            for state in states where state < pieces.count {
                switch pieces[state] {
                case .character(let expected): if expected == character { next.insert(state + 1) }
                case .one: if !Self.isSeparator(character) { next.insert(state + 1) }
                case .several: if !Self.isSeparator(character) { next.insert(state) }
                case .all: next.insert(state)
                }
            }
            states = closed(next)
            if states.isEmpty { return false }
        }
        return states.contains(pieces.count)
    }

    /// Stars may stand for nothing.
    private func closed(_ states: Set<Int>) -> Set<Int> {
        var all = states
        for state in states {
            var state = state
            while state < pieces.count, pieces[state] == .several || pieces[state] == .all {
                state += 1
                all.insert(state)
            }
        }
        return all
    }

    private static func isSeparator(_ character: Character) -> Bool { character == "/" || character == "@" }
}
