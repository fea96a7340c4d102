import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

/// Every row of the fact sheet's §8, at every kind of call: the error as the platform writes it goes through the real
/// Graph client into the real flow, and what happens next, and what a person reads in the end, is kept beside this test.
@Suite struct ErrorRowsTests {
    @Test("An error that stays has a decided end, in words", arguments: ErrorStage.Call.allCases)
    func staying(call: ErrorStage.Call) async throws {
        var lines: [String] = []
        for row in ErrorRow.all {
            let ending = try await ErrorStage(row: row, failing: call).run()
            lines.append("\(row.name) [\(row.letters)]: \(ending.text)")
            let words = ending.text.lowercased()
            #expect(!words.contains("new container") && !words.contains("no end"), "\(row.name)")
            #expect(ending.published.count <= 1, "\(row.name)")
            if case .stopped(let stop) = ending.outcome { #expect(!stop.fix.isEmpty && !stop.reason.isEmpty) }
        }
        try expectSnapshot(lines.joined(separator: "\n") + "\n", named: "errors-at-\(call.rawValue).txt")
    }

    /// What the letter of a row asks of the call that makes a container.
    @Test("The sheet's letters decide what happens to a container's creation", arguments: ErrorRow.all)
    func letters(row: ErrorRow) async throws {
        let ending = try await ErrorStage(row: row, failing: .create).run()
        let stop: JournalEvent.Stop? = if case .stopped(let stop) = ending.outcome { stop } else { nil }
        switch row.letters {
        case "F": #expect(stop?.kind == .refused && ending.calls == 1)
        case "A", "H": #expect(stop?.kind == .failed && ending.calls == 1)
        case "H!": #expect(stop?.kind == .ambiguous && ending.calls == 1)
        case "B", "SB", "N": #expect(stop?.kind == .missed && ending.calls > 5 && ending.span <= 6 * 3600 + 1)
        case "BH", "S", "C", "SC", "SF": #expect(stop?.kind == .failed && (2...6).contains(ending.calls))
        default: Issue.record("\(row.letters)")
        }
    }

    @Test(
        "An error that passes costs nothing but time",
        arguments: ErrorRow.all.filter { "BSCN".contains($0.letters.first ?? "-") })
    func passing(row: ErrorRow) async throws {
        for call in ErrorStage.Call.allCases {
            let ending = try await ErrorStage(row: row, failing: call, failures: 1).run()
            switch ending.outcome {
            case .published(_, let followUp): #expect(followUp == FollowUp(), "\(call)")
            case .deleted: #expect(call == .delete)
            default:
                // A deletion is handed to a person where the sheet knows no repeating that helps.
                #expect(call == .delete, "\(call): \(ending.text)")
            }
            #expect(ending.published.count == (ending.outcome == .deleted ? 0 : 1), "\(call)")
        }
    }

    @Test(
        "Whatever a publish that took effect is answered with, it is found and never sent again",
        arguments: ErrorRow.all)
    func liveAnyway(row: ErrorRow) async throws {
        let ending = try await ErrorStage(row: row, failing: .publish, isLiveAnyway: true).run()
        guard case .published(let published, _) = ending.outcome else {
            Issue.record("\(ending.text)")
            return
        }
        #expect(published.mediaID == "500")
        #expect(ending.calls == 1)
        #expect(ending.created == 1)
    }
}
