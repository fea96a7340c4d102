import ContentModel
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct LockfileMergeTests {
    static let a = PublicationID("a", on: "bakery")
    static let b = PublicationID("b", on: "bakery")
    static let c = PublicationID("c", on: "bakery")

    @Test("Commutative, associative, idempotent", arguments: 0..<500)
    func laws(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        // In some of them most is dismissed, so that several dismissals of few entries meet.
        let mostlyDismissed = seed % 2 == 1
        func lockfile() -> Lockfile { .random(mostlyDismissed: mostlyDismissed, using: &generator) }
        let (x, y, z) = (lockfile(), lockfile(), lockfile())
        #expect(Lockfile.merged(x, y) == Lockfile.merged(y, x))
        #expect(Lockfile.merged(x, x) == x)
        let left = Lockfile.merged(Lockfile.merged(x, y), z)
        #expect(left == Lockfile.merged(x, Lockfile.merged(y, z)))
        #expect(left.text == Lockfile.merged(z, Lockfile.merged(y, x)).text)
        #expect(Lockfile.merged(left, y) == left)
    }

    @Test("What was read merges as what was not", arguments: 0..<500)
    func readings(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Half of them with one medium a publication and no former names, as nearly all lockfiles are.
        func lockfile() -> Lockfile {
            seed < 250 ? .plain(using: &generator) : .random(mostlyDismissed: seed % 2 == 1, using: &generator)
        }
        let (x, y, z) = (lockfile(), lockfile(), lockfile())
        let (readX, readY, readZ) = (
            try Lockfile(bytes: x.bytes), try Lockfile(bytes: y.bytes), try Lockfile(bytes: z.bytes)
        )
        let whole = Lockfile.merged(x, Lockfile.merged(y, z))
        for merged in [
            Lockfile.merged(readX, Lockfile.merged(readY, readZ)), Lockfile.merged(Lockfile.merged(readZ, y), readX),
            Lockfile.merged(x, Lockfile.merged(readZ, readY)),
        ] {
            #expect(merged == whole)
            #expect(whole == merged)
            #expect(merged.bytes == whole.bytes)
            #expect(merged.records.count == whole.records.count)
            #expect(Set(merged.records.keys) == Set(whole.records.keys))
            #expect(merged.changes(since: readX) == whole.changes(since: x))
            #expect(readX.missing(of: merged) == x.missing(of: whole))
        }
    }

    @Test func oneRecordIsHeldUnderNamesThatUnicodeTakesForEqual() throws {
        let kelvin = PublicationID("300\u{212A}", on: "bakery")
        let read = try Lockfile(bytes: Lockfile(records: [PublicationID("300K", on: "bakery"): .published("1")]).bytes)
        #expect(read.records[kelvin] == .published("1"))
        #expect(Lockfile.merged(read, Lockfile(records: [kelvin: .published("1")])) == read)
    }

    @Test func recordsAreSetAndTakenAwayBesideWhatWasRead() throws {
        var records = try Lockfile(
            bytes: Lockfile(records: [Self.a: .published("1"), Self.b: .published("2")]).bytes
        ).records
        records[Self.a] = .published("3")
        records[Self.c] = .published("4")
        #expect(records.removeValue(forKey: Self.b) == .published("2"))
        #expect(records.removeValue(forKey: Self.b) == nil)
        #expect(records == [Self.a: .published("3"), Self.c: .published("4")])
        #expect(records.filter { $0.key == Self.c } == [Self.c: .published("4")])
        records[Self.a] = nil
        #expect(records[Self.a] == nil && records.count == 1)
        records[Self.b] = .published("2")
        #expect(records == [Self.b: .published("2"), Self.c: .published("4")])
        #expect(Set(records.keys) == [Self.b, Self.c] && Set(records.values) == [.published("2"), .published("4")])
    }

    @Test("No medium is ever lost", arguments: 0..<200)
    func losesNothing(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (x, y) = (Lockfile.random(using: &generator), Lockfile.random(using: &generator))
        func media(_ lockfile: Lockfile) -> Set<String> {
            Set(lockfile.claims.compactMap { $0.record.publication?.mediaID })
        }
        #expect(media(.merged(x, y)) == media(x).union(media(y)))
    }

    @Test("No dismissal is ever lost: it stands under its name, or under a newer one", arguments: 0..<200)
    func losesNoDismissal(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (x, y) = (
            Lockfile.random(mostlyDismissed: true, using: &generator),
            Lockfile.random(mostlyDismissed: true, using: &generator)
        )
        let kept = Lockfile.merged(x, y).claims
        for claim in x.claims + y.claims where claim.record.publication == nil {
            #expect(
                kept.contains {
                    $0.subject == claim.subject
                        && ($0.publication == claim.publication || $0.record.formerIDs.contains(claim.publication))
                }, "\(claim)")
        }
    }

    @Test func theFurtherPhaseWins() {
        let removed = LockRecord.published("1").removed(at: 1_793_700_000)
        #expect(
            Lockfile.merged(Lockfile(records: [Self.a: .published("1")]), Lockfile(records: [Self.a: removed]))
                == Lockfile(records: [Self.a: removed]))
    }

    @Test func theLaterRevisionWins() {
        var revised = LockRecord.published("1", blob: "0", permalink: nil)
        revised.revisedAt = Timestamp(secondsSince1970: 1_793_700_000)
        #expect(
            Lockfile.merged(
                Lockfile(records: [Self.a: .published("1", blob: "f", permalink: "https://p")]),
                Lockfile(records: [Self.a: revised])
            ).records == [Self.a: revised])
    }

    @Test func aReplacementIsTheRecordAndWhatItReplacedIsKept() {
        let old = LockRecord.published("1").removed(at: 1_793_700_000)
        let merged = Lockfile.merged(
            Lockfile(records: [Self.a: old]), Lockfile(records: [Self.a: .published("2")]))
        #expect(merged.records == [Self.a: .published("2")])
        #expect(merged.duplicates == [Self.a: [old]])
        #expect(merged.liveRecords(of: Self.a) == [.published("2")])
    }

    @Test func differentMediaOfOnePublicationAreAllKept() throws {
        let merged = Lockfile.merged(
            Lockfile(records: [Self.a: .published("18002")]), Lockfile(records: [Self.a: .published("18001")]))
        #expect(merged.liveRecords(of: Self.a).compactMap(\.publication?.mediaID) == ["18001", "18002"])
        #expect(try Lockfile(text: merged.text) == merged)
    }

    @Test func publishingWeighsMoreThanDismissing() {
        let merged = Lockfile.merged(
            Lockfile(records: [Self.a: .dismissed("a")]), Lockfile(records: [Self.a: .published("1")]))
        #expect(merged.records[Self.a] == .published("1"))
    }

    @Test func aRenameSupersedesTheOldName() {
        let before = Lockfile(records: [Self.a: .published("1")])
        var after = before
        after.rename(Self.a, to: Self.b)
        #expect(after.records == [Self.b: .published("1", former: [Self.a])])
        #expect(Lockfile.merged(before, after) == after)
        // What a branch learnt under the old name is told of the new one.
        let removed = Lockfile(records: [Self.a: LockRecord.published("1").removed(at: 1_793_700_000)])
        #expect(
            Lockfile.merged(removed, after).records
                == [Self.b: LockRecord.published("1", former: [Self.a]).removed(at: 1_793_700_000)])
    }

    @Test func renamingThereAndBackKeepsTheLastName() {
        let first = Lockfile(records: [Self.a: .published("1")])
        var second = first
        second.rename(Self.a, to: Self.b)
        var third = second
        third.rename(Self.b, to: Self.a)
        #expect(third.records == [Self.a: .published("1", former: [Self.a, Self.b])])
        #expect(Lockfile.merged(second, third) == third)
        #expect(Lockfile.merged(first, Lockfile.merged(third, second)) == third)
    }

    @Test func swappedNamesDoNotLookPublishedTwice() {
        let before = Lockfile(records: [Self.a: .published("1"), Self.b: .published("2")])
        var after = before
        after.rename([Self.a: Self.b, Self.b: Self.a])
        #expect(
            after.records
                == [Self.a: .published("2", former: [Self.b]), Self.b: .published("1", former: [Self.a])])
        #expect(Lockfile.merged(before, after) == after)
    }

    @Test func aDismissalGoesOnUnderANewName() {
        let before = Lockfile(records: [Self.a: .dismissed("a")])
        var after = before
        after.rename(Self.a, to: Self.b)
        #expect(after.records == [Self.b: .dismissed("a", former: [Self.a])])
        #expect(Lockfile.merged(before, after) == after)
        // Another person let it go as well, before.
        #expect(Lockfile.merged(Lockfile(records: [Self.a: .dismissed("a", at: -1)]), after) == after)
    }

    @Test func aDismissalIsReadUnderItsNewestNameAlone() throws {
        // As git leaves it where it merged by lines.
        let (old, new) = (LockRecord.dismissed("a"), LockRecord.dismissed("a", former: [Self.a]))
        #expect(try Lockfile(bytes: Lockfile(records: [Self.a: old, Self.b: new]).bytes).records == [Self.b: new])
        let other = LockRecord.dismissed("b")
        let apart = Lockfile(records: [Self.a: other, Self.b: new])
        #expect(try Lockfile(bytes: apart.bytes) == apart)
    }

    @Test func twoPeopleLetOneEntryGo() {
        let (first, second) = (
            Lockfile(records: [Self.a: .dismissed("a", at: 1)]), Lockfile(records: [Self.a: .dismissed("a", at: 2)])
        )
        #expect(Lockfile.merged(first, second) == second)
    }

    @Test(
        "What is let go under a name that another had is let go beside it",
        arguments: [
            ("another entry", LockRecord.dismissed("b")), ("later, the same words again", .dismissed("a", at: 1)),
        ])
    func dismissingUnderAUsedName(what: String, other: LockRecord) {
        var renamed = Lockfile(records: [Self.a: .dismissed("a")])
        renamed.rename(Self.a, to: Self.b)
        #expect(
            Lockfile.merged(renamed, Lockfile(records: [Self.a: other])).records
                == [Self.a: other, Self.b: .dismissed("a", former: [Self.a])])
    }

    @Test func dismissalsThatSwapTheirNamesStayTwo() {
        let before = Lockfile(records: [Self.a: .dismissed("a"), Self.b: .dismissed("b"), Self.c: .dismissed("c")])
        var (swapped, again) = (before, before)
        swapped.rename([Self.a: Self.b, Self.b: Self.a])
        again = swapped
        again.rename([Self.a: Self.c, Self.c: Self.a])
        #expect(
            again.records == [
                Self.a: .dismissed("c", former: [Self.c]), Self.b: .dismissed("a", former: [Self.a]),
                Self.c: .dismissed("b", former: [Self.a, Self.b]),
            ])
        #expect(Lockfile.merged(before, Lockfile.merged(swapped, again)) == again)
        // One account of the last swap alone knows of all names.
        let partly = Lockfile.merged(swapped, Lockfile(of: [Self.c], in: again))
        #expect(Set(partly.claims.map(\.subject)).count == 3)
    }

    @Test func aNameThatIsUsedAgainStaysItsOwn() {
        var renamed = Lockfile(records: [Self.a: .published("1")])
        renamed.rename(Self.a, to: Self.b)
        let reused = Lockfile(records: [Self.a: .published("3")])
        #expect(
            Lockfile.merged(renamed, reused).records
                == [Self.a: .published("3"), Self.b: .published("1", former: [Self.a])])
    }
}

