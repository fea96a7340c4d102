import ContentModel
import Diagnostics
import Foundation
import MediaHeaders
import MediaWork
import ObjectIDs
import Planning
import ScheduleLock
import TimeZones

/// Values that every test of this target starts from.
enum Fixture {
    /// 2026-12-01T07:30:00Z
    static let now = Date(timeIntervalSince1970: 1_796_110_200)

    static func blob(_ digit: Character) -> BlobID {
        BlobID(ObjectID(hex: String(repeating: digit, count: 40))!)  // forty equal digits are a name
    }

    static func id(_ text: String) -> PublicationID { PublicationID(text)! }  // every test writes both sides of the @

    static let commit = CommitID(ObjectID(hex: "1a2b3c4d5e6f708192a3b4c5d6e7f80912345678")!)  // forty digits

    static func account(_ name: String, _ platform: Platform = .instagram(.instagram)) -> Account {
        Account(
            name: AccountName(name), platform: platform, id: "17841400000000001", token: .environment("TOKEN"),
            api: nil,
            version: "v25.0", location: SourceLocation(file: "calendar/settings.yaml"))
    }

    static func file(_ path: String) -> MediaFile {
        MediaFile(path: path, blob: blob("1"), location: SourceLocation(file: "calendar/launch.yaml"))
    }

    static func post(_ caption: String?, _ path: String = "media/1.jpg") -> Content {
        .post(ImagePost(image: Photo(file: file(path)), details: FeedDetails(caption: caption)))
    }

    static func file(_ path: String, _ work: Treatment.Work, _ changes: [MediaChange]) -> MediaFile {
        var file = file(path)
        file.treatment = Treatment(work, changes: changes)
        return file
    }

    /// Of its pictures the second is made anew, and the third loses its metadata alone.
    static let carousel = Content.carousel(
        Carousel(
            items: [
                file("media/stollen/1.jpg"),
                file(
                    "media/stollen/2.jpg",
                    .picture(PictureRecipe(scaled: PixelSize(width: 1440, height: 1152), byteLimit: 8_000_000)),
                    [
                        .turned,
                        .resized(
                            from: PixelSize(width: 4000, height: 3200), to: PixelSize(width: 1440, height: 1152)),
                        .colours(from: "Display P3"), .metadataRemoved(hadLocation: true),
                    ]),
                file(
                    "media/stollen/3.jpg", .strip(keepsCopyright: false), [.metadataRemoved(hadLocation: false)]),
            ].map { .photo(Photo(file: $0)) },
            details: FeedDetails(caption: "Stollen is back.  #stollen\nOrder until Friday.\n")))

    static let reel = Content.reel(
        Reel(
            video: Video(file: file("media/oven.mp4")),
            details: FeedDetails(
                caption: "朝のパン — the oven at four in the morning, and everything that comes out of it 🥐🥖")))

    static let story = Content.story(Story(medium: .photo(file("media/stories/door.jpg"))))

    /// - Parameter minutes: after ``now``.
    static func publication(
        _ text: String, _ content: Content = post("Stollen is back"), after minutes: Double = 0,
        _ platform: Platform = .instagram(.instagram), onMerge: Bool = false
    ) -> Publication {
        let id = id(text)
        let instant = now.addingTimeInterval(minutes * 60)
        return Publication(
            id: id, account: account(id.account.text, platform),
            source: Publication.Source(path: "calendar/\(id.entry).yaml", blob: blob("a")),
            due: onMerge ? .onMerge : .at(ZonedTime(instant: instant, utcOffset: 3600, zone: "Europe/Paris")),
            grace: .seconds(6 * 3600), content: content)
    }

    static func published(_ media: String = "18000000000000001", link: String? = nil) -> PublishedPublication {
        PublishedPublication(
            mediaID: media, publishedAt: Timestamp(now.addingTimeInterval(-86_400 * 3)),
            permalink: link ?? "https://www.instagram.com/p/\(media.suffix(4))/")
    }

    static func record(_ id: String, _ phase: LockRecord.Phase? = nil, was: [String] = []) -> LockRecord {
        LockRecord(
            phase: phase ?? .published(published()),
            source: Publication.Source(path: "calendar/\(Fixture.id(id).entry).yaml", blob: blob("b")), commit: commit,
            media: [MediaReference(path: "media/1.jpg", blob: blob("1"))], formerIDs: was.map { Fixture.id($0) })
    }

    static func action(_ publication: Publication, _ step: Action.Step) -> Action {
        if case .at(let time) = publication.due {
            return Action(publication: publication.id, at: time.instant, step: step)
        }
        return Action(publication: publication.id, at: now, step: step)
    }

    static func plan(
        _ actions: [Action], renames: [Rename] = [], unchanged: Int = 0, diagnostics: [Diagnostic] = []
    ) -> Plan {
        Plan(
            commit: commit, lockfileDigest: "sha256:0000", now: now,
            actions: actions.sorted { ($0.at, $0.publication) < ($1.at, $1.publication) }, renames: renames,
            unchangedCount: unchanged,
            platforms: [AccountName("bakery"): .instagram(.facebook), AccountName("bakery-page"): .facebook],
            diagnostics: diagnostics)
    }

