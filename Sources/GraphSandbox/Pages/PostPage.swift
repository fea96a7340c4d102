import GraphModel
import Markup

/// One post, carousel or reel, with everything that belongs to it.
struct PostPage {
    let view: FollowerView
    /// Its place among the account's posts.
    let index: Int

    func html(in frame: Frame) -> HTML {
        let post = view.posts[index]
        let body: HTML = """
            <nav class="path"><a href="\(Frame.path(view))">\(Icon.back)<span>\(view.username)</span></a>\
            <span>\(neighbour(-1, "Newer", Icon.back))\(neighbour(1, "Older", Icon.forward))</span></nav>
            <article class="post">
            <div class="stage">\(stage(post))</div>
            <div class="about">
            <header>\(Frame.avatar(view, "small"))<h1><a href="\(Frame.path(view))">\(view.username)</a>\(collaborators(post))</h1>
            \(post.locationID.html { "<p class=\"place\">Place \($0)</p>" })</header>
            \(post.caption.html { "<p class=\"words\">\(HTML(words: $0))</p>" })
            \(facts(post))
            \(comments(post))
            </div></article>
            """
        return frame.page(title: "\(name(of: post)) by \(view.username)", of: view.owner, body)
    }

    private func name(of post: FollowerView.Post) -> String {
        switch post.kind {
        case .carousel: "Carousel"
        case .reel: "Reel"
        case .post, .story: "Post"
        }
    }

    private func neighbour(_ step: Int, _ word: String, _ icon: HTML) -> HTML {
        guard view.posts.indices.contains(index + step) else { return "" }
        let path = Frame.path(view.posts[index + step], of: view)
        return "<a href=\"\(path)\" aria-label=\"\(word) post\" title=\"\(word)\" data-step=\"\(step)\">\(icon)</a>"
    }

    private func stage(_ post: FollowerView.Post) -> HTML {
        guard post.slides.count > 1 else { return post.slides.first.html { frame($0, post) } }
        let slides: [HTML] = post.slides.enumerated().map { number, slide in
            """
            <li id="slide-\(number + 1)" aria-label="\(number + 1) of \(post.slides.count)">\(self.frame(slide, post))</li>
            """
        }
        let dots: [HTML] = post.slides.indices.map { number in
            "<a href=\"#slide-\(number + 1)\" aria-label=\"Slide \(number + 1)\"\(if: number == 0, " aria-current=\"true\"")></a>"
        }
        return """
            <section class="carousel" aria-roledescription="carousel" aria-label="\(post.slides.count) slides">
            <ul tabindex="0">\(slides)</ul>
            <button type="button" class="turn before" aria-label="Slide before" hidden>\(Icon.back)</button>\
            <button type="button" class="turn after" aria-label="Next slide" hidden>\(Icon.forward)</button>
            <nav class="dots" aria-label="Slides">\(dots)</nav></section>
            """
    }

    /// A medium with its tags where they were put.
    private func frame(_ slide: FollowerView.Slide, _ post: FollowerView.Post) -> HTML {
        let pins: [HTML] = slide.tags.compactMap { tag in
            guard let x = tag.x, let y = tag.y else { return nil }
            return "<span class=\"pin\" data-x=\"\(String(x))\" data-y=\"\(String(y))\" hidden>\(tag.username)</span>"
        }
        let button: HTML =
            pins.isEmpty ? "" : "<button type=\"button\" class=\"pins\" aria-pressed=\"false\" hidden>Tags</button>"
        return """
            <div class="frame">\(Frame.media(slide, alt: Phrases.alt(slide, of: post), isThumbnail: false))\(pins)\(button)</div>
            """
    }

    private func collaborators(_ post: FollowerView.Post) -> HTML {
        guard !post.collaborators.isEmpty else { return "" }
        return " <span class=\"with\">with \(post.collaborators.joined(separator: ", "))</span>"
    }

    private func facts(_ post: FollowerView.Post) -> HTML {
        let tagged = post.slides.flatMap(\.tags).map { "@" + $0.username }
        let unique = tagged.enumerated().filter { !tagged[..<$0.offset].contains($0.element) }.map(\.element)
        let alts = post.slides.enumerated().compactMap { number, slide in
            slide.altText.map { post.slides.count > 1 ? "\(number + 1). \($0)" : $0 }
        }
        return """
            <dl class="facts"><div><dt>\(name(of: post))</dt><dd>\(Phrases.time(post.published))</dd></div>
            \(if: !unique.isEmpty, "<div><dt>Tagged</dt><dd>\(unique.joined(separator: ", "))</dd></div>")
            \(post.audioName.html { "<div><dt>Audio</dt><dd>\($0)</dd></div>" })
            \(if: !post.isOnGrid, "<div><dt>Shown</dt><dd>among the reels only</dd></div>")
            \(if: post.isAIGenerated, "<div><dt>Label</dt><dd>made with AI</dd></div>")
            \(if: !alts.isEmpty, "<div><dt>Alt text</dt><dd>\(alts.joined(separator: "\n"))</dd></div>")</dl>
            """
    }

    private func comments(_ post: FollowerView.Post) -> HTML {
        let list: [HTML] = post.comments.map { comment in
            """
            <li\(if: comment.isReply, " class=\"reply\"")><p><b>\(comment.author)</b> \(HTML(words: comment.text))</p>\
            <p class="quiet">\(Phrases.time(comment.written))</p></li>
            """
        }
        return """
            <section class="comments"><h2>Comments</h2>
            \(if: !list.isEmpty, "<ul>\(list)</ul>")
            \(if: !post.takesComments, "<p class=\"quiet\">Comments are off.</p>")
            \(if: post.takesComments && list.isEmpty, "<p class=\"quiet\">None yet.</p>")</section>
            """
    }
}
