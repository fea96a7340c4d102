import FoundationEssentials
import Planning
import ScheduleLock
import TimeZones

extension String {
    /// The text with every instant in it on a clock that its reader lives by.
    ///
    /// Sentences are made with instants in the form that means the same everywhere, `2026-12-01T08:00:00Z`: journals keep
    /// them, and formats for programs pass them on. People read `Tue 1 Dec 2026, 09:00 Europe/Paris`.
    func onClock(of zone: ZoneRules) -> String {
        let bytes = Array(utf8)
        let length = 20
        guard bytes.count >= length else { return self }
        var text: [UInt8] = []
        var start = 0
        var index = 0
        while index + length <= bytes.count {
            guard bytes[index + 10] == UInt8(ascii: "T"), bytes[index + length - 1] == UInt8(ascii: "Z"),
                index == 0 || !Self.continues(bytes[index - 1]),
                index + length == bytes.count || !Self.continues(bytes[index + length]),
                let instant = Timestamp(String(decoding: bytes[index..<index + length], as: UTF8.self))
            else {
                index += 1
                continue
            }
            let time = LocalTime(instant.date, in: zone)
            text += bytes[start..<index]
            index += length
            start = index
            // Of a span the zone is said once, at its end.
            let isSpan = bytes[index...].starts(with: " to ".utf8) && Self.isInstant(bytes[(index + 4)...])
            text += Array((isSpan ? time.textWithoutZone : time.text).utf8)
        }
        return start == 0 ? self : String(decoding: text + bytes[start...], as: UTF8.self)
    }

    private static func isInstant(_ bytes: ArraySlice<UInt8>) -> Bool {
        Timestamp(String(decoding: bytes.prefix(20), as: UTF8.self)) != nil
    }

    /// Whether what stands beside an instant makes it part of something else: of a file's path, say.
    private static func continues(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"),
            UInt8(ascii: "@"), 0x80...:
            true
        default: false
        }
    }
}
