import Diagnostics
import MediaHeaders
import MediaWork

/// Turns the fields of an entry into content of its kind.
///
/// ``Legality`` has reported fields that the kind has no room for; these rules read the rest.
struct ContentRules {
    let kind: ContentKind
    let draft: EntryDraft
    let login: Login
    let account: AccountName
    let media: MediaClient
    /// Whether hosting publishes files as they are, so that none can be prepared.
    var isHostedAsIs = false

    private var fields: EntryFields { draft.fields }
    /// Where to report what is missing.
    private var entry: Mark { .start }
    private var isComplete: Bool { draft.isComplete }

    /// The content, or `nil` after at least one error (perhaps an earlier one, when the file could not be read whole).
    func content(findings: inout Findings) -> Content? {
        let details = DetailRules(draft: draft).details(findings: &findings)
        guard let listed = listedMedia(findings: &findings) else { return nil }
        switch kind {
        case .post: return post(listed, details, findings: &findings)
        case .carousel: return carousel(listed, details, findings: &findings)
        case .reel: return reel(listed, details, findings: &findings)
        case .story: return story(listed, findings: &findings)
        }
    }

    // MARK: - The list of media

    private func listedMedia(findings: inout Findings) -> [MediaDraft]? {
        guard let list = fields.media else {
            if fields.keys[.media] == nil { MediaCount.reportMissing(kind, at: entry, findings: &findings) }
            return nil
        }
        return MediaCount.checked(
            list, kind, counts: MediaCount.allowed(kind), isComplete: isComplete, findings: &findings)
    }

    /// A picture judged for a place, with what is to be done with it.
    private func judged(
        _ file: MediaFile, _ image: ImageFacts, of facts: MediaFacts, for place: MediaRules.Place,
        wishes: PictureWishes = PictureWishes(), findings: inout Findings
    ) -> MediaFile {
        var file = file
        file.wishes = wishes
        file.treatment = PictureRules(
            path: Located(file.path, at: file.location.mark), facts: facts, image: image, place: place, wishes: wishes,
            isHostedAsIs: isHostedAsIs
        ).treatment(findings: &findings)
        return file
    }

    /// A video judged for a place, with what is to be done with it.
    private func judged(
        _ file: MediaFile, _ video: VideoFacts, of facts: MediaFacts, for place: MediaRules.Place, _ draft: MediaDraft,
        findings: inout Findings
    ) -> MediaFile {
        var file = file
        var rules = VideoRules(
            path: draft.file, facts: facts, video: video, place: place, isHostedAsIs: isHostedAsIs)
        if place == .slide {
            findings.refuse(draft.fit, "fit", on: "a video of a carousel", why: "Instagram crops slides to the first")
        } else if let fit = draft.fit?.value {
            rules.fill = fit == .crop ? .crop : .pad
            file.wishes.fit = fit == .crop ? .crop(focus: nil) : .pad(blurs: false)
        }
        findings.refuse(draft.focus, "focus", on: "a video", why: "a video is cropped to its middle")
        findings.refuse(draft.background, "background", on: "a video", why: "a padded video has black bars")
        findings.refuse(draft.keepsCopyright, "keep_copyright", on: "a video", why: "no metadata of a video stay")
        rules.hasClosedGroups = hasClosedGroups(draft.file)
        file.treatment = rules.treatment(findings: &findings)
        return file
    }

    private func hasClosedGroups(_ path: Located<String>) -> Bool? {
        guard case .success(let found) = media.inspect(MediaPath(known: path.value)) else { return nil }
        return found.insight.hasClosedGroups
    }

    // MARK: - Kinds

    private func post(_ list: [MediaDraft], _ details: FeedDetails, findings: inout Findings) -> Content? {
        guard let draft = list.first else { return nil }
        guard let (found, facts) = media.look(at: draft.file, findings: &findings) else { return nil }
        guard let image = facts.image else {
            findings.error(
                draft.file.mark, "'\(draft.file.value)' is a video",
                why: "Instagram publishes single videos as reels",
                fix: "write kind: reel")
            return nil
        }
        let wishes = PictureWishRules.wishes(of: draft, findings: &findings)
        let file = judged(found, image, of: facts, for: .feed, wishes: wishes, findings: &findings)
        var photo = photo(file, draft, findings: &findings)
        photo.products += TagRules.photoProducts(fields.products, findings: &findings)
        return .post(ImagePost(image: photo, details: details))
    }

