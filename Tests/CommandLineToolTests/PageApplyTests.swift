import Foundation
import TestSupport
import Testing

/// A calendar whose entries go out on a Facebook Page, from the files to the Page of a served sandbox.
@Suite struct PageApplyTests {
    static let kinds = [
        "text":
            "kind: post\npublish_at: on-merge\ncaption: Text\nfirst_comment: First\ntargeting: {countries: [FR]}\n",
        "link": "kind: post\npublish_at: on-merge\ncaption: Link\nlink: https://bakery.example/a\n",
        "photo":
            "kind: post\npublish_at: on-merge\ncaption: Photo\nmedia: [{file: media/rolls.jpg, alt: Rolls}]\n"
            + "location: \"7640348500\"\n",
        "photos":
            "kind: carousel\npublish_at: on-merge\ncaption: Photos\n"
            + "media: [{file: media/rolls.jpg, alt: Rolls}, media/loaf.jpg]\n",
        "video": "kind: post\npublish_at: on-merge\ncaption: Video\nmedia: [media/film.mp4]\n",
        "reel": "kind: reel\npublish_at: on-merge\ncaption: Reel\nmedia: [media/oven.mp4]\nfirst_comment: Second\n",
        "photo-story": "kind: story\npublish_at: on-merge\nmedia: [media/rolls.jpg]\n",
        "video-story": "kind: story\npublish_at: on-merge\nmedia: [media/oven.mp4]\n",
    ]

    static let published = [
        "album published: Photos", "link published: Link", "photo published: Photo", "photo_story published",
        "reel published: Reel", "text published: Text", "video published: Video", "video_story published",
    ]

    @Test("Publishes every kind without hosting, and reads it back") func kinds() throws {
        let page = try PageShop(Self.kinds)
        let apply = try page.apply()
        #expect(apply.status == 0, "\(apply.error)")
        #expect(apply.output == "Done: 8 published.\n")
        #expect(try page.states() == Self.published)
        let posts = try page.posts()
        func post(_ kind: String) throws -> PageShop.Post { try #require(posts.first { $0.kind == kind }) }
        #expect(try post("text").comments == ["First"])
        #expect(try post("reel").comments == ["Second"])
        #expect(try post("link").link == "https://bakery.example/a")
        let targeting = try page.graph(post("text").id, "targeting")
        #expect(targeting.contains(#""targeting":{"geo_locations":{"countries":["FR"]}}"#), "\(targeting)")
        #expect(try page.graph(post("photo").id, "place").contains(#""place":{"id":"7640348500"}"#))
        #expect(try post("photo").alt_texts == ["Rolls"])
        #expect(try post("album").photos?.count == 2)
        let lockfile = LockfileText(try page.shop.repository.read(".schedule.lock"))
        #expect(lockfile.published.count == 8)
        #expect(lockfile.published["link@page"] == (try post("link").id))
        let second = try page.apply()
        #expect(second.output == "Nothing to do now.\n")
        let drift = try page.shop.calends("refresh")
        #expect(drift.output == "The platform shows what the lockfile says.\n", "\(drift.error)")
        let status = try page.shop.calends("status").output
        #expect(status.contains("8 publications: 8 published."), "\(status)")
    }

    @Test("One entry goes out on Instagram and a Page, each with its own words") func both() throws {
        let page = try PageShop()
        let url = page.sandbox.announcement.url
        let settings = try page.shop.repository.read("calendar/settings.yaml")
        try page.shop.repository.write(
            settings + "hosting: {kind: directory, path: public/graph/hosted, public_url: \"\(url)/hosted\"}\n",
            to: "calendar/settings.yaml")
        try page.write([
            "both":
                "kind: post\naccounts: [bakery, page]\npublish_at: on-merge\ncaption: On both\nmedia: [media/rolls.jpg]\n"
                + "overrides: {page: {caption: Order now, link: \"https://bakery.example\"}}\n"
        ])
        let apply = try page.apply()
        #expect(apply.output == "Done: 2 published.\n", "\(apply.error)")
        #expect(try page.states() == ["photo published: Order now\n\nhttps://bakery.example"])
        #expect(try page.sandbox.truth().compactMap(\.caption) == ["On both"])
    }

    private static func scheduled(_ time: String) -> [String: String] {
        [
            "text": "kind: post\npublish_at: \(time)\ncaption: Text\nfirst_comment: First\non_remove: delete\n",
            "photo": "kind: post\npublish_at: \(time)\ncaption: Photo\nmedia: [media/rolls.jpg]\n",
            "photos":
                "kind: carousel\npublish_at: \(time)\ncaption: Photos\nmedia: [media/rolls.jpg, media/loaf.jpg]\n",
            "reel": "kind: reel\npublish_at: \(time)\ncaption: Reel\nmedia: [media/oven.mp4]\n",
            "cancelled": "kind: post\npublish_at: \(time)\ncaption: Cancelled\n",
            "story": "kind: story\npublish_at: \(time)\nmedia: [media/rolls.jpg]\n",
        ]
    }

    @Test("Facebook gets what it takes, is told of edits, and what it published is recorded, edited and deleted")
    func schedule() throws {
        let time = PageShop.time(in: 7200)
        let entries = Self.scheduled(time)
        let page = try PageShop(entries)
        page.hurry()
        #expect(
            try page.plan() == [
                "publish story@page", "schedule cancelled@page", "schedule photo@page", "schedule photos@page",
                "schedule reel@page", "schedule text@page",
            ])
        // Facebook refuses to schedule several photos: a runner keeps them.
        let first = try page.apply()
        #expect(first.output.hasPrefix("Done: 1 prepared, 4 scheduled.\n"), "\(first.error)")
        #expect(
            try page.states() == [
                "album unpublished: Photos", "photo scheduled: Photo", "reel scheduled: Reel",
                "text scheduled: Cancelled", "text scheduled: Text",
            ])
        #expect(try page.apply().output.hasPrefix("Nothing to do now.\n"))

