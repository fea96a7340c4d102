import GraphModel
import Markup

/// One post of a Page: in the feed with what fits, on its own page with everything.
struct FacebookPostCard {
    let view: PageView
    let post: PageView.Post
    let isWhole: Bool

    var html: HTML {
        """
        <article class="card"><header>\(Frame.avatar(view.owner, "small page"))<div>\
        <h3><a href="\(view.owner.path)">\(view.name)</a></h3>\
        <p class="quiet"><a href="/\(post.path)">\(Phrases.time(post.date))</a>\(place)</p></div></header>
        \(post.title.html { "<p class=\"name\">\($0)</p>" })\(post.message.html { "<p class=\"words\">\(HTML(words: $0))</p>" })
        \(link)\(media)\(if: isWhole, facts)\(comments)</article>
        """
    }

    private var place: HTML {
        """
        \(post.place.html { " · at Page \($0)" })\(if: post.isTargeted, " · for some only")
        """
    }

    private var link: HTML {
        // Only the words of it: nothing here leads out of the sandbox.
        post.link.html { "<p class=\"link\"><span class=\"quiet\">Link</span> \($0)</p>" }
    }

    private var media: HTML {
        guard !post.slides.isEmpty else { return "" }
        let shown = isWhole ? post.slides : Array(post.slides.prefix(4))
        let more = post.slides.count - shown.count
        let cells: [HTML] = shown.enumerated().map { index, slide in
            let alt = slide.altText ?? Self.line(of: post)
            let medium = Frame.media(slide, alt: alt, isThumbnail: false)
            let rest: HTML = more > 0 && index == shown.count - 1 ? "<span class=\"more\">+\(more)</span>" : ""
            return "<li>\(medium)\(rest)</li>"
        }
        return "<ul class=\"photos of\(min(shown.count, 4))\">\(cells)</ul>"
    }

    private var facts: HTML {
        let alts = post.slides.enumerated().compactMap { number, slide in
            slide.altText.map { post.slides.count > 1 ? "\(number + 1). \($0)" : $0 }
        }
        return """
            <dl class="facts"><div><dt>\(Self.name(of: post.kind))</dt><dd>\(post.id)</dd></div>
            \(if: post.isScheduledByPlatform, "<div><dt>Hour</dt><dd>kept by the platform’s scheduler</dd></div>")
            \(if: !alts.isEmpty, "<div><dt>Alt text</dt><dd>\(alts.joined(separator: "\n"))</dd></div>")</dl>
            """
    }

    private var comments: HTML {
        guard !post.comments.isEmpty else { return "" }
        guard isWhole else {
            return
                "<p class=\"quiet said\"><a href=\"/\(post.path)\">\(Phrases.count(post.comments.count, "comment", "comments"))</a></p>"
        }
        let list: [HTML] = post.comments.map { comment in
            """
            <li\(if: comment.isReply, " class=\"reply\"")><p><b>\(comment.author)</b> \(HTML(words: comment.text))</p>\
            <p class="quiet">\(Phrases.time(comment.written))</p></li>
            """
        }
        return "<section class=\"comments\"><h2>Comments</h2><ul>\(list)</ul></section>"
    }

    /// The first line of what a post says, or what it is.
    static func line(of post: PageView.Post) -> String {
        let text = post.title ?? post.message ?? post.link ?? ""
        let line = text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(90)) } ?? ""
        return line.isEmpty ? name(of: post.kind) : line
    }

    static func name(of kind: PostRecord.Kind) -> String {
        switch kind {
        case .text: "Text"
        case .link: "Link"
        case .photo: "Photo"
        case .album: "Photos"
        case .video: "Video"
        case .reel: "Reel"
        case .photoStory: "Photo story"
        case .videoStory: "Video story"
        }
    }
}

/// A Page's post on a page of its own.
struct FacebookPostPage {
    let view: PageView
    let post: PageView.Post
    /// Whether nobody but the Page's owner sees it.
    let isWaiting: Bool

    func html(in frame: Frame) -> HTML {
        let note: HTML =
            !isWaiting
            ? ""
            : "<p class=\"note\">Nobody sees this yet.\(if: post.isScheduledByPlatform, " Its hour is \(Phrases.time(post.date)).")</p>"
        let body: HTML = """
            <nav class="path"><a href="\(view.owner.path)">\(Icon.back)<span>\(view.name)</span></a></nav>
            <div class="single">\(note)\(FacebookPostCard(view: view, post: post, isWhole: true).html)</div>
            """
        let title = "\(FacebookPostCard.name(of: post.kind)) by \(view.name)"
        return frame.page(title: title, of: view.owner, isLive: isWaiting, body)
    }
}
