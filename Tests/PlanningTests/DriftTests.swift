import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Planning

@Suite struct DriftTests {
    static let bakery = AccountName("bakery")
    static let a = Publication.sample("a@bakery")
    static let b = Publication.sample("b@bakery")
    static let lockfile = Lockfile(records: [a.id: a.record("1"), b.id: b.record("2")])

    static func lines(
        _ media: [ObservedMedium], gone: Set<String> = [], wishes: [PublicationID: Bool] = [:]
    ) -> [String] {
        let observed = ObservedAccount(account: bakery, media: media, gone: gone)
        return drift(of: [observed], from: lockfile, wishes: wishes, stories: [b.id], inFlight: ["8"]).map { item in
            switch item {
            case .deleted(let id, let published): "deleted \(id) \(published.mediaID)"
            case .comments(let id, _, let enabled): "comments \(enabled) \(id)"
            case .unknown(let account, let medium): "unknown \(medium.id)@\(account)"
            }
        }
    }

    @Test("Nothing differs") func nothing() {
        #expect(Self.lines([ObservedMedium(id: "1", commentsEnabled: true)]) == [])
        #expect(Self.lines([ObservedMedium(id: "1")]) == [])
        #expect(Self.lines([ObservedMedium(id: "1", commentsEnabled: false)], wishes: [Self.a.id: false]) == [])
    }

    @Test("What is missing from a list alone is not gone") func missing() { #expect(Self.lines([]) == []) }

    @Test("Gone, switched and unknown, in this order") func all() {
        #expect(
            Self.lines(
                [
                    ObservedMedium(id: "9"), ObservedMedium(id: "8"), ObservedMedium(id: "1", commentsEnabled: false),
                ]) == ["comments false a@bakery", "unknown 9@bakery"])
        #expect(
            Self.lines([ObservedMedium(id: "1", commentsEnabled: true)], wishes: [Self.a.id: false])
                == ["comments true a@bakery"])
        #expect(Self.lines([], gone: ["1", "2"]) == ["deleted a@bakery 1"])
    }

    @Test("A record of something removed knows its medium still") func removed() {
        var record = Self.a.record("1")
        if case .published(let published) = record.phase {
            record.phase = .removed(published, removedAt: Timestamp(secondsSince1970: 1_796_111_400))
        }
        let observed = ObservedAccount(account: Self.bakery, media: [ObservedMedium(id: "1")], gone: [])
        #expect(drift(of: [observed], from: Lockfile(records: [Self.a.id: record])) == [])
    }
}