    private func carousel(_ list: [MediaDraft], _ details: FeedDetails, findings: inout Findings) -> Content? {
        if let products = fields.products {
            findings.error(
                products.mark, "'products' of a carousel does not say on which slide",
                why: "products are tagged on slides", fix: "move it under the file it belongs to")
        }
        var items: [Carousel.Item] = []
        var first: (path: String, ratio: Double)?
        for draft in list {
            guard let (found, facts) = media.look(at: draft.file, findings: &findings) else { continue }
            var file = found
            switch facts.content {
            case .image(let image):
                let wishes = PictureWishRules.wishes(of: draft, findings: &findings)
                file = judged(found, image, of: facts, for: .slide, wishes: wishes, findings: &findings)
                items.append(.photo(photo(file, draft, findings: &findings)))
            case .video(let video):
                file = judged(found, video, of: facts, for: .slide, draft, findings: &findings)
                items.append(.video(slideVideo(file, draft, facts: video, findings: &findings)))
            }
            guard let ratio = (file.treatment?.size ?? facts.displaySize)?.aspectRatio else { continue }
            if let first {
                warnOfCropping(draft.file, ratio: ratio, first: first, findings: &findings)
            } else if list.first?.file == draft.file {
                first = (draft.file.value, ratio)
            }
        }
        return items.count == list.count ? .carousel(Carousel(items: items, details: details)) : nil
    }

    private func warnOfCropping(
        _ file: Located<String>, ratio: Double, first: (path: String, ratio: Double), findings: inout Findings
    ) {
        guard first.ratio > 0, abs(ratio / first.ratio - 1) > 0.01 else { return }
        findings.warning(
            file.mark, "'\(file.value)' has other proportions than the first slide",
            why: "Instagram crops every slide to those of '\(first.path)'", fix: "export all slides in one size")
    }

    private func reel(_ list: [MediaDraft], _ details: FeedDetails, findings: inout Findings) -> Content? {
        let cover = fields.cover.flatMap { self.cover($0, findings: &findings) }
        guard let draft = list.first else { return nil }
        findings.refuse(draft.alt, "alt", on: "a reel", why: "alternative text is for pictures in the feed")
        guard let (found, facts) = media.look(at: draft.file, findings: &findings) else { return nil }
        guard let video = facts.video else {
            findings.error(
                draft.file.mark, "'\(draft.file.value)' is a picture", why: "a reel is a video",
                fix: "write kind: post, or name a video")
            return nil
        }
        let file = judged(found, video, of: facts, for: .reel, draft, findings: &findings)
        let products =
            productsOfMedium(draft, findings: &findings)
            + TagRules.videoProducts(fields.products, findings: &findings)
        var offset = thumbOffset(fields.thumbOffset ?? draft.thumbOffset, in: video, findings: &findings)
        if let cover = fields.cover, let thumb = fields.thumbOffset ?? draft.thumbOffset {
            findings.warning(
                thumb.mark, "thumb_offset has no effect", why: "the cover '\(cover.value)' wins over it",
                fix: "remove one of the two")
            offset = nil
        }
        return .reel(
            Reel(
                video: Video(file: file, thumbOffset: offset, products: products), cover: cover,
                sharesToFeed: fields.shareToFeed?.value ?? true,
                tags: TagRules.reelTags(draft.tags, findings: &findings),
                audioName: ReelRules.audioName(fields.audioName, findings: &findings),
                audio: ReelRules.audio(fields.audio, findings: &findings), trial: fields.trial?.value,
                details: details))
    }

