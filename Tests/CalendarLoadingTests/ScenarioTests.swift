import ContentModel
import Diagnostics
import Foundation
import Testing

@testable import CalendarLoading

/// Each `NAME.yaml` under `Scenarios` is one calendar file; `NAME.txt` beside it holds every line it must produce.
///
/// With `RECORD_SCENARIOS=1` in the environment the texts are written anew, for a person to read in the diff.
@Suite struct ScenarioTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")

    private static func names(in part: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    @Test("An entry gives exactly these findings and publications", arguments: names(in: "entries"))
    func entry(name: String) async throws {
        let file = Self.folder.appending(path: "entries/\(name).yaml")
        let settings = try Data(contentsOf: Self.folder.appending(path: "bakery.yaml"))
        try await check(
            MemoryCalendar(files: [
                "calendar/settings.yaml": settings, "calendar/\(name).yaml": try Data(contentsOf: file),
            ]), against: "entries/\(name).txt")
    }

    @Test("An entry for Pages gives exactly these findings and publications", arguments: names(in: "pages"))
    func page(name: String) async throws {
        let file = Self.folder.appending(path: "pages/\(name).yaml")
        let settings = try Data(contentsOf: Self.folder.appending(path: "bakery.yaml"))
        try await check(
            MemoryCalendar(files: [
                "calendar/settings.yaml": settings, "calendar/\(name).yaml": try Data(contentsOf: file),
            ]), against: "pages/\(name).txt")
    }

    @Test("Settings give exactly these findings", arguments: names(in: "settings"))
    func settings(name: String) async throws {
        let file = Self.folder.appending(path: "settings/\(name).yaml")
        try await check(
            MemoryCalendar(files: ["calendar/settings.yaml": try Data(contentsOf: file)]),
            against: "settings/\(name).txt")
    }

    private func check(_ calendar: MemoryCalendar, against path: String) async throws {
        let loaded = try await CalendarLoader(zones: .system()).load(calendar.source)
        let text = loaded.transcript
        let file = Self.folder.appending(path: path)
        if ProcessInfo.processInfo.environment["RECORD_SCENARIOS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try? String(contentsOf: file, encoding: .utf8)))
    }
}

extension LoadedCalendar {
    /// What was found and what would go out, a line each.
    var transcript: String {
        var lines = diagnostics.map(\.description)
        lines += publications.map { publication in
            let due =
                switch publication.due {
                case .at(let time): time.instant.ISO8601Format() + " \(time.zone)"
                case .onMerge: "on merge"
                }
            let line = "\(publication.id): \(publication.content.kind) \(due), grace \(publication.grace.written)"
            guard case .page = publication.content else { return line }
            // What a Page shows is told by the fields it has.
            let told: Set = ["kind", "publish_at", "grace", "on_change", "on_remove"]
            let fields = publication.fields.filter { !told.contains($0.name) }
            return ([line] + fields.map { "    \($0.name): \($0.value)" }).joined(separator: "\n")
        }
        if !drafts.isEmpty { lines.append("drafts: \(drafts.map(\.text).sorted().joined(separator: ", "))") }
        return lines.map { $0 + "\n" }.joined()
    }
}
