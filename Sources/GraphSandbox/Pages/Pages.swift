import GraphModel
import HTTPServer
import Markup

/// The web pages that show what followers would see.
struct Pages {
    let world: World

    /// The page at a path, or nil where there is none, so that Graph may answer.
    func answer(_ request: ServerRequest, _ path: [String]) async -> ServerResponse? {
        switch (path.first, path.count) {
        case (nil, 0) where !request.query.contains { $0.name == "ids" || $0.name == "access_token" }: break
        case ("assets", 2): return Self.asset(path[1])
        case ("favicon.ico", 1): return Self.asset("calends.svg")
        case ("p", 2), ("reel", 2), ("stories", 2...3), ("pages", 2): break
        // Three parts are no Graph call.
        case (_, 3) where path[1] == "posts" || path[1] == "videos": break
        case ("photo.php", 1): break
        case (let name?, 1...2) where name.hasPrefix("@"): break
        default: return nil
        }
        let views = await world.followerViews()
        let frame = Frame(
            views: views, pages: await world.pageViews(), now: await world.now(), isFrozen: await world.isClockFrozen)
        let photo = path.first == "photo.php" ? request.query.last { $0.name == "fbid" }?.value : nil
        guard let page = page(path, frame) ?? post(path, photo: photo, frame) else {
            return Self.html(frame.page(title: "Not here", of: nil, Missing.body), status: 404)
        }
        return Self.html(page)
    }

    private func page(_ path: [String], _ frame: Frame) -> HTML? {
        guard let first = path.first else {
            return frame.views.first.map { ProfilePage(view: $0, shows: .all).html(in: frame) }
                ?? frame.pages.first.map { FacebookPage(view: $0).html(in: frame) }
        }
        switch first {
        case "p", "reel":
            for view in frame.views {
                // A slide's own permalink leads to the carousel.
                let index = view.posts.firstIndex { post in
                    post.code == path[1] || post.slides.contains { $0.code == path[1] }
                }
                guard let index else { continue }
                return PostPage(view: view, index: index).html(in: frame)
            }
            return nil
        case "stories":
            guard let view = frame.view(named: path[1]) else { return nil }
            let index = path.count == 3 ? view.stories.firstIndex { $0.code == path[2] } : view.stories.indices.first
            return index.map { StoryPage(view: view, index: $0).html(in: frame) }
        case "pages":
            return frame.pages.first { $0.id == path[1] }.map { FacebookPage(view: $0).html(in: frame) }
        case _ where !first.hasPrefix("@"): return nil
        default:
            guard let view = frame.view(named: String(first.dropFirst())) else { return nil }
            guard path.count == 2 else { return ProfilePage(view: view, shows: .all).html(in: frame) }
            return path[1] == "reels" ? ProfilePage(view: view, shows: .reels).html(in: frame) : nil
        }
    }

    /// A Page's post, by its permalink or by a photo that it shows.
    private func post(_ path: [String], photo: String?, _ frame: Frame) -> HTML? {
        let path = path.joined(separator: "/")
        for view in frame.pages {
            for (posts, isWaiting) in [(view.posts + view.stories, false), (view.scheduled + view.unpublished, true)] {
                let found = posts.first { post in
                    post.path == path || post.path == path + "/" || post.slides.contains { $0.code == photo }
                }
                if let found { return FacebookPostPage(view: view, post: found, isWaiting: isWaiting).html(in: frame) }
            }
        }
        return nil
    }

    /// Nothing but the sandbox's own files may load, and no script may stand in the page.
    private static func policy(formAction: String) -> String {
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action \(formAction); frame-ancestors 'none'"
    }

    /// - Parameter formAction: where forms may be sent, and where their answers may lead.
    static func html(_ page: HTML, status: Int = 200, formAction: String = "'none'") -> ServerResponse {
        secured(
            .text(page.markup, status: status, type: "text/html; charset=utf-8"), cache: "no-store",
            formAction: formAction)
    }

    private static func asset(_ name: String) -> ServerResponse? {
        let (text, type): (String, String)
        switch name {
        case "calends.css": (text, type) = (Stylesheet.text, "text/css; charset=utf-8")
        case "calends.js": (text, type) = (Script.text, "text/javascript; charset=utf-8")
        case "calends.svg": (text, type) = (Icon.favicon.markup, "image/svg+xml")
        default: return nil
        }
        return secured(.text(text, type: type), cache: "no-cache")
    }

    private static func secured(
        _ response: ServerResponse, cache: String, formAction: String = "'none'"
    ) -> ServerResponse {
        var response = response
        response.headers += [
            .init("Content-Security-Policy", policy(formAction: formAction)),
            .init("X-Content-Type-Options", "nosniff"),
            .init("Referrer-Policy", "no-referrer"), .init("Cache-Control", cache),
        ]
        return response
    }
}

/// What stands where nothing is.
private enum Missing {
    static let body: HTML = """
        <section class="empty"><h1>Nothing here</h1>
        <p>It was never published, was deleted, or was a story whose 24 hours are over.</p>
        <p><a href="/">Back to the profiles</a></p></section>
        """
}
