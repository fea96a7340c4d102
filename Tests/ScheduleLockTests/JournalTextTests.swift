import ContentModel
import Diagnostics
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct JournalTextTests {
    static let launch = PublicationID("2026-12/launch", on: "bakery")

    static func event(_ step: JournalEvent.Step, _ publication: PublicationID = launch) -> JournalEvent {
        JournalEvent(publication: publication, at: Timestamp(secondsSince1970: 1_796_111_400), step: step)
    }

    static let version = JournalEvent.Version(
        source: Publication.Source(path: "calendar/2026-12/la unch.yaml", blob: .all("a")),
        commit: .all("c"),
        media: [
            MediaReference(path: "media/1:2.jpg", blob: .all("1")),
            MediaReference(path: "media/2.jpg", blob: .all("2")),
        ],
        due: Timestamp(secondsSince1970: 1_796_112_000))

    static let look = MediaLook(surface: .feed, kind: .carousel, captionDigest: "af63dc4c8601ec8c", childCount: 3)
    static let storyLook = MediaLook(surface: .stories, kind: .video, captionDigest: nil, childCount: nil)

    static let lines: [(JournalEvent.Step, String)] = [
        (
            .began(version),
            "began due=2026-12-01T08:00:00Z commit=cccccccccccccccccccccccccccccccccccccccc "
                + "entry=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:calendar/2026-12/la%20unch.yaml "
                + "file=1111111111111111111111111111111111111111:media/1:2.jpg "
                + "file=2222222222222222222222222222222222222222:media/2.jpg"
        ),
        (.containerCreated(id: "178", slide: 0), "container id=178 slide=0"),
        (.containerCreated(id: "179", slide: nil), "container id=179"),
        (
            .containerCreated(id: "180", slide: 1, uploadURL: "https://rupload.facebook.com/ig-api-upload/v25.0/180"),
            "container id=180 slide=1 upload=https://rupload.facebook.com/ig-api-upload/v25.0/180"
        ),
        (
            .publishRequested(container: "179", look: look, knownMedia: []),
            "publishing container=179 surface=feed kind=carousel caption=af63dc4c8601ec8c children=3"
        ),
        (
            .publishRequested(container: "179", look: storyLook, knownMedia: ["2", "1"]),
            "publishing container=179 surface=stories kind=video known=2 known=1"
        ),
        (.containerAbandoned(id: "179"), "abandoned id=179"),
        (.published(mediaID: "180"), "published media=180"),
        (.commentRequested, "commenting"),
        (.commented(commentID: "181"), "commented id=181"),
        (.commentsSwitched, "comments-switched"), (.notLive, "not-live"),
        (.removalRequested(mediaID: "180"), "removing media=180"),
        (
            .scheduleRequested(container: "1_2", for: Timestamp(secondsSince1970: 1_796_112_000)),
            "scheduling container=1_2 for=2026-12-01T08:00:00Z"
        ),
        (.scheduled(for: Timestamp(secondsSince1970: 1_796_112_000)), "scheduled for=2026-12-01T08:00:00Z"),
        (.schedulingRefused(reason: "(#1) no"), "not-scheduled reason=(#1)%20no"),
        (
            .revised(version),
            "revised due=2026-12-01T08:00:00Z commit=cccccccccccccccccccccccccccccccccccccccc "
                + "entry=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:calendar/2026-12/la%20unch.yaml "
                + "file=1111111111111111111111111111111111111111:media/1:2.jpg "
                + "file=2222222222222222222222222222222222222222:media/2.jpg"
        ),
        (.cancelRequested(container: "1_2"), "cancelling container=1_2"),
        (
            .stopped(.init(kind: .failed, reason: "Meta refused it: 9004 / 2207052\n", fix: "a=b, 100%")),
            "stopped kind=failed reason=Meta%20refused%20it:%209004%20/%202207052%0A fix=a=b,%20100%25"
        ),
        (.settled, "settled"),
    ]

    @Test("One event is one readable line", arguments: lines)
    func writes(step: JournalEvent.Step, body: String) throws {
        let event = Self.event(step)
        let line = String(decoding: event.line, as: UTF8.self)
        #expect(line.dropFirst(8) == " 2026-12-01T07:50:00Z 2026-12/launch@bakery \(body)\n")
        #expect(try JournalText(bytes: event.line).events == [event])
    }

    /// Check value of CRC-32C. Source: Catalogue of parametrised CRC algorithms, CRC-32/ISCSI.
    @Test func checksumIsCastagnolis() {
        #expect(CRC32C.checksum("123456789".utf8) == 0xE306_9283)
        #expect(String(decoding: Self.event(.settled).line.prefix(9), as: UTF8.self).count == 9)
    }

    static let whole = lines.flatMap { event($0.0).line }
    static let last = event(.published(mediaID: "18012345678901234"))

    @Test func aTornLastLineIsDroppedAtEveryByte() throws {
        for count in 0..<Self.last.line.count {
            let read = try JournalText(bytes: Self.whole + Self.last.line.prefix(count))
            #expect(read.events.count == Self.lines.count, "torn after \(count) bytes")
            #expect(read.intactByteCount == Self.whole.count, "torn after \(count) bytes")
        }
        let read = try JournalText(bytes: Self.whole + Self.last.line)
        #expect(read.events.last == Self.last)
        #expect(read.intactByteCount == Self.whole.count + Self.last.line.count)
    }

    @Test func damageAnywhereInAWholeLineIsAnError() {
        let bytes = Self.event(.settled).line + Self.last.line + Self.event(.settled).line
        let damaged = Self.event(.settled).line.count..<(Self.event(.settled).line.count + Self.last.line.count - 1)
        for index in damaged {
            var changed = bytes
            changed[index] ^= 1
            if changed[index] == .newline { continue }
            #expect(Self.error(of: changed) == JournalError(.damaged, line: 2), "byte \(index)")
        }
        var lastDamaged = bytes
        lastDamaged[bytes.count - 2] ^= 1
        #expect(Self.error(of: lastDamaged) == JournalError(.damaged, line: 3))
    }

    @Test func saysWhatToDo() {
        #expect(
            JournalError(.damaged, line: 2).diagnostic(file: ".calends/journal").description
                == ".calends/journal:2:1: damaged journal line — what it said may have been published already — "
                + "look at the accounts for what went out, keep a copy of the file, then delete the line")
        #expect(
            JournalError(.unknown("teleported"), line: 1).diagnostic(file: ".calends/journal").description
                == ".calends/journal:1:1: unknown journal entry 'teleported' — it was written by a newer calends — "
                + "upgrade calends")
    }

    static let unknown: [(String, String)] = [
        ("2026-12-01T07:50:00Z a@b teleported", "teleported"), ("2026-12-01T07:50:00Z a@b settled id=1", "id"),
        ("2026-12-01T07:50:00Z a@b published", "media"),
        ("2026-12-01T07:50:00Z a@b published media=1 media=2", "media"),
        ("2026-12-01T07:50:00Z a@b container id=1 slide=x", "slide"),
        ("2026-12-01T07:50:00Z a@b published colour=red", "colour=red"), ("now a@b settled", "now a@b settled"),
        ("2026-12-01T07:50:00Z a@b settled ", ""), ("", ""),
    ]

    @Test("Refuses whole lines it does not understand", arguments: unknown)
    func refuses(body: String, word: String) {
        var sum = String(CRC32C.checksum(body.utf8), radix: 16)
        sum = String(repeating: "0", count: 8 - sum.count) + sum
        #expect(Self.error(of: Array("\(sum) \(body)\n".utf8)) == JournalError(.unknown(word), line: 1))
    }

    static func error(of bytes: [UInt8]) -> JournalError? {
        do throws(JournalError) {
            _ = try JournalText(bytes: bytes)
            return nil
        } catch {
            return error
        }
    }
}