extension Lockfile {
    /// A file as most are: what is or was on the platform, under the names it always had.
    static func plain(using generator: inout SeededGenerator) -> Lockfile {
        var lockfile = Lockfile()
        for name in ["a", "b", "c", "d", "e"] where Int.random(in: 0..<3, using: &generator) > 0 {
            // Some media are named by several files alike, some differently, and some under two names.
            let medium = Int.random(in: 0..<8, using: &generator) == 0 ? "1" : name
            var record = LockRecord.published(medium, permalink: Bool.random(using: &generator) ? "https://p" : nil)
            if Int.random(in: 0..<4, using: &generator) == 0 { record = record.removed(at: 4) }
            lockfile.merge(Lockfile(records: [PublicationID(name, on: "bakery"): record]))
        }
        return lockfile
    }

    /// A file as merges of a few branches leave it: few names and few media, so that claims meet.
    static func random(mostlyDismissed: Bool = false, using generator: inout SeededGenerator) -> Lockfile {
        let names = ["a", "b", "c", "d"].map { PublicationID($0, on: "bakery") }
        var claims: [Claim] = []
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            var former: [PublicationID] = []
            for name in names where Int.random(in: 0..<4, using: &generator) == 0 { former.append(name) }
            var record = LockRecord.published(
                String(Int.random(in: 1...4, using: &generator)),
                blob: "abc".randomElement(using: &generator) ?? "a", at: Int64.random(in: 0...3, using: &generator),
                permalink: Bool.random(using: &generator) ? "https://p" : nil, former: former)
            if Bool.random(using: &generator) {
                record.media.append(MediaReference(path: "media/b.jpg", blob: .all("f")))
            }
            if Bool.random(using: &generator) {
                record.revisedAt = Timestamp(secondsSince1970: Int64.random(in: 0...1, using: &generator))
                if Bool.random(using: &generator) {
                    record.mayShow = [ShownField("caption", Bool.random(using: &generator) ? "a" : "b")]
                }
            }
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: record = record.removed(at: Int64.random(in: 4...6, using: &generator))
            case mostlyDismissed ? 1...5 : 1...1:
                record.phase = .dismissed(
                    DismissedPublication(at: Timestamp(secondsSince1970: Int64.random(in: 0...2, using: &generator))))
            default: break
            }
            claims.append(Claim(publication: names.randomElement(using: &generator) ?? names[0], record: record))
        }
        return Lockfile(claims: claims)
    }
}
