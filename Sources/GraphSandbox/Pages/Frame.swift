import FoundationEssentials
import GraphModel
import Markup

/// What every page has around it: the head, the bar with the accounts and the clock, the foot.
struct Frame {
    /// Whose profile something stands on: an Instagram account or a Page.
    struct Owner {
        let id: String
        /// What it goes by.
        let name: String
        let path: String
    }

    let views: [FollowerView]
    let pages: [PageView]
    let now: Date
    let isFrozen: Bool

    /// The account with this username, or with this id where names repeat.
    func view(named name: String) -> FollowerView? {
        views.first { $0.id == name } ?? views.first { $0.username == name }
    }

    /// A whole page.
    func page(title: String, of owner: Owner?, isLive: Bool = false, _ body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <title>\(title) · Calends sandbox</title>
        <link rel="icon" href="/assets/calends.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/calends.css">
        <script src="/assets/calends.js" defer></script>
        </head>
        <body\(if: isLive, " data-live")>
        <a class="skip" href="#content">To the content</a>
        <header class="bar"><a class="mark" href="/">\(Icon.mark)<span>Calends</span> <small>sandbox</small></a>
        \(switcher(current: owner))
        <p class="clock" title="The sandbox’s own time">\(Phrases.time(now))\(if: isFrozen, " <span class=\"frozen\">frozen</span>")</p></header>
        <main id="content">\(body)</main>
        <footer>A rehearsal: nothing here is on Instagram or Facebook.</footer>
        </body>
        </html>
        """
    }

    /// A page that is about no account.
    static func bare(title: String, _ body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title) · Calends sandbox</title>
        <link rel="icon" href="/assets/calends.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/calends.css">
        </head>
        <body>
        <header class="bar"><span class="mark">\(Icon.mark)<span>\(title)</span> <small>sandbox</small></span></header>
        <main id="content">\(body)</main>
        <footer>A rehearsal: nothing here reaches Instagram or Facebook.</footer>
        </body>
        </html>
        """
    }

    private func switcher(current: Owner?) -> HTML {
        guard views.count + pages.count > 1 else { return "" }
        func link(_ owner: Owner, _ kind: HTML, _ size: String) -> HTML {
            """
            <li><a href="\(owner.path)"\(if: owner.id == current?.id, " aria-current=\"true\"")>\
            \(Self.avatar(owner, size))<span>\(owner.name)<small>\(kind)</small></span></a></li>
            """
        }
        let links =
            views.map { link($0.owner, "Instagram", "small") } + pages.map { link($0.owner, "Page", "small page") }
        return """
            <details class="switcher"><summary><span class="sr">Account: </span>\(current?.name ?? "Accounts")</summary>\
            <ul>\(links)</ul></details>
            """
    }

    static func path(_ view: FollowerView) -> String { view.owner.path }

    static func path(_ post: FollowerView.Post, of view: FollowerView) -> String {
        switch post.kind {
        case .reel: "/reel/\(URLText.encoded(post.code))/"
        case .story: "/stories/\(URLText.encoded(view.username))/\(URLText.encoded(post.code))"
        case .post, .carousel: "/p/\(URLText.encoded(post.code))/"
        }
    }

    /// The account's first letter in a circle, in one of a few quiet colours.
    static func avatar(_ view: FollowerView, _ size: String) -> HTML { avatar(view.owner, size) }

    static func avatar(_ owner: Owner, _ size: String) -> HTML {
        let hue = owner.id.unicodeScalars.reduce(0) { ($0 * 31 + Int($1.value)) % 997 } % 6
        let letter = owner.name.first { $0.isLetter || $0.isNumber }.map { String($0).uppercased() } ?? "·"
        return "<span class=\"avatar \(size) hue\(hue)\" aria-hidden=\"true\">\(letter)</span>"
    }

    /// A picture, or a video as a picture of itself.
    static func media(_ slide: FollowerView.Slide, alt: String, isThumbnail: Bool) -> HTML {
        let source = "/media/" + URLText.encoded(slide.storedName)
        let cover = slide.storedCover.map { "/media/" + URLText.encoded($0) }
        if isThumbnail, let cover { return "<img src=\"\(cover)\" alt=\"\(alt)\" loading=\"lazy\">" }
        if !slide.isVideo { return "<img src=\"\(source)\" alt=\"\(alt)\"\(if: isThumbnail, " loading=\"lazy\"")>" }
        if isThumbnail {
            return """
                <video src="\(source)#t=0.1" preload="metadata" muted playsinline tabindex="-1" aria-label="\(alt)"></video>
                """
        }
        return """
            <video src="\(source)" \(cover.html { "poster=\"\($0)\"" }) controls playsinline loop preload="metadata" \
            aria-label="\(alt)"></video>
            """
    }
}

extension FollowerView {
    var owner: Frame.Owner { Frame.Owner(id: id, name: username, path: "/@" + URLText.encoded(username)) }
}
