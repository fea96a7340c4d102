import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Planning

/// A plan is made from what is there, and not from the order in which it was read.
@Suite struct OrderTests {
    /// Some of everything: published and unchanged, edited, due, late, later, quiet, too close, repeated.
    private static let publications: [Publication] = (0..<40).map { number in
        let account = number % 3 == 0 ? "café" : "bakery"
        let blob = Character(String(number % 10))
        return Publication.sample(
            PublicationID(stringLiteral: "p\(number)@\(account)"), blob: blob, media: number % 2 == 0 ? "e" : "f"
        ).due(hoursFromNow: Double(number - 12) * 0.75)
    }

    private static let records: [PublicationID: LockRecord] = Dictionary(
        uniqueKeysWithValues: publications.prefix(12).map { publication in
            var published = publication
            if publication.source.path.hasSuffix("3.yaml") { published.source.blob = .all("c") }
            return (publication.id, published.record("18\(publication.id)"))
        })

    private static func plan(_ publications: [Publication]) -> Plan {
        Planning.plan(
            .sample(publications, records: records) { input in
                input.safety = .quiet(4...6)
                input.safety.minimumGap = .seconds(7200)
                input.safety.repeatWithin = .seconds(86_400)
                input.quotas = [
                    AccountName("bakery"): AccountQuota(
                        total: 15, used: 9, window: .seconds(86_400), readAt: .now10.addingTimeInterval(-600))
                ]
                input.tokenEnds = [TokenEnd(of: AccountName("bakery"), at: .now10.addingTimeInterval(36_000))]
            })
    }

    @Test("Gives the same plan and the same file for any order", arguments: 1...20)
    func order(seed: Int) {
        var random = Mixer(state: UInt64(seed))
        let shuffled = Self.publications.shuffled(using: &random)
        let (plan, other) = (Self.plan(Self.publications), Self.plan(shuffled))
        #expect(shuffled != Self.publications)
        #expect(Set(plan.actions.map(\.kind)).count >= 3)
        #expect(plan.diagnostics.count > 5)
        #expect(plan == other)
        let calendar = Self.publications[9].source.blob
        #expect(SavedPlan(plan, calendar: calendar).text == SavedPlan(other, calendar: calendar).text)
    }
}

/// SplitMix64: the same numbers on every machine.
private struct Mixer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
