import ContentModel
import Publishing
import ScheduleLock
import Testing

@testable import Views

@Suite struct SettlementTests {
    static let decisions: [(Settlement.Decision, String, String)] = [
        (
            .isMedium("180"), "launch@bakery is published, as medium 180",
            #""published","media_id":"180","former_id":null"#
        ),
        (
            .differenceStands(mediaID: "180"), "launch@bakery stays published as it is, as medium 180",
            #""accepted","media_id":"180","former_id":null"#
        ),
        (
            .isRenamed(from: Fixture.id("old@bakery")),
            "launch@bakery is old@bakery under a new name; calends plan shows what differs, if anything",
            #""renamed","media_id":"18000000000000001","former_id":"old@bakery""#
        ),
        (.neverGoesOut, "launch@bakery never goes out", #""dismissed","media_id":null,"former_id":null"#),
        (
            .isGone(mediaID: "180"), "launch@bakery counts as gone: medium 180 is not published again",
            #""removed","media_id":"180","former_id":null"#
        ),
    ]
    @Test("Says what a person decided", arguments: decisions)
    func line(decision: Settlement.Decision, line: String, json: String) {
        let settlement = Settlement(
            publication: Fixture.id("launch@bakery"), decision: decision, record: Fixture.record("launch@bakery"),
            journalID: nil, namesPresentVersion: false)
        #expect(SettlementText.line(settlement) == line)
        #expect(
            SettlementJSON.value(settlement).line
                == #"{"version":1,"publication":"launch@bakery","decision":\#(json),"source":"calendar/launch.yaml","#
                + #""commit":"\#(Fixture.commit)"}"#)
    }
}
