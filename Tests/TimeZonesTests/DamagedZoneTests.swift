import Foundation
import TestSupport
import Testing

@testable import TimeZones

@Suite struct DamagedZoneTests {
    @Test("Zone data cut short anywhere is refused, never guessed")
    func truncation() throws {
        let whole = try SystemZones.bytes(of: "Europe/Paris")
        for length in 0..<whole.count {
            #expect(throws: ZoneRulesError.self, "cut at \(length)") {
                try ZoneRules(name: "Europe/Paris", tzif: Array(whole.prefix(length)))
            }
        }
    }

    @Test("Changed bytes are refused or read, and nothing traps")
    func mutation() throws {
        let whole = try SystemZones.bytes(of: "Australia/Lord_Howe")
        let wallTimes = try ["0001-01-01 00:00", "1970-01-01 00:00", "2026-10-04 02:15", "9999-12-31 23:59"]
            .map { try WallTime(parsing: $0) }
        var generator = SeededGenerator(seed: 20_261_120)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0...Int.random(in: 0..<6, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let rules = try? ZoneRules(name: "damaged", tzif: bytes) else { continue }
            for wallTime in wallTimes { _ = rules.resolve(wallTime) }
            _ = rules.offset(at: .distantFuture)
        }
    }

    static let header: [UInt8] = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    static func counts(_ leap: UInt8, _ times: UInt8, _ types: UInt8, _ characters: UInt8) -> [UInt8] {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, leap, 0, 0, 0, times, 0, 0, 0, types, 0, 0, 0, characters]
    }
    static let empty = header + counts(0, 0, 1, 1) + [0, 0, 0, 0, 0, 0, 0]
    static let utcType: [UInt8] = [0, 0, 0, 0, 0, 0]
    static let name = Array("UTC\0".utf8)
    static let huge = header + [UInt8](repeating: 0xFF, count: 24)

    @Test(
        "Says what is wrong",
        arguments: [
            ([], "not time zone data: it does not start with 'TZif'"),
            (Array("<html>".utf8), "not time zone data: it does not start with 'TZif'"),
            (Array("TZif2".utf8), "time zone data is cut short: 5 bytes where at least 44 are needed"),
            (huge, "time zone data is cut short: 44 bytes where at least 94489280578 are needed"),
            (empty + header + counts(0, 0, 0, 4), "time zone data is damaged: the number of local time types is 0"),
            (empty + header + counts(0, 0, 1, 0), "time zone data is damaged: the length of the abbreviations is 0"),
            (empty + header + counts(1, 0, 1, 4), "the time zone counts leap seconds"),
            (
                empty + header + counts(0, 1, 1, 4) + [0, 0, 0, 0, 0, 0, 0, 9, 1] + utcType + name,
                "time zone data is damaged: local time type 1 does not exist"
            ),
            (
                empty + header + counts(0, 0, 1, 4) + [0, 0, 0, 0, 0, 9] + name,
                "time zone data is damaged: abbreviation 9 does not exist"
            ),
            (
                empty + header + counts(0, 0, 1, 4) + [0x7F, 0xFF, 0xFF, 0xFF, 0, 0] + name,
                "time zone data is damaged: an offset of 2147483647 seconds is more than a day"
            ),
            (
                empty + header + counts(0, 2, 1, 4) + [UInt8](repeating: 0, count: 18) + utcType + name,
                "time zone data is damaged: transition 1 is out of order"
            ),
            (
                empty + header + counts(0, 0, 1, 4) + utcType + name + Array("\nnonsense\n".utf8),
                "time zone data is damaged: 'nonsense' is not a rule"
            ),
        ] as [([UInt8], String)])
    func messages(bytes: [UInt8], expected: String) {
        let error = #expect(throws: ZoneRulesError.self) { try ZoneRules(name: "Test/Zone", tzif: bytes) }
        #expect(error?.what == expected)
    }

    @Test("Data without changes or rule keeps its one time")
    func constant() throws {
        let bytes = Self.empty + Self.header + Self.counts(0, 0, 1, 4) + Self.utcType + Self.name + [10, 10]
        let rules = try ZoneRules(name: "Test/Zone", tzif: bytes)
        #expect("\(rules.resolve(try WallTime(parsing: "2026-12-01 09:00")))" == "unique +00:00 (UTC)")
    }

    @Test("Data of version 1 alone is read")
    func versionOne() throws {
        var bytes = Self.header + Self.counts(0, 1, 2, 8) + [0, 0, 0, 100, 1] + Self.utcType
        bytes += [0, 0, 0x0E, 0x10, 1, 4] + Self.name + Array("ONE\0".utf8)
        bytes[4] = 0
        let rules = try ZoneRules(name: "Test/Zone", tzif: bytes)
        #expect(rules.offset(at: Date(timeIntervalSince1970: 99)).abbreviation == "UTC")
        #expect(rules.offset(at: Date(timeIntervalSince1970: 100)).description == "+01:00 (ONE)")
    }
}
