import Foundation
import TestSupport
import Testing

@testable import TimeZones

/// Compares with an independent reader of the same files: Python's `zoneinfo`.
@Suite struct ZoneOracleTests {
    /// Reads `zone<TAB>seconds` lines; answers with the offset and the name at that instant, then with the instants that
    /// show `seconds` as a wall time.
    static let script = """
        import sys, zoneinfo
        from datetime import datetime, timedelta, timezone
        zoneinfo.reset_tzpath(["\(SystemZones.folder)"])
        epoch = datetime(1970, 1, 1)
        out = []
        for line in sys.stdin:
            name, seconds = line.rstrip("\\n").split("\\t")
            zone = zoneinfo.ZoneInfo(name)
            wall = epoch + timedelta(seconds=int(seconds))
            local = wall.replace(tzinfo=timezone.utc).astimezone(zone)
            instants = set()
            for fold in (0, 1):
                utc = wall.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc)
                if utc.astimezone(zone).replace(tzinfo=None) == wall:
                    instants.add(int((utc.replace(tzinfo=None) - epoch) / timedelta(seconds=1)))
            offset = local.utcoffset() // timedelta(seconds=1)
            out.append(" ".join([str(offset), local.tzname()] + [str(i) for i in sorted(instants)]))
        print("\\n".join(out))
        """

    @Test("Agrees with Python's zoneinfo in every zone, at and around every kind of change")
    func agreesWithPython() throws {
        var generator = SeededGenerator(seed: 1582)
        var questions: [(zone: String, seconds: Int64)] = []
        var rules: [String: ZoneRules] = [:]
        for name in Set(try SystemZones.commonNames()).sorted() {
            let zone = try SystemZones.rules(of: name)
            rules[name] = zone
            // The wall times around some changes, recorded and foretold, then instants from anywhere.
            let changes = (0..<18).compactMap { _ in
                zone.firstChange(after: Int64.random(in: -2_500_000_000..<3_500_000_000, using: &generator))
            }
            for change in changes {
                for distance: Int64 in [-86_401, -3601, -1800, -1, 0, 1, 1800, 3600, 7200, 86_400] {
                    let offset = Int64.random(in: 0...1, using: &generator) * Int64(change.offset.seconds)
                    questions.append((name, change.seconds + offset + distance))
                }
            }
            for _ in 0..<20 {
                questions.append((name, Int64.random(in: -5_000_000_000..<15_000_000_000, using: &generator)))
            }
        }
        #expect(questions.count > 20_000)
        let answers = try Self.ask(questions.map { "\($0.zone)\t\($0.seconds)" })
        try #require(answers.count == questions.count)
        for (question, answer) in zip(questions, answers) {
            let zone = try #require(rules[question.zone])
            let ours = Self.answer(of: zone, at: question.seconds)
            // Compared outside of #expect: a hundred thousand expectations cost more than the zones.
            if ours != answer { Issue.record("\(question): \(ours), Python says \(answer)") }
        }
    }

    static func answer(of zone: ZoneRules, at seconds: Int64) -> String {
        let offset = zone.offset(at: Date(timeIntervalSince1970: Double(seconds)))
        var instants: [ZonedInstant] = []
        if let wallTime = WallTime(secondsAsIfUTC: seconds) {
            switch zone.resolve(wallTime) {
            case .unique(let instant): instants = [instant]
            case .skipped: break
            case .repeated(let earlier, let later): instants = [earlier, later]
            }
        }
        let texts = instants.map { String(Int64($0.date.timeIntervalSince1970)) }
        return (["\(offset.seconds)", offset.abbreviation] + texts).joined(separator: " ")
    }

    static func ask(_ lines: [String]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "questions")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script]
        python.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