        try page.write([
            "cancelled": nil, "text": entries["text"]?.replacing("caption: Text", with: "caption: Other words"),
            "photo": entries["photo"]?.replacing(time, with: PageShop.time(in: 10_800)),
        ])
        #expect(
            try page.plan() == [
                "cancel cancelled@page", "none reel@page", "publish photos@page", "publish story@page",
                "reschedule photo@page", "update text@page",
            ])
        let second = try page.apply()
        #expect(second.output.hasPrefix("Done: 2 scheduled, 1 cancelled.\n"), "\(second.error)")

        try page.advance(7230)
        let third = try page.apply()
        #expect(third.output.hasPrefix("Done: 4 published.\n"), "\(third.error)")
        #expect(
            try page.states() == [
                "album published: Photos", "photo scheduled: Photo", "photo_story published", "reel published: Reel",
                "text published: Other words",
            ])
        #expect(try page.posts().first { $0.message == "Other words" }?.comments == ["First"])
        let lockfile = try page.shop.repository.read(".schedule.lock")
        let hour = time.replacing(" ", with: "T") + "Z"
        #expect(lockfile.contains("[text@page]\npublished \(hour)\n"), "\(lockfile)")

        try page.write(["text": nil, "reel": entries["reel"]?.replacing("Reel", with: "Slow")])
        #expect(try page.plan() == ["delete text@page", "none photo@page", "update reel@page"])
        #expect(try page.apply().output.hasPrefix("Done: 1 updated, 1 deleted.\n"))
        #expect(
            try page.states() == [
                "album published: Photos", "photo scheduled: Photo", "photo_story published", "reel published: Slow",
            ])
    }

    @Test("What is wanted at once is taken back from Facebook and published by the same run") func sooner() throws {
        let time = PageShop.time(in: 7200)
        let entry = "kind: post\npublish_at: \(time)\ncaption: Text\n"
        let page = try PageShop(["text": entry, "broken": entry.replacing("Text", with: "Broken")])
        #expect(try page.apply().status == 0)
        try page.write(["text": entry.replacing(time, with: "on-merge")])
        let sooner = try page.apply()
        #expect(sooner.output.hasPrefix("Done: 1 published.\n"), "\(sooner.output)\(sooner.error)")
        #expect(try page.states() == ["text published: Text", "text scheduled: Broken"])

        // What cannot be read any more is not taken for something that stays away.
        try page.write(["broken": entry.replacing("kind: post", with: "kind: reel")])
        let status = try page.shop.calends("status").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(status.contains("and Facebook publishes "), "\(status)")
        #expect(status.contains("\(time.suffix(8)) UTC what it got before"), "\(status)")
    }

    @Test("A brake holds back what waits at Facebook, too") func frozen() throws {
        let page = try PageShop(["text": "kind: post\npublish_at: \(PageShop.time(in: 7200))\ncaption: Text\n"])
        #expect(try page.apply().status == 0)
        try page.shop.repository.write("Recall\n", to: "calendar/FREEZE")
        try page.write([:])
        let frozen = try page.apply()
        #expect(frozen.status == 3)
        #expect(frozen.output == "Done: 1 cancelled.\n", "\(frozen.error)")
        #expect(try page.states() == [])
    }

    /// Of every kind of request the first; what has an effect has it, and nobody hears of it.
    static let requests = [
        ("POST", "*/photos"), ("POST", "*/feed"), ("POST", "*/videos"), ("POST", "*/video_reels"),
        ("POST", "*/video-upload/*"), ("POST", "*/photo_stories"), ("POST", "*/video_stories"),
        ("POST", "*/comments"), ("POST", "/v25.0/*_*"), ("GET", "*/published_posts*"), ("GET", "*/stories*"),
        ("GET", "/v25.0/*_*"),
    ]

    @Test(
        "Everything goes out once, whichever answers are lost", arguments: ["drop-after", "drop-before", "error-after"])
    func lostAnswers(mode: String) throws {
        let page = try PageShop(Self.kinds, speed: 50)
        for (method, path) in Self.requests {
            try page.sandbox.ask(
                "POST", "faults", #"{"mode":"\#(mode)","method":"\#(method)","path":"\#(path)"}"#)
        }
        let apply = try page.apply()
        #expect(apply.status == 0, "\(apply.error)")
        // A draft whose making was not answered is taken over, and what nobody could find is deleted.
        #expect(try page.states() == Self.published)
        #expect(try page.posts().flatMap { $0.comments ?? [] }.sorted() == ["First", "Second"])
        #expect(try page.apply().output == "Nothing to do now.\n")
    }
}
