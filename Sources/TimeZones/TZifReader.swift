/// Reads the zone data of RFC 9636 (TZif, versions 1 to 4) without trusting a byte of it.
///
/// From version 2 on a file holds everything twice, with 32-bit and with 64-bit times, and a rule for the future behind
/// it; only the second copy is used. A version newer than 4 is read like 4, as the RFC asks of readers.
struct TZifReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    struct Contents {
        /// The time kept before the first change.
        var first: ZoneOffset
        var changes: [ZoneChange]
        var rule: RecurringRule?
    }

    mutating func contents() throws(ZoneRulesError) -> Contents {
        let header = try header()
        guard header.version >= UInt8(ascii: "2") else {
            return try block(header, timeSize: 4)
        }
        position += header.size(timeSize: 4)
        var contents = try block(self.header(), timeSize: 8)
        contents.rule = try footer()
        return contents
    }

    private struct Header {
        var version: UInt8
        var utIndicators, standardIndicators, leapSeconds, transitions, types, characters: Int

        /// Bytes of the block behind the header. Counts are at most 2^32, so nothing here can overflow.
        func size(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators
                + utIndicators
        }
    }

    private mutating func header() throws(ZoneRulesError) -> Header {
        guard position <= bytes.count, bytes.dropFirst(position).starts(with: "TZif".utf8) else {
            throw position <= bytes.count - 4 || position == 0
                ? .notZoneData : .truncated(needed: position + 44, count: bytes.count)
        }
        try require(44)
        let version = bytes[position + 4]
        position += 20
        return Header(
            version: version, utIndicators: count(), standardIndicators: count(), leapSeconds: count(),
            transitions: count(), types: count(), characters: count())
    }

    private mutating func block(_ header: Header, timeSize: Int) throws(ZoneRulesError) -> Contents {
        guard header.leapSeconds == 0 else { throw .leapSeconds }
        guard 1...256 ~= header.types else {
            throw .impossibleCount(field: "the number of local time types", value: header.types)
        }
        guard header.characters > 0 else {
            throw .impossibleCount(field: "the length of the abbreviations", value: header.characters)
        }
        try require(header.size(timeSize: timeSize))
        let times = (0..<header.transitions).map { _ in integer(size: timeSize) }
        let indices = (0..<header.transitions).map { _ in Int(integer(size: 1) & 0xFF) }
        let typesStart = position
        position += header.types * 6
        let characters = bytes[position..<(position + header.characters)]
        position += header.characters + header.standardIndicators + header.utIndicators

        let types = try localTimeTypes(
            in: bytes[typesStart..<(typesStart + header.types * 6)], characters: Array(characters))
        var changes: [ZoneChange] = []
        changes.reserveCapacity(times.count)
        for (number, (time, index)) in zip(times, indices).enumerated() {
            guard types.indices.contains(index) else { throw .danglingIndex(field: "local time type", index: index) }
            guard changes.last.map({ $0.seconds < time }) ?? true else { throw .unsortedTransitions(index: number) }
            changes.append(ZoneChange(time, to: types[index]))
        }
        return Contents(first: types[0], changes: changes, rule: nil)
    }

    private func localTimeTypes(
        in records: ArraySlice<UInt8>, characters: [UInt8]
    ) throws(ZoneRulesError) -> [ZoneOffset] {
        var reader = TZifReader(Array(records))
        var types: [ZoneOffset] = []
        while reader.position < reader.bytes.count {
            let seconds = Int(reader.integer(size: 4))
            let isDaylight = reader.integer(size: 1) != 0
            let index = Int(reader.integer(size: 1) & 0xFF)
            guard let utc = UTCOffset(seconds: seconds) else { throw .offsetOutOfRange(seconds: seconds) }
            guard index < characters.count, let end = characters[index...].firstIndex(of: 0) else {
                throw .danglingIndex(field: "abbreviation", index: index)
            }
            let abbreviation = String(decoding: characters[index..<end], as: UTF8.self)
            types.append(ZoneOffset(utc: utc, abbreviation: abbreviation, isDaylight: isDaylight))
        }
        return types
    }

    /// The rule between two line feeds; an empty one says that the future is not known to change.
    private mutating func footer() throws(ZoneRulesError) -> RecurringRule? {
        try require(2)
        guard bytes[position] == UInt8(ascii: "\n") else { throw .malformedRule(text(bytes[position...])) }
        guard let end = bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "\n")) else {
            throw .truncated(needed: bytes.count + 1, count: bytes.count)
        }
        let rule = bytes[(position + 1)..<end]
        return rule.isEmpty ? nil : try RecurringRule(parsing: text(rule))
    }

    /// For the rule and for messages about it: a hostile file must not flood either.
    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(100), as: UTF8.self)
    }

    private func require(_ size: Int) throws(ZoneRulesError) {
        guard size <= bytes.count - position else { throw .truncated(needed: position + size, count: bytes.count) }
    }

    private mutating func count() -> Int { Int(integer(size: 4) & 0xFFFF_FFFF) }

    /// A big-endian two's complement number; the caller has checked that its bytes are there.
    private mutating func integer(size: Int) -> Int64 {
        let unsigned = bytes[position..<(position + size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        position += size
        let unused = 64 - 8 * size
        return Int64(bitPattern: unsigned << UInt64(unused)) >> Int64(unused)
    }
}
