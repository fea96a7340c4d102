import GraphModel
import Markup

/// A profile: who it is, its stories, and the grid of what it published.
struct ProfilePage {
    /// Which posts are on it.
    enum Selection {
        case all, reels
    }

    let view: FollowerView
    let shows: Selection

    func html(in frame: Frame) -> HTML {
        let posts = view.posts.filter { shows == .reels ? $0.kind == .reel : $0.isOnGrid }
        let body: HTML = """
            \(head)
            \(tabs)
            \(posts.isEmpty ? empty : grid(posts))
            """
        return frame.page(title: view.username, of: view.owner, isLive: true, body)
    }

    private var head: HTML {
        let avatar = Frame.avatar(view, "large")
        let stories: HTML =
            view.stories.first.map { story in
                """
                <a class="ring" href="\(Frame.path(story, of: view))" aria-label="Stories of \(view.username), \
                \(view.stories.count) now">\(avatar)</a>
                """
            } ?? avatar
        return """
            <section class="profile">\(stories)<div>
            <h1>\(view.username)</h1>
            <ul class="counts"><li>\(Phrases.count(view.posts.count, "post", "posts"))</li>\
            <li>\(Phrases.count(view.followers, "follower", "followers"))</li>\
            <li>\(Phrases.count(view.follows, "following", "following"))</li></ul>
            \(if: view.name != view.username, "<p class=\"name\">\(view.name)</p>")
            \(view.biography.html { "<p class=\"words\">\(HTML(words: $0))</p>" })
            \(view.website.html { "<p class=\"site\">\($0)</p>" })
            </div></section>
            """
    }

    private var tabs: HTML {
        guard view.posts.contains(where: { $0.kind == .reel }) else { return "" }
        let path = Frame.path(view)
        return """
            <nav class="tabs" aria-label="What is shown"><a href="\(path)"\(if: shows == .all, " aria-current=\"page\"")>Posts</a>\
            <a href="\(path)/reels"\(if: shows == .reels, " aria-current=\"page\"")>Reels</a></nav>
            """
    }

    private func grid(_ posts: [FollowerView.Post]) -> HTML {
        let cells: [HTML] = posts.map { post in
            let picture = post.slides.first.html {
                Frame.media($0, alt: Phrases.alt($0, of: post), isThumbnail: true)
            }
            let icon: HTML =
                switch post.kind {
                case .carousel: Icon.carousel
                case .reel: Icon.reel
                case .post, .story: ""
                }
            return "<li><a href=\"\(Frame.path(post, of: view))\">\(picture)\(icon)</a></li>"
        }
        return "<ul class=\"grid\">\(cells)</ul>"
    }

    private var empty: HTML {
        """
        <section class="empty"><h2>Nothing published yet</h2>
        <p>What <b>\(view.username)</b> publishes appears here, the newest first.</p>
        <ol><li>Write an entry under <code>calendar/</code>.</li>
        <li>Run <code>calends apply --sandbox</code>.</li>
        <li>Watch this page: it follows by itself.</li></ol>
        <p class="quiet">With a client of your own: this account’s id is <code>\(view.id)</code>; its token stands in the \
        line the sandbox printed when it started.</p></section>
        """
    }
}