    private func cover(_ path: Located<String>, findings: inout Findings) -> MediaFile? {
        guard let (found, facts) = media.look(at: path, findings: &findings) else { return nil }
        guard let image = facts.image else {
            findings.error(
                path.mark, "'\(path.value)' is a video", why: "a cover is a picture",
                fix: "name a JPEG, or write thumb_offset to pick a frame")
            return nil
        }
        return judged(found, image, of: facts, for: .cover, findings: &findings)
    }

    private func story(_ list: [MediaDraft], findings: inout Findings) -> Content? {
        guard let draft = list.first else { return nil }
        findings.refuse(draft.alt, "alt", on: "a story", why: "alternative text is for pictures in the feed")
        findings.refuse(draft.thumbOffset, "thumb_offset", on: "a story", why: "a story starts at its first frame")
        findings.refuse(draft.products, "products", on: "a story", why: "the API tags none there")
        let tags = TagRules.storyTags(draft.tags, findings: &findings)
        guard let (found, facts) = media.look(at: draft.file, findings: &findings) else { return nil }
        switch facts.content {
        case .image(let image):
            let wishes = PictureWishRules.wishes(of: draft, findings: &findings)
            let file = judged(found, image, of: facts, for: .story, wishes: wishes, findings: &findings)
            return .story(Story(medium: .photo(file), tags: tags))
        case .video(let video):
            let file = judged(found, video, of: facts, for: .story, draft, findings: &findings)
            return .story(Story(medium: .video(file), tags: tags))
        }
    }

    // MARK: - Media with what is said about them

    private func photo(_ file: MediaFile, _ draft: MediaDraft, findings: inout Findings) -> Photo {
        findings.refuse(draft.thumbOffset, "thumb_offset", on: "a picture", why: "it picks a frame of a video")
        if let alt = draft.alt {
            CaptionRules.checkLength(alt, field: "alt", limit: Photo.altTextLimit, findings: &findings)
        }
        checkProductLogin(draft, findings: &findings)
        return Photo(
            file: file, altText: draft.alt.flatMap { DetailRules.trimmed($0.value) },
            tags: TagRules.photoTags(draft.tags, findings: &findings),
            products: TagRules.photoProducts(draft.products, findings: &findings))
    }

    private func slideVideo(
        _ file: MediaFile, _ draft: MediaDraft, facts: VideoFacts, findings: inout Findings
    ) -> Video {
        findings.refuse(draft.alt, "alt", on: "a video", why: "alternative text is for pictures in the feed")
        findings.refuse(draft.tags, "tags", on: "a video of a carousel", why: "Instagram tags people on its pictures")
        return Video(
            file: file, thumbOffset: thumbOffset(draft.thumbOffset, in: facts, findings: &findings),
            products: productsOfMedium(draft, findings: &findings))
    }

    private func productsOfMedium(_ draft: MediaDraft, findings: inout Findings) -> [String] {
        checkProductLogin(draft, findings: &findings)
        return TagRules.videoProducts(draft.products, findings: &findings)
    }

    private func checkProductLogin(_ draft: MediaDraft, findings: inout Findings) {
        guard let products = draft.products, login == .instagram else { return }
        Legality.reportLogin("products", account: account, at: products.mark, findings: &findings)
    }

    /// Where in the video the still is taken: 0 <= offset < duration, else 1/2207057.
    private func thumbOffset(
        _ written: Located<String>?, in video: VideoFacts, findings: inout Findings
    ) -> Duration? {
        guard let written else { return nil }
        do {
            let offset = try Duration(written: written.value)
            if let duration = video.duration, offset >= duration {
                findings.error(
                    written.mark, "thumb_offset \(written.value) is past the end",
                    why: "the video lasts \(duration.written)", fix: "write less than that")
                return nil
            }
            return offset
        } catch .missingUnit(let text) {
            findings.error(
                written.mark, "thumb_offset: '\(text)' has no unit", why: "the units are d, h, m, s and ms",
                fix: "write \(text)ms")
        } catch {
            findings.error(written.mark, error, field: "thumb_offset")
        }
        return nil
    }
}

extension Photo {
    /// The longest alternative text. Source: IG User `media`, `alt_text`, since 24 March 2025.
    public static let altTextLimit = 1_000
}
