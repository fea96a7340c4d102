import ContentModel
import FoundationEssentials
import Markup

/// A publication about as it will look where it is published.
struct PostPreview {
    let publication: Publication
    let pictures: PagePictures

    var html: HTML {
        switch publication.content {
        case .post(let post): "\(by)<div class=\"stage feed\">\(frame(post.image))</div>\(words(post.details))\(facts)"
        case .carousel(let carousel): "\(by)\(slides(carousel))\(words(carousel.details))\(facts)"
        case .reel(let reel): "\(by)<div class=\"stage tall\">\(frame(reel))</div>\(words(reel.details))\(facts)"
        case .story(let story): "<div class=\"stage tall\">\(frame(story))</div>\(facts)"
        case .page(let page): onPage(page)
        }
    }

    /// A Page's post says its words first, and shows photos in their own proportions.
    private func onPage(_ page: PageContent) -> HTML {
        let film = page.video.map { "<div class=\"frame\">\(video($0))</div>" as HTML }
        switch page {
        case .post(let post):
            let photos = page.photos.map {
                "<div class=\"frame\">\(picture($0.file, alt: $0.altText, isWhole: true))</div>" as HTML
            }
            let shown = photos + (film.map { [$0] } ?? [])
            let stage: HTML = shown.isEmpty ? post.previewedLink.html(linked) : "<div class=\"stage\">\(shown)</div>"
            return "\(by)\(words(page.text))\(stage)\(facts)"
        case .reel: return "\(by)<div class=\"stage tall\">\(film.html { $0 })</div>\(words(page.text))\(facts)"
        case .story:
            let photo = page.photos.first.map { "<div class=\"frame\">\(picture($0.file, alt: nil))</div>" as HTML }
            return "<div class=\"stage tall\">\((film ?? photo).html { $0 })</div>\(facts)"
        }
    }

    /// Where a link leads, in the place of the preview that Facebook makes of the page behind it.
    private func linked(to link: String) -> HTML {
        let host = link.split(separator: "/", maxSplits: 2).dropFirst().first?.prefix { !":?#".contains($0) } ?? ""
        return "<div class=\"linked\"><b>\(host.uppercased())</b>\(link)</div>"
    }

    private var account: String { publication.account.name.text }

    private var by: HTML {
        let letter = account.first.map { String($0).uppercased() } ?? ""
        var place = publication.content.feedDetails?.location
        if case .page(let page) = publication.content { place = page.details?.location }
        let others = publication.content.feedDetails?.collaborators.map(\.text) ?? []
        let names = ([account] + others).joined(separator: ", ")
        return """
            <div class="by"><i aria-hidden="true">\(letter)</i><span>\(names)\
            \(place.html { "<small>Place \($0)</small>" })</span></div>
            """
    }

    // MARK: Media

    private func picture(_ file: MediaFile, alt: String?, isWhole: Bool = false) -> HTML {
        pictures.shown(file, alt: alt ?? "", name: file.path, isWhole: isWhole)
            ?? "<p class=\"missing\">\(file.path)</p>"
    }

    private func video(_ file: MediaFile, cover: MediaFile? = nil, at offset: Duration? = nil) -> HTML {
        guard let source = pictures.source(file)?.address else { return "<p class=\"missing\">\(file.path)</p>" }
        let poster = cover.flatMap(pictures.source)?.address
        let start = (offset ?? .milliseconds(100)) / .seconds(1)
        let address = source.hasPrefix("data:") ? source : "\(source)#t=\(start)"
        return """
            <video src="\(address)" \(poster.html { "poster=\"\($0)\" " })controls muted playsinline preload="metadata" \
            aria-label="\(file.path)"></video>
            """
    }

    private func frame(_ photo: Photo) -> HTML {
        "<div class=\"frame\">\(picture(photo.file, alt: photo.altText))</div>"
    }

    private func slides(_ carousel: Carousel) -> HTML {
        let count = carousel.items.count
        let slides: [HTML] = carousel.items.enumerated().map { index, item in
            let medium =
                switch item {
                case .photo(let photo): picture(photo.file, alt: photo.altText)
                case .video(let clip): video(clip.file, at: clip.thumbOffset)
                }
            return "<li class=\"frame\"><span class=\"badge\">\(index + 1) / \(count)</span>\(medium)</li>"
        }
        return """
            <div class="stage feed"><ul class="carousel" tabindex="0" aria-label="\(count) slides">\(slides)</ul></div>
            """
    }

    private func frame(_ reel: Reel) -> HTML {
        """
        <div class="frame"><span class="badge">Reel</span>\
        \(video(reel.video.file, cover: reel.cover, at: reel.video.thumbOffset))</div>
        """
    }

    private func frame(_ story: Story) -> HTML {
        let medium =
            switch story.medium {
            case .photo(let file): picture(file, alt: nil)
            case .video(let file): video(file)
            }
        return "<div class=\"frame\"><span class=\"bars\"></span><span class=\"who\">\(account)</span>\(medium)</div>"
    }

    // MARK: Words

    private func words(_ details: FeedDetails) -> HTML { words(details.caption) }

    private func words(_ text: String?) -> HTML {
        text.html { "<p class=\"words\" dir=\"auto\">\(HTML(words: $0))</p>" }
    }

    /// Seen elsewhere on the page.
    private static let shown: Set = ["kind", "publish_at", "grace", "caption", "location", "collaborators", "link"]
    /// Not worth a line, for they are what an entry means that says nothing.
    private static let usual: Set = ["comments: on", "share_to_feed: true", "on_change: report", "on_remove: keep"]

    /// What else is said of it, by the names of the entry's fields.
    private var facts: HTML {
        let rows = publication.fields.filter { field in
            let name = field.name.prefix { $0 != "[" && $0 != "." }
            return !Self.shown.contains(String(name)) && !Self.usual.contains("\(field.name): \(field.value)")
                && !field.name.hasSuffix(".file")
        }
        guard !rows.isEmpty else { return "" }
        let lines: [HTML] = rows.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" }
        return "<dl class=\"facts\">\(lines)</dl>"
    }
}
