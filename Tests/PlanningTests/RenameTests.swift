import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct RenameTests {
    static let a = Publication.sample("a@bakery")

    /// What was published as `a`, with other words now, under the name `b`.
    static func editedAsB(media: Character = "e") -> Publication {
        Publication.sample("b@bakery", blob: "b", media: media).details { $0.caption = "Bye" }
    }

    /// The record of `a`, which goes on as `b`.
    static let aAsB = a.record().known(as: a.id)

    /// The picture of `a` as a story.
    static let storyB = Publication.sample("b@bakery", blob: "b").with {
        guard case .post(let post) = $0.content else { return }
        $0.content = .story(Story(medium: .photo(post.image.file)))
    }

    static let scenarios: [Scenario] = [
        Scenario(
            "the same bytes under another name", .sample([.sample("b@bakery")], records: [a.id: a.record()]),
            """
            rename a@bakery -> b@bakery
            unchanged 1
            """),
        Scenario(
            "followed by git, and edited",
            .sample([editedAsB(media: "f")], records: [a.id: a.record()]) {
                $0.renames = [EntryID("a"): EntryID("b")]
                $0.answerHistory([a.id: a])
            },
            """
            rename a@bakery -> b@bakery
            conflict b@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (fffffff)
            """),
        Scenario(
            "followed by git from two names, of which one was only prepared",
            .sample(
                [editedAsB(media: "f")], records: [a.id: a.record()],
                journal: Publication.sample("c@bakery").begun(.containerCreated(id: "C", slide: nil))
            ) {
                $0.renames = [EntryID("a"): EntryID("b"), EntryID("c"): EntryID("b")]
                $0.answerHistory([a.id: a])
            },
            """
            rename a@bakery -> b@bakery
            conflict b@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (fffffff)
            """),
        Scenario(
            "followed by git onto a name under which it was only prepared",
            .sample(
                [editedAsB(media: "f")], records: [a.id: a.record()],
                journal: editedAsB().begun(.containerCreated(id: "C", slide: nil))
            ) {
                $0.renames = [EntryID("a"): EntryID("b")]
                $0.answerHistory([a.id: a])
            },
            """
            rename a@bakery -> b@bakery
            conflict b@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (fffffff)
            """),
        Scenario(
            "in flight under the former name, and prepared under the new one",
            .sample(
                [editedAsB()],
                journal: a.begun(.publishRequested(container: "C", look: .sample, knownMedia: []))
                    + editedAsB().begun(.containerCreated(id: "C", slide: nil))
            ) { $0.renames = [EntryID("a"): EntryID("b")] },
            "recover b@bakery 2026-12-01T08:00:00Z: publishing, may publish"),
        Scenario(
            "to a name that a person had let go",
            .sample(
                [.sample("b@bakery", blob: "a")], records: [a.id: a.record(), "b@bakery": FormerAccountTests.dismissed]
            ) { $0.renames = [EntryID("a"): EntryID("b")] },
            """
            rename a@bakery -> b@bakery
            unchanged 1
            """),
        Scenario(
            "on every account and occurrence",
            .sample(
                [
                    .sample("b@bakery", blob: "a"), .sample("b@café", blob: "a"),
                    .sample("b#2026-12-01@bakery", blob: "a"),
                ],
                records: [
                    "a@bakery": a.record(), "a@café": a.record("181"), "a#2026-12-01@bakery": a.record("182"),
                ]
            ) { $0.renames = [EntryID("a"): EntryID("b")] },
            """
            rename a@bakery -> b@bakery
            rename a@café -> b@café
            rename a#2026-12-01@bakery -> b#2026-12-01@bakery
            unchanged 3
            """),
        Scenario(
            "an account was renamed in the settings, as far as anybody can tell",
            .sample([.sample("a@bakery", blob: "b")], records: ["a@baker": a.record()]),
            """
            conflict a@bakery 2026-12-01T08:00:00Z: lookAlike of a@baker, 180
            none a@baker 2026-12-01T08:01:00Z: accountUnknown
            """),
        Scenario(
            "an id keeps the name wherever the file goes",
            .sample([.sample("a@bakery", path: "calendar/moved/b.yaml")], records: [a.id: a.record()]), "unchanged 1"),
        Scenario(
            "two entries swapped their names",
            .sample(
                [.sample("a@bakery", blob: "b"), .sample("b@bakery", blob: "a")],
                records: [a.id: a.record(), "b@bakery": Publication.sample("b@bakery", blob: "b").record("181")]),
            """
            rename a@bakery -> b@bakery
            rename b@bakery -> a@bakery
            unchanged 2
            """),
        Scenario(
            "three entries moved on in a circle",
            .sample(
                [.sample("a@bakery", blob: "3"), .sample("b@bakery", blob: "1"), .sample("c@bakery", blob: "2")],
                records: [
                    "a@bakery": Publication.sample("a@bakery", blob: "1").record("1"),
                    "b@bakery": Publication.sample("b@bakery", blob: "2").record("2"),
                    "c@bakery": Publication.sample("c@bakery", blob: "3").record("3"),
                ]),
            """
            rename a@bakery -> b@bakery
            rename b@bakery -> c@bakery
            rename c@bakery -> a@bakery
            unchanged 3
            """),
        Scenario(
            "git saw the move, and the old name is used again",
            .sample(
                [Publication.sample("a@bakery", blob: "d", media: "d").due(hoursFromNow: 2), editedAsB()],
                records: [a.id: a.record()]
            ) {
                $0.renames = [EntryID("a"): EntryID("b")]
                $0.answerHistory([a.id: editedAsB()])
            },
            """
            rename a@bakery -> b@bakery
            publish a@bakery 2026-12-01T11:00:00Z
            unchanged 1
            """),
        Scenario(
            "git saw the move, and the old name shows the same picture with other words",
            .sample(
                [.sample("a@bakery", blob: "d"), editedAsB()], records: [a.id: a.record()]
            ) {
                $0.renames = [EntryID("a"): EntryID("b")]
                $0.answerHistory([a.id: editedAsB()])
            },
            """
            rename a@bakery -> b@bakery
            conflict a@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            unchanged 1
            """),
        Scenario(
            "another picture in its place, and the former one in a story",
            .sample(
                [Publication.sample("a@bakery", blob: "d", media: "d"), storyB], records: [a.id: a.record()]
            ) { $0.answerHistory([a.id: a]) },
            """
            conflict a@bakery 2026-12-01T08:00:00Z: edited, 180
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (ddddddd)
            publish b@bakery 2026-12-01T08:00:00Z (due)
            """),
        Scenario(
            "another picture in its place, and the former one in a new entry",
            .sample(
                [Publication.sample("a@bakery", blob: "d", media: "d"), editedAsB()], records: [a.id: a.record()]
            ) { $0.answerHistory([a.id: a]) },
            """
            conflict a@bakery 2026-12-01T08:00:00Z: edited, 180
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (ddddddd)
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            """),
        Scenario(
            "another picture in its place, and a person said that the new entry is the former one",
            .sample(
                [Publication.sample("a@bakery", blob: "d", media: "d"), editedAsB()], records: ["b@bakery": aAsB]
            ) {
                // The version that was published stands in history under the name that is in use.
                $0.renames = [EntryID("b"): EntryID("a")]
                $0.answerHistory(["b@bakery": a])
            },
            """
            publish a@bakery 2026-12-01T08:00:00Z (due)
            conflict b@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
            """),
        Scenario(
            "a person said that the new entry is the former one, which came back as it was",
            .sample([a, editedAsB()], records: ["b@bakery": aAsB]) { $0.answerHistory(["b@bakery": a]) },
            """
            conflict a@bakery 2026-12-01T08:00:00Z: lookAlike of b@bakery, 180
            conflict b@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
            """),
        Scenario(
            "git takes it for another that went out itself",
            .sample(
                [
                    Publication.sample("b@bakery", blob: "b", media: "f"),
                    Publication.sample("c@bakery", blob: "d").details { $0.caption = "Bye" },
                ],
                records: [
                    a.id: a.record(),
                    "b@bakery": Publication.sample("b@bakery", blob: "b", media: "f").record("181"),
                ]
            ) {
                ($0.renames, $0.places) = ([EntryID("a"): EntryID("b")], [a.id: EntryID("b")])
                $0.answerHistory([a.id: a])
            },
            """
            conflict c@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            unchanged 1
            """),
        Scenario(
            "one that was followed, and another whose name went there on the other account alone",
            .sample(
                [Publication.sample("c@bakery", blob: "d").details { $0.caption = "Bye" }],
                records: [
                    a.id: a.record(),
                    "b@bakery": Publication.sample("b@bakery", blob: "b", media: "f").record("181"),
                ]
            ) {
                $0.renames = [EntryID("a"): EntryID("c"), EntryID("b"): EntryID("c")]
                $0.places = [a.id: EntryID("c")]
                $0.answerHistory([a.id: a, "b@bakery": .sample("b@bakery", blob: "b", media: "f")])
            },
            """
            rename a@bakery -> c@bakery
            conflict c@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
            none b@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "a swap that was recorded on one account alone",
            .sample(
                [
                    .sample("a@bakery", blob: "b"), .sample("b@bakery", blob: "a"), .sample("a@café", blob: "b"),
                    .sample("b@café", blob: "a"),
                ],
                records: [
                    "a@bakery": Publication.sample("b@bakery", blob: "b").record("181").known(as: "b@bakery"),
                    "b@bakery": aAsB, "a@café": Publication.sample("a@café").record("182"),
                    "b@café": Publication.sample("b@café", blob: "b").record("183"),
                ]
            ) { $0.renames = [EntryID("a"): EntryID("b"), EntryID("b"): EntryID("a")] },
            """
            rename a@café -> b@café
            rename b@café -> a@café
            unchanged 4
            """),
        Scenario(
            "a rename that was recorded is undone", .sample([a], records: ["b@bakery": aAsB]),
            """
            rename b@bakery -> a@bakery
            unchanged 1
            """),
        Scenario(
            "a swap that was recorded is undone",
            .sample(
                [a, .sample("b@bakery", blob: "b")],
                records: [
                    "b@bakery": aAsB,
                    a.id: Publication.sample("b@bakery", blob: "b").record("181").known(as: "b@bakery"),
                ]),
            """
            rename a@bakery -> b@bakery
            rename b@bakery -> a@bakery
            unchanged 2
            """),
        Scenario(
            "another picture in its place, the former one in a new entry, and history cannot tell",
            .sample(
                [Publication.sample("a@bakery", blob: "d", media: "d"), editedAsB()], records: [a.id: a.record()]
            ) { $0.answerHistory([:]) },
            """
            conflict a@bakery 2026-12-01T08:00:00Z: incomparable, 180, this clone is shallow
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            """),
        Scenario(
            "the same bytes under another name, while the old name says something else",
            .sample(
                [Publication.sample("a@bakery", blob: "d", media: "d"), .sample("b@bakery")],
                records: [a.id: a.record()]
            ) { $0.answerHistory([a.id: a]) },
            """
            conflict a@bakery 2026-12-01T08:00:00Z: edited, 180
              media[1].file: media/a.jpg (eeeeeee) -> media/a.jpg (ddddddd)
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            """),
        Scenario(
            "a copy beside what was published", .sample([a, .sample("b@bakery")], records: [a.id: a.record()]),
            """
            publish b@bakery 2026-12-01T08:00:00Z (due)
            unchanged 1
            """),
        Scenario(
            "the same bytes under two other names",
            .sample([.sample("b@bakery"), .sample("c@bakery")], records: [a.id: a.record()]) {
                $0.answerHistory([a.id: a])
            },
            """
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            conflict c@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "the same picture in another entry, and history cannot tell",
            .sample([editedAsB()], records: [a.id: a.record()]) { $0.answerHistory([:]) },
            """
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "the same picture in another entry, and history says that it is another",
            .sample([editedAsB().due(hoursFromNow: -0.5)], records: [a.id: a.record()]) {
                $0.answerHistory([a.id: a])
            },
            """
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            publish b@bakery 2026-12-01T08:30:00Z (due)
            """),
        Scenario(
            "the same picture at the same time in another entry, whatever it says",
            .sample([editedAsB()], records: [a.id: a.record()]) { $0.answerHistory([a.id: a]) },
            """
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "the same picture in another entry, which came with the commit that took the first away",
            .sample([editedAsB()], records: [a.id: a.record()]) {
                $0.answerHistory([a.id: a])
                $0.arrivals = [EntryID("a"): [EntryID("b")]]
            },
            """
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, 180
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "the same picture as a story, which came with the commit that took the post away",
            .sample([storyB], records: [a.id: a.record()]) {
                $0.answerHistory([a.id: a])
                $0.arrivals = [EntryID("a"): [EntryID("b")]]
            },
            """
            publish b@bakery 2026-12-01T08:00:00Z (due)
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "the same picture for another account",
            .sample([Publication.sample("b@café", blob: "b")], records: [a.id: a.record()]) { $0.answerHistory([:]) },
            """
            publish b@café 2026-12-01T08:00:00Z (due)
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            """),
        Scenario(
            "git says it moved onto a name that has been published itself",
            .sample(
                [.sample("b@bakery", blob: "b")],
                records: [a.id: a.record(), "b@bakery": Publication.sample("b@bakery", blob: "b").record("181")]
            ) {
                $0.renames = [EntryID("a"): EntryID("b")]
                $0.answerHistory([a.id: a])
            },
            """
            none a@bakery 2026-12-01T08:01:00Z: entryRemoved
            unchanged 1
            """),
        Scenario(
            "renamed while in flight",
            .sample(
                [.sample("b@bakery")],
                journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            "recover b@bakery 2026-12-01T08:00:00Z: publishing, may publish"),
        Scenario(
            "renamed and edited while in flight, and history cannot tell",
            .sample([editedAsB()], journal: a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))),
            """
            recover a@bakery 2026-12-01T08:00:00Z: publishing
            conflict b@bakery 2026-12-01T08:00:00Z: lookAlike of a@bakery, in flight
            """),
        Scenario(
            "dismissed under the old name",
            .sample(
                [.sample("b@bakery")],
                records: [
                    a.id: LockRecord(
                        phase: .dismissed(DismissedPublication(at: Publication.publishedAt)), source: a.source,
                        commit: nil, media: [])
                ]),
            """
            rename a@bakery -> b@bakery
            none b@bakery 2026-12-01T08:00:00Z: dismissed
            """),
        Scenario(
            "renamed, and invalid now",
            .sample(records: [a.id: a.record()]) {
                $0.invalid = [
                    InvalidEntry(
                        entry: EntryID("b"), path: "calendar/b.yaml", accounts: [AccountName("bakery")], errorCount: 1)
                ]
                $0.renames = [EntryID("a"): EntryID("b")]
            },
            """
            rename a@bakery -> b@bakery
            blocked b@bakery 2026-12-01T08:01:00Z: invalid, 1
            """),
    ]

    @Test("Nothing that was published goes out under another name", arguments: scenarios)
    func renames(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }

    @Test func theJournalsNameIsKeptForRecovery() {
        let journal = Self.a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))
        let plan = Planning.plan(.sample([.sample("b@bakery")], journal: journal))
        guard case .recover(let recovery) = plan.actions.first?.step else {
            Issue.record("no recovery in \(plan.text)")
            return
        }
        #expect(recovery.journalID == "a@bakery")
        #expect(recovery.mayPublish)
        #expect(recovery.desired?.id == "b@bakery")
    }
}
