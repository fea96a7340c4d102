import ContentModel

/// One link of a shared journal: what one runner appended at once.
public struct JournalLink: Hashable, Sendable {
    /// The only version that is written and read.
    public static let formatVersion = 1

    /// Who wrote it, and the how-manieth it is.
    public var stamp: LinkStamp
    /// When it was written by its runner's wall clock: for people; nothing is decided by it.
    public var at: Timestamp
    /// In the order in which they count; none in a mere sign of life.
    public var lines: [Line]

    /// One thing a link says.
    public enum Line: Hashable, Sendable {
        case event(JournalEvent)
        case lease(Lease)
        /// The last link that a runner wrote before the chain was replaced by this one.
        case heard(LinkStamp)
    }

    /// A link of these lines.
    public init(stamp: LinkStamp, at: Timestamp, lines: [Line]) {
        self.stamp = stamp
        self.at = at
        self.lines = lines
    }
}

// Every line is framed as those of a journal file are. The first is the header; events look as in a file:
//
//     d48ef4ab link 1 2026-12-01T07:50:00Z ci-7 9921 17
//     8a1f2c33 lease bakery ci-7 4 taken 3m
//     1c291ca3 2026-12-01T07:50:00Z 2026-12/launch@bakery container id=17889455560051444 slide=0
//     0b6d7f10 heard laptop 551 3
extension JournalLink {
    private enum Word: String {
        case link, lease, heard, taken, returned
    }

    /// The link's text.
    public var bytes: [UInt8] {
        var bytes = Self.sealed([
            Word.link.rawValue, String(Self.formatVersion), at.description, stamp.runner.text, String(stamp.session),
            String(stamp.number),
        ])
        for line in lines {
            switch line {
            case .event(let event): bytes += event.line
            case .lease(let lease):
                bytes += Self.sealed([
                    Word.lease.rawValue, lease.account.text, lease.runner.text, String(lease.number),
                    (lease.isHeld ? Word.taken : .returned).rawValue, lease.span.written,
                ])
            case .heard(let stamp):
                bytes += Self.sealed([
                    Word.heard.rawValue, stamp.runner.text, String(stamp.session), String(stamp.number),
                ])
            }
        }
        return bytes
    }

    private static func sealed(_ words: [String]) -> [UInt8] {
        var body: [UInt8] = []
        for (index, word) in words.enumerated() {
            if index > 0 { body.append(.space) }
            body.appendField(word)
        }
        return JournalLine.sealed(body)
    }

    /// Reads a link's text.
    ///
    /// - Throws: ``JournalError`` for damage, and for what a newer version wrote. Unlike a journal file a link is never
    ///   torn: it arrived whole or not at all.
    public init(bytes: [UInt8]) throws(JournalError) {
        var bodies = bytes.split(separator: .newline, omittingEmptySubsequences: false)
        guard bodies.popLast()?.isEmpty == true, let first = bodies.first else {
            throw JournalError(.damaged, line: max(1, bodies.count))
        }
        (stamp, at) = try Self.header(JournalLine.body(of: first, number: 1))
        lines = []
        lines.reserveCapacity(bodies.count - 1)
        for (index, line) in bodies.enumerated().dropFirst() {
            lines.append(try Self.line(JournalLine.body(of: line, number: index + 1), number: index + 1))
        }
    }

    private static func header(_ body: ArraySlice<UInt8>) throws(JournalError) -> (LinkStamp, Timestamp) {
        let words = try Self.words(of: body, number: 1)
        guard words.count >= 2, words[0] == Word.link.rawValue, let version = Int(words[1]) else {
            throw JournalError(.unknown(String(decoding: body, as: UTF8.self)), line: 1)
        }
        guard version <= formatVersion else { throw JournalError(.newerFormat(version), line: 1) }
        guard words.count == 6, version == formatVersion, let at = Timestamp(words[2]),
            let stamp = stamp(words[3...])
        else { throw JournalError(.unknown(String(decoding: body, as: UTF8.self)), line: 1) }
        return (stamp, at)
    }

    private static func line(_ body: ArraySlice<UInt8>, number: Int) throws(JournalError) -> Line {
        let first = body.cut(at: .space)?.before ?? body
        let words: [String]
        switch Word(rawValue: String(decoding: first, as: UTF8.self)) {
        case .lease:
            words = try Self.words(of: body, number: number)
            if words.count == 6, !words[1].isEmpty, !words[2].isEmpty, let count = Int(words[3]), count > 0,
                let state = Word(rawValue: words[4]), state == .taken || state == .returned,
                let span = try? Duration(written: words[5])
            {
                return .lease(
                    Lease(
                        account: AccountName(words[1]), runner: RunnerID(words[2]), number: count,
                        isHeld: state == .taken, span: span))
            }
        case .heard:
            words = try Self.words(of: body, number: number)
            if words.count == 4, let stamp = stamp(words[1...]) { return .heard(stamp) }
        case .link, .taken, .returned, nil:
            return .event(try JournalEvent(body: body, number: number))
        }
        throw JournalError(.unknown(String(decoding: body, as: UTF8.self)), line: number)
    }

    private static func stamp(_ words: ArraySlice<String>) -> LinkStamp? {
        let words = Array(words)
        guard words.count == 3, !words[0].isEmpty, let session = UInt64(words[1]), let number = Int(words[2]),
            number > 0
        else { return nil }
        return LinkStamp(runner: RunnerID(words[0]), session: session, number: number)
    }

    private static func words(of body: ArraySlice<UInt8>, number: Int) throws(JournalError) -> [String] {
        var words: [String] = []
        for field in body.split(separator: .space, omittingEmptySubsequences: false) {
            guard let text = field.fieldText else {
                throw JournalError(.unknown(String(decoding: body, as: UTF8.self)), line: number)
            }
            words.append(text)
        }
        return words
    }
}
