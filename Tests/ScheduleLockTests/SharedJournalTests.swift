import ContentModel
import Diagnostics
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct SharedJournalTests {
    static let time = Timestamp(secondsSince1970: 1_796_111_400)
    static let here = LinkStamp(runner: RunnerID("ci 7"), session: 9_921, number: 17)
    static let link = JournalLink(
        stamp: here, at: time,
        lines: [
            .heard(LinkStamp(runner: RunnerID("laptop"), session: 551, number: 3)),
            .lease(
                Lease(
                    account: AccountName("bakery"), runner: RunnerID("ci 7"), number: 4, isHeld: true,
                    span: .seconds(180))),
            .event(JournalTextTests.event(.containerCreated(id: "178", slide: 0))),
            .lease(
                Lease(
                    account: AccountName("florist"), runner: RunnerID("ci 7"), number: 1, isHeld: false,
                    span: .seconds(180))),
        ])

    @Test func aLinkIsReadableLines() throws {
        let text = String(decoding: Self.link.bytes, as: UTF8.self)
        let bodies = text.split(separator: "\n").map { $0.dropFirst(9) }
        #expect(
            bodies == [
                "link 1 2026-12-01T07:50:00Z ci%207 9921 17", "heard laptop 551 3", "lease bakery ci%207 4 taken 3m",
                "2026-12-01T07:50:00Z 2026-12/launch@bakery container id=178 slide=0",
                "lease florist ci%207 1 returned 3m",
            ])
        #expect(try JournalLink(bytes: Self.link.bytes) == Self.link)
    }

    @Test func everyChangedByteIsDamage() {
        let bytes = Self.link.bytes
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(Self.error(of: changed)?.problem == .damaged, "byte \(index)")
        }
        for count in bytes.indices where bytes.prefix(count).last != .newline {
            #expect(Self.error(of: Array(bytes.prefix(count)))?.problem == .damaged, "cut after \(count)")
        }
    }

    static let refused: [(String, [String], JournalError)] = [
        ("link 2 2026-12-01T07:50:00Z a 1 1 new=1", [], JournalError(.newerFormat(2), line: 1)),
        ("link 1 2026-12-01T07:50:00Z a 1 0", [], JournalError(.unknown("link 1 2026-12-01T07:50:00Z a 1 0"), line: 1)),
        ("note", [], JournalError(.unknown("note"), line: 1)),
        (
            "link 1 2026-12-01T07:50:00Z a 1 1", ["lease a b 0 taken"],
            JournalError(.unknown("lease a b 0 taken"), line: 2)
        ),
        (
            "link 1 2026-12-01T07:50:00Z a 1 1", ["lease a b 1 sold"],
            JournalError(.unknown("lease a b 1 sold"), line: 2)
        ),
        ("link 1 2026-12-01T07:50:00Z a 1 1", ["heard a 1"], JournalError(.unknown("heard a 1"), line: 2)),
        ("link 1 2026-12-01T07:50:00Z a 1 1", ["moved a b"], JournalError(.unknown("moved a b"), line: 2)),
    ]

    @Test("Refuses what it does not understand", arguments: refused)
    func refuses(header: String, lines: [String], expected: JournalError) {
        let bytes = ([header] + lines).flatMap { JournalLine.sealed(Array($0.utf8)) }
        #expect(Self.error(of: bytes) == expected)
    }

    @Test func saysWhichLink() {
        #expect(
            JournalError(.newerFormat(2), line: 1).diagnostic(link: .all("a")).description
                == "journal link aaaaaaa:1:1: written by a newer calends (format 2) — this calends reads format 1 "
                + "and would miss what is in flight — upgrade calends")
    }

    @Test("Folding the base alone gives the same value", arguments: 0..<200)
    func baseSaysTheSame(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var journal = SharedJournal()
        var numbers: [RunnerID: Int] = [:]
        func stamp(of name: Int) -> LinkStamp {
            let runner = RunnerID("runner \(name)")
            numbers[runner, default: 0] += 1
            return LinkStamp(runner: runner, session: UInt64(name), number: numbers[runner, default: 1])
        }
        let steps = JournalTextTests.lines.map(\.0)
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            let stamp = stamp(of: Int.random(in: 0..<4, using: &generator))
            let lines = (0..<Int.random(in: 0...5, using: &generator)).map { _ -> JournalLink.Line in
                let account = AccountName("account-\(Int.random(in: 0..<5, using: &generator))")
                guard Bool.random(using: &generator) else {
                    return .lease(
                        Lease(
                            account: account, runner: stamp.runner, number: Int.random(in: 1..<90, using: &generator),
                            isHeld: Bool.random(using: &generator), span: .seconds(180)))
                }
                let entry = "e@#% \(Int.random(in: 0..<4, using: &generator))"
                let step = steps[Int.random(in: 0..<steps.count, using: &generator)]
                return .event(JournalTextTests.event(step, PublicationID(entry, on: account.text)))
            }
            let link = JournalLink(stamp: stamp, at: Self.time, lines: lines)
            journal.apply(try JournalLink(bytes: link.bytes))
        }
        let base = journal.base(stamp: stamp(of: 0), at: Self.time)
        var folded = SharedJournal()
        folded.apply(try JournalLink(bytes: base.bytes))
        #expect(folded.journal == journal.journal)
        #expect(folded.unsettled == journal.unsettled)
        #expect(folded.leases == journal.leases)
        var heard = journal.heard
        heard[base.stamp.runner] = base.stamp
        #expect(folded.heard == heard)
    }

    @Test func whoHoldsNothingAndIsSilentIsForgottenInTime() {
        var journal = SharedJournal()
        let stamps = ["a", "b", "c"].map { LinkStamp(runner: RunnerID($0), session: 1, number: 1) }
        journal.apply(
            JournalLink(
                stamp: stamps[1], at: Self.time,
                lines: [
                    .lease(
                        Lease(
                            account: AccountName("x"), runner: RunnerID("b"), number: 1, isHeld: true,
                            span: .seconds(180)))
                ]))
        journal.apply(JournalLink(stamp: stamps[2], at: Self.time, lines: []))
        for round in 0..<2 {
            let base = journal.base(stamp: stamps[0], at: Self.time)
            journal = SharedJournal()
            journal.apply(base)
            #expect(journal.heard[RunnerID("b")] == stamps[1])
            #expect((journal.heard[RunnerID("c")] != nil) == (round == 0))
        }
    }

    private static func error(of bytes: [UInt8]) -> JournalError? {
        do throws(JournalError) {
            _ = try JournalLink(bytes: bytes)
            return nil
        } catch {
            return error
        }
    }
}
