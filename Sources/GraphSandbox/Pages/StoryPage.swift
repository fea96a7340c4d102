import GraphModel
import Markup

/// One story, full height, with the way to the next.
struct StoryPage {
    let view: FollowerView
    /// Its place among the account's live stories.
    let index: Int

    func html(in frame: Frame) -> HTML {
        let story = view.stories[index]
        let bars: [HTML] = view.stories.indices.map { place in
            "<i\(if: place < index, " class=\"seen\"")\(if: place == index, " class=\"now\"")></i>"
        }
        let medium = story.slides.first.html {
            Frame.media($0, alt: Phrases.alt($0, of: story), isThumbnail: false)
        }
        let body: HTML = """
            <article class="story" data-story>
            <div class="bars" aria-hidden="true">\(bars)</div>
            <header>\(Frame.avatar(view, "small"))<h1>\(view.username)</h1>\(Phrases.time(story.published))
            <a class="close" href="\(Frame.path(view))" aria-label="Close">\(Icon.close)</a></header>
            <div class="frame">\(medium)</div>
            \(step(-1, "Story before", "before", Icon.back))\(step(1, "Next story", "after", Icon.forward))
            \(tags(story))
            </article>
            """
        return frame.page(
            title: "Story \(index + 1) of \(view.stories.count) by \(view.username)", of: view.owner, body)
    }

    private func step(_ step: Int, _ word: String, _ name: String, _ icon: HTML) -> HTML {
        guard view.stories.indices.contains(index + step) else { return "" }
        let path = Frame.path(view.stories[index + step], of: view)
        return "<a class=\"turn \(name)\" href=\"\(path)\" aria-label=\"\(word)\" data-step=\"\(step)\">\(icon)</a>"
    }

    private func tags(_ story: FollowerView.Post) -> HTML {
        let names = story.slides.flatMap(\.tags).map { "@" + $0.username }
        return names.isEmpty ? "" : "<p class=\"mentions\">\(names.joined(separator: " "))</p>"
    }
}
