import GraphModel
import Markup

/// A Facebook Page: what its followers see, and beside it what waits for its hour.
struct FacebookPage {
    let view: PageView

    func html(in frame: Frame) -> HTML {
        let body: HTML = """
            \(head)
            <div class="board">
            <div class="plan">\(scheduled)\(unpublished)</div>
            <div class="feed">\(view.posts.isEmpty ? empty : cards(in: frame))</div>
            </div>
            """
        return frame.page(title: view.name, of: view.owner, isLive: true, body)
    }

    private var head: HTML {
        let avatar = Frame.avatar(view.owner, "large page")
        let stories: HTML =
            view.stories.first.map { story in
                """
                <a class="ring page" href="/\(story.path)" aria-label="Stories of \(view.name), \
                \(view.stories.count) now">\(avatar)</a>
                """
            } ?? avatar
        return """
            <section class="profile">\(stories)<div>
            <h1>\(view.name)</h1>
            <ul class="counts"><li>Facebook Page</li><li>\(Phrases.count(view.posts.count, "post", "posts"))</li>\
            <li>\(Phrases.count(view.scheduled.count, "scheduled", "scheduled"))</li></ul>
            </div></section>
            """
    }

    private func cards(in frame: Frame) -> HTML {
        let cards: [HTML] = view.posts.map { post in
            "<li>\(FacebookPostCard(view: view, post: post, isWhole: false).html)</li>"
        }
        return "<h2 class=\"sr\">Posts</h2><ul class=\"cards\">\(cards)</ul>"
    }

    private var scheduled: HTML {
        let list: [HTML] = view.scheduled.map { post in line(post, Phrases.time(post.date)) }
        return """
            <section><h2>Scheduled</h2>
            \(if: list.isEmpty, "<p class=\"quiet\">Nothing waits for its hour.</p>")\
            \(if: !list.isEmpty, "<ol>\(list)</ol>")</section>
            """
    }

    private var unpublished: HTML {
        guard !view.unpublished.isEmpty else { return "" }
        let list: [HTML] = view.unpublished.map { post in
            line(post, "<span>Made \(Phrases.time(post.date))</span>")
        }
        return "<section><h2>Not published</h2><ol>\(list)</ol></section>"
    }

    /// What is planned, as one line that leads to it.
    private func line(_ post: PageView.Post, _ time: HTML) -> HTML {
        let picture = post.slides.first.html { Frame.media($0, alt: "", isThumbnail: true) }
        return """
            <li><a href="/\(post.path)">\(picture)<span class="what">\(time)\
            <span class="line">\(FacebookPostCard.line(of: post))</span>\
            <span class="quiet">\(FacebookPostCard.name(of: post.kind))</span></span></a></li>
            """
    }

    private var empty: HTML {
        """
        <section class="empty"><h2>Nothing published yet</h2>
        <p>What the Page <b>\(view.name)</b> publishes appears here, the newest first, and what it schedules beside it.</p>
        <p class="quiet">With a client of your own: the Page’s id is <code>\(view.id)</code>; its token stands in the line \
        the sandbox printed when it started.</p></section>
        """
    }
}

extension PageView {
    var owner: Frame.Owner { Frame.Owner(id: id, name: name, path: "/pages/\(URLText.encoded(id))") }
}
