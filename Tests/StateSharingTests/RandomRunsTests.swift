import ContentModel
import Publishing
import ScheduleLock
import StateSharing
import Synchronization
import TestSupport
import Testing

/// Several runners over one chain in which everything that may go wrong does: delays, lost requests and answers, late
/// effects, hours away, crashes, restarts, clocks that drift and wall clocks that jump.
@Suite struct RandomRunsTests {
    @Test("Keeps every promise, whatever happens when", arguments: 0..<24)
    func random(seed: UInt64) throws {
        let field = RandomField(seed: seed)
        field.play(for: .seconds(1_500))
        #expect(field.broken == [], "seed \(seed)")
        #expect(field.longestChain <= RandomField.linkLimit + 40, "seed \(seed)")
    }

    @Test func theRunsAreNotEmpty() {
        var counts: [String: Int] = [:]
        for seed in 0..<8 {
            let field = RandomField(seed: UInt64(seed))
            field.play(for: .seconds(1_500))
            counts.merge(field.counts, uniquingKeysWith: +)
        }
        for happening in [
            "request", "taking", "takeover", "compaction", "crash", "settled", "answer lost", "late effect",
        ] {
            #expect(counts[happening, default: 0] > 5, "\(happening): \(counts)")
        }
    }

    @Test func equalSeedsGiveEqualRuns() {
        let fields = [RandomField(seed: 5), RandomField(seed: 5)]
        for field in fields { field.play(for: .seconds(600)) }
        #expect(fields[0].counts == fields[1].counts)
        #expect(fields[0].accepted == fields[1].accepted)
    }
}