    /// One action of every kind, on two accounts, over several days.
    static let everything: Plan = {
        var plan = actions
        plan.renames[0].origin = .commit(
            ChangeOrigin.Authorship(
                commit: commit, author: "Ada Example", at: now.addingTimeInterval(-86_400),
                subject: "Put menus in order"))
        plan.origins = [
            id("2026-11/opening@bakery"): .commit(
                ChangeOrigin.Authorship(
                    commit: commit, author: "Zoë <b>Example</b>", at: now.addingTimeInterval(-7200),
                    subject: "Open an hour earlier, as was decided on Monday, and say so where people look for it")),
            id("2026-11/hours@bakery-page"): .workTree,
        ]
        return plan
    }()

    private static let actions: Plan = {
        var recovery = InFlight()
        recovery.publishRequest = InFlight.PublishRequest(
            container: "17900000000000001", look: MediaLook(of: post("x")), knownMedia: [],
            at: Timestamp(now.addingTimeInterval(-600)))
        let launch = publication("2026-12/launch@bakery", carousel, after: 30)
        let reelDue = publication("2026-12/oven@bakery", reel, after: -10)
        let merged = publication("notices/closed@bakery", post("We are closed today"), onMerge: true)
        let missed = publication("2026-11/late@bakery", story, after: -600)
        let edited = publication("2026-11/opening@bakery", post("New hours"), after: -4320)
        let lost = publication("2026-12/lost@bakery-page", post("Where did it go"), after: -5, .facebook)
        let hours = publication("2026-11/hours@bakery-page", post("Opening hours"), after: -4320, .facebook)
        let frozen = publication("2026-12/party@bakery", post(nil, "media/party/invitation.jpg"), after: 3 * 1440)
        let bread = publication("2026-11/bread@bakery", post("Rye, 750 g"), after: -4320)
        let stop = JournalEvent.Stop(
            kind: .refused,
            reason: "Instagram refused the video: its length is 950 s, at most 900 s are allowed (2207026)",
            fix: "cut the video, then commit")
        return plan(
            [
                action(launch, .publish(launch)),
                action(reelDue, .publish(reelDue)),
                action(merged, .publish(merged)),
                action(missed, .missed(missed)),
                action(
                    edited,
                    .conflict(
                        .edited(
                            edited, published(),
                            changes: [
                                FieldChange(
                                    field: "caption",
                                    before: "New hours\nMonday to Friday\n8 to 18\nSaturday\n8 to 12\n#bakery\n",
                                    after: "New hours\nMonday to Friday\n7 to 18\nSaturday\n8 to 12\n#bakery\n#paris\n"),
                                FieldChange(field: "location", before: nil, after: "7640348500"),
                                FieldChange(field: "media[1].file", before: "media/1.jpg", after: "media/2.jpg"),
                            ]))),
                action(
                    lost, .recover(Recovery(journalID: lost.id, inFlight: recovery, desired: lost, mayPublish: true))),
                action(
                    hours,
                    .update(hours, published(), changes: [FieldChange(field: "comments", before: "on", after: "off")])),
                action(
                    publication("2026-11/menu@bakery-page", post("Menu"), after: -2880, .facebook),
                    .replace(
                        publication("2026-11/menu@bakery-page", post("Menu"), after: -2880, .facebook), published(),
                        changes: [
                            FieldChange(
                                field: "caption", before: "Soup, bread and a long story about where the flour is from",
                                after: "Soup, bread and a much longer story about where the flour is from")
                        ])),
                Action(
                    publication: id("2026-10/old@bakery-page"), at: now.addingTimeInterval(-86_400 * 30),
                    step: .delete(published())),
                Action(
                    publication: id("2026-10/gone@bakery"), at: now.addingTimeInterval(-86_400 * 31),
                    step: .none(.entryRemoved)),
                action(
                    frozen, .blocked(.frozen(frozen, text: "Recall of batch 12:\nnothing goes out.\n", replacing: []))),
                action(
                    bread,
                    .drift(
                        .changed(
                            bread, published("18000000000000002"),
                            changes: [
                                FieldChange(field: "caption", before: "Rye, 750 g", after: "Rye, 700 g"),
                                FieldChange(field: "comments", before: "on", after: "off"),
                            ]))),
                Action(
                    publication: id("2026-10/pretzels@bakery"), at: now.addingTimeInterval(-86_400 * 29),
                    step: .drift(.deleted(nil, published("18000000000000003")))),
                Action(
                    publication: id("imported/bakery/2026-11-28-1784@bakery"),
                    at: now.addingTimeInterval(-86_400 * 3),
                    step: .drift(
                        .unknown(
                            ObservedMedium(
                                id: "1784", publishedAt: now.addingTimeInterval(-86_400 * 3),
                                permalink: "https://www.instagram.com/p/0004/")))),
                Action(
                    publication: id("2026-12/broken@bakery"), at: now, step: .blocked(.invalid(errorCount: 2))),
                action(
                    publication("2026-12/long@bakery", reel, after: -60),
                    .conflict(
                        .stopped(
                            publication("2026-12/long@bakery", reel, after: -60), stop,
                            journalID: id("2026-12/long@bakery")))),
            ],
            renames: [Rename(from: id("2026-11/menue@bakery-page"), to: id("2026-11/menu@bakery-page"))],
            unchanged: 1_234,
            diagnostics: [
                Diagnostic(
                    SourceLocation(file: "calendar/2026-12/broken.yaml", line: 4, column: 12), "unknown key 'captoin'",
                    why: "ignoring it would change, in silence, what is published", fix: "write 'caption'"),
                Diagnostic(
                    SourceLocation(file: "calendar/2026-12/launch.yaml", line: 7), "no alt text",
                    why: "people who cannot see the picture hear it", fix: "write alt:", severity: .warning),
            ])
    }()
}
