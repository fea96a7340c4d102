import ContentModel
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport
import Testing

/// `calends accept` and `calends forget`, on states as runs leave them.
@Suite struct SettleTests {
    private let media = "18000000000000001"

    /// A lockfile that says the present version of `entry` was published under the name `id`.
    private func publish(_ entry: String, as id: String, in shop: Shop) throws {
        let (commit, blob, picture) = (
            try shop.repository.git("rev-parse", "HEAD"),
            try shop.repository.git("rev-parse", "HEAD:calendar/\(entry).yaml"),
            try shop.repository.git("rev-parse", "HEAD:media/bread.jpg")
        )
        try shop.repository.commit(
            "Record 1 publication",
            writing: [
                ".schedule.lock": """
                calends-lock 1

                [\(id)]
                published 2026-11-02T08:00:00Z
                media \(media)
                commit \(commit)
                entry \(blob) calendar/\(entry).yaml
                file \(picture) media/bread.jpg

                end

                """
            ])
    }

    /// A journal of a run that could not tell which medium it had published.
    private func leaveInDoubt(_ entry: String, in shop: Shop) throws {
        func blob(_ path: String) throws -> BlobID {
            BlobID(try #require(ObjectID(hex: try shop.repository.git("rev-parse", "HEAD:\(path)"))))
        }
        let due = try #require(Timestamp("2026-11-02T08:00:00Z"))
        let version = JournalEvent.Version(
            source: Publication.Source(
                path: "calendar/\(entry).yaml", blob: try blob("calendar/\(entry).yaml")), commit: nil,
            media: [MediaReference(path: "media/bread.jpg", blob: try blob("media/bread.jpg"))], due: due)
        let look = MediaLook(surface: .feed, kind: .image, captionDigest: nil, childCount: nil)
        let steps: [JournalEvent.Step] = [
            .began(version), .publishRequested(container: "17900000000000001", look: look, knownMedia: []),
            .stopped(.init(kind: .ambiguous, reason: "2 media could be it", fix: "look at the account")),
        ]
        let id = try #require(PublicationID("\(entry)@bakery"))
        let lines = steps.flatMap { JournalEvent(publication: id, at: due, step: $0).line }
        try shop.repository.write(String(decoding: lines, as: UTF8.self), to: ".calends/journal")
    }

    @Test("An edit after publishing stands once it is accepted, and is committed") func acceptsAnEdit() throws {
        let shop = try Shop(["launch": Shop.post("2026-11-02 09:00")])
        try publish("launch", as: "launch@bakery", in: shop)
        try shop.repository.write(Shop.post("2026-11-02 09:00", "Sold out"), to: "calendar/launch.yaml")
        let plan = try shop.calends("plan").output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(plan.contains("fix: revert the edit, or let the difference stand with calends accept launch@bakery"))
        #expect(!plan.contains("on_change"))
        #expect(
            try shop.calends("plan", "--format", "github").output == """
                ::error file=calendar/launch.yaml,line=1,col=1,title=launch@bakery is in conflict::edited after it was \
                published, and Instagram cannot change this; edited: caption%0AFix: revert the edit, or let the difference stand with calends accept launch@bakery

                """)
        let uncommitted = try shop.calends("accept", "launch")
        #expect(uncommitted.status == 1)
        #expect(uncommitted.error.hasPrefix("calends: not committed: calendar/launch.yaml — "))
        try shop.repository.commit("Sell out")
        let accepted = try shop.calends("accept", "launch")
        #expect(accepted.status == 0, "\(accepted.error)")
        #expect(accepted.output == "launch@bakery stays published as it is, as medium \(media)\n")
        #expect(
            try shop.repository.git("log", "-1", "--format=%B") == "Accept 1 publication [skip ci]\n\nlaunch@bakery\n")
        #expect(try shop.repository.git("show", "--format=", "--name-only", "HEAD") == ".schedule.lock")
        #expect(try shop.calends("plan").output == "Nothing to do: 1 publication as the calendar has it.\n")
        let again = try shop.calends("accept", "launch@bakery")
        #expect(again.status == 64)
        #expect(
            again.error == "calends: launch@bakery has nothing to accept — calends plan shows no conflict of it that "
                + "accepting would end — look at calends show launch@bakery; what differs on the platform, calends plan "
                + "--refresh tells, and how to accept it\n")
    }

    @Test("The medium that a person names is the publication") func acceptsAMedium() throws {
        let shop = try Shop(["launch": Shop.post("2026-11-02 09:00")])
        try leaveInDoubt("launch", in: shop)
        let status = try shop.calends("status")
        #expect(status.output.contains("failed  launch@bakery"), "\(status.error)")
        #expect(status.output.contains("why: 2 media could be it\n"))
        #expect(status.output.contains("fix: look at the account\n"))
        #expect(try shop.calends("accept", "launch").status == 64)
        let accepted = try shop.calends("accept", "launch", "--media", media, "--format", "json", "--no-commit")
        #expect(accepted.status == 0, "\(accepted.error)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(accepted.output.utf8)) as? [String: Any])
        #expect(object["decision"] as? String == "published")
        #expect(object["media_id"] as? String == media)
        #expect(try shop.repository.git("status", "--porcelain") == "?? .schedule.lock")
        #expect(try shop.calends("status").output.contains("published  launch@bakery"))
        #expect(try shop.calends("plan").output == "Nothing to do: 1 publication as the calendar has it.\n")
    }

    @Test("What is forgotten never goes out, whatever stood in its way", arguments: ["late", "doubt", "later"])
    func forgets(scene: String) throws {
        let shop = try Shop(["launch": Shop.post(scene == "later" ? "2126-11-02 09:00" : "2026-11-02 09:00")])
        if scene == "doubt" { try leaveInDoubt("launch", in: shop) }
        let forgotten = try shop.calends("forget", "launch@bakery")
        #expect(forgotten.status == 0, "\(forgotten.error)")
        #expect(forgotten.output == "launch@bakery never goes out\n")
        #expect(
            try shop.repository.git("log", "-1", "--format=%B") == "Forget 1 publication [skip ci]\n\nlaunch@bakery\n")
        #expect(try shop.calends("status").output.contains("dismissed  launch@bakery"))
        try shop.repository.commit(writing: ["calendar/launch.yaml": Shop.post("2126-11-03 09:00", "Anew")])
        #expect(try !shop.calends("plan").output.contains("to publish"))
        #expect(try shop.calends("forget", "launch@bakery").status == 64)
    }

    @Test("What is published is only forgotten once its deletion is told") func forgetsADeletedMedium() throws {
        let shop = try Shop(["launch": Shop.post("2026-11-02 09:00")])
        try publish("launch", as: "launch@bakery", in: shop)
        let refused = try shop.calends("forget", "launch")
        #expect(refused.status == 64)
        #expect(
            refused.error == "calends: launch@bakery is published, as medium \(media) — forgetting takes nothing from "
                + "the platform — if it was deleted by hand, say so: calends forget launch@bakery --media \(media)\n")
        let gone = try shop.calends("forget", "launch", "--media", media)
        #expect(gone.status == 0, "\(gone.error)")
        #expect(gone.output == "launch@bakery counts as gone: medium \(media) is not published again\n")
        #expect(try shop.calends("status").output.contains("removed  launch@bakery"))
    }

    @Test("A look-alike carries on what was published, under its new name") func acceptsANewName() throws {
        let shop = try Shop(["b": Shop.post("2126-11-02 09:00")])
        // Published from a work tree that nobody committed: history cannot follow the entry to its new name.
        try publish("b", as: "former@bakery", in: shop)
        let text = try shop.repository.read(".schedule.lock")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("entry") ? "entry \(String(repeating: "c", count: 40)) calendar/former.yaml" : String(line)
        }
        try shop.repository.commit(
            writing: [".schedule.lock": lines.filter { !$0.hasPrefix("commit") }.joined(separator: "\n")])
        #expect(try shop.calends("plan").output.contains("calends accept b@bakery"))
        let accepted = try shop.calends("accept", "b")
        #expect(accepted.status == 0, "\(accepted.error)")
        #expect(
            accepted.output
                == "b@bakery is former@bakery under a new name; calends plan shows what differs, if anything\n")
        #expect(try shop.calends("show", "b").output.contains("| former@bakery"))
        #expect(try !shop.calends("plan").output.contains("to publish"))
    }

    @Test("In the sandbox only the rehearsal's state is changed") func sandbox() throws {
        let shop = try Shop(["launch": Shop.post("2126-11-02 09:00")])
        #expect(try shop.calends("forget", "launch", "--sandbox").status == 0)
        #expect(try shop.repository.git("status", "--porcelain") == "")
        #expect(try shop.repository.git("log", "--format=%s") == "Open the shop")
        #expect(try shop.calends("status", "--sandbox").output.contains("dismissed  launch@bakery"))
        #expect(try shop.calends("status").output.contains("scheduled  launch@bakery"))
    }

    @Test("Names what it does not know") func unknown() throws {
        let shop = try Shop(["launch": Shop.post("2126-11-02 09:00")])
        let unknown = try shop.calends("forget", "lunch")
        #expect(unknown.status == 64)
        #expect(
            unknown.error == "calends: nothing is called 'lunch' — neither calendar nor lockfile names it — "
                + "did you mean 'launch'?\n")
    }
}
