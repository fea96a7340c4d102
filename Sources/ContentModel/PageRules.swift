import Diagnostics
import MediaHeaders
import MediaWork

/// Turns the fields of an entry into what a Facebook Page shows.
///
/// ``PageLegality`` has reported fields that a Page has no room for; these rules read the rest. Source: fact sheet
/// "Publishing", §3 and §7.
struct PageRules {
    let kind: ContentKind
    let draft: EntryDraft
    let page: PageContext
    let media: MediaClient

    private var fields: EntryFields { draft.fields }
    /// Where to report what is missing.
    private var entry: Mark { .start }
    private var isComplete: Bool { draft.isComplete }

    /// The content, or `nil` after at least one error.
    func content(findings: inout Findings) -> Content? {
        let details = PageDetailRules(draft: draft, kind: kind, page: page).details(findings: &findings)
        guard let listed = listedMedia(findings: &findings) else { return nil }
        let content: PageContent? =
            switch kind {
            case .post: post(listed, details, findings: &findings)
            case .carousel: photos(listed, details, findings: &findings)
            case .reel: reel(listed, details, findings: &findings)
            case .story: story(listed, findings: &findings)
            }
        if let content { checkText(of: content, findings: &findings) }
        return content.map { .page($0) }
    }

    private func checkText(of content: PageContent, findings: inout Findings) {
        // A link that is written below the words counts with them.
        guard let text = content.text, let place = (fields.caption ?? fields.link)?.mark else { return }
        CaptionRules.checkLength(
            Located(text, at: place), field: "caption", limit: PageDetailRules.characters, platform: "Facebook",
            findings: &findings)
    }

    // MARK: - The list of media

    private func listedMedia(findings: inout Findings) -> [MediaDraft]? {
        guard let list = fields.media else {
            guard fields.keys[.media] == nil else { return nil }
            if kind == .post { return [] }
            MediaCount.reportMissing(kind, at: entry, findings: &findings)
            return nil
        }
        let counts = kind == .post ? 0...1 : MediaCount.allowed(kind)
        return MediaCount.checked(list, kind, counts: counts, isComplete: isComplete, findings: &findings)
    }

    // MARK: - Kinds

    private func post(_ list: [MediaDraft], _ details: PageDetails, findings: inout Findings) -> PageContent? {
        guard let draft = list.first else { return words(details, findings: &findings) }
        guard let (file, facts) = media.look(at: draft.file, findings: &findings) else { return nil }
        switch facts.content {
        case .image(let image):
            let photo = photo(file, image, facts, draft, findings: &findings)
            return .post(PagePost(attachment: .photos([photo]), details: details))
        case .video(let video):
            for (field, location) in [("location", fields.location?.mark), ("targeting", fields.keys[.targeting])] {
                guard let location else { continue }
                findings.error(
                    location, "'\(field)' is not for a video on account '\(page.account)'",
                    why: "Facebook documents none for the videos of a Page", fix: "remove it for this account")
            }
            let file = film(file, video, facts, draft, for: .pageVideo, findings: &findings)
            return .post(PagePost(attachment: .video(file), details: details))
        }
    }

    /// A post without media says something, or leads somewhere.
    private func words(_ details: PageDetails, findings: inout Findings) -> PageContent? {
        guard details.message == nil, details.link == nil else { return .post(PagePost(details: details)) }
        // What could not be read, and a link that is none, was reported.
        if fields.keys[.link] == nil, fields.keys[.caption] == nil || fields.caption != nil {
            findings.error(
                fields.caption?.mark ?? fields.media?.mark ?? entry,
                "nothing is shown on account '\(page.account)'",
                why: "a Page's post has a caption, a link or a medium", fix: "write a caption, or add link or media")
        }
        return nil
    }

    private func photos(_ list: [MediaDraft], _ details: PageDetails, findings: inout Findings) -> PageContent? {
        let photos = list.compactMap { draft -> PagePhoto? in
            guard let (file, facts) = media.look(at: draft.file, findings: &findings) else { return nil }
            guard let image = facts.image else {
                findings.error(
                    draft.file.mark, "'\(draft.file.value)' is a video",
                    why: "account '\(page.account)' is a Facebook Page, whose posts show several photos or one video",
                    fix: "list photos alone for it under 'overrides:'")
                return nil
            }
            return photo(file, image, facts, draft, findings: &findings)
        }
        guard photos.count == list.count else { return nil }
        return .post(PagePost(attachment: .photos(photos), details: details))
    }

    private func reel(_ list: [MediaDraft], _ details: PageDetails, findings: inout Findings) -> PageContent? {
        guard let draft = list.first, let (file, facts) = media.look(at: draft.file, findings: &findings) else {
            return nil
        }
        guard let video = facts.video else {
            findings.error(
                draft.file.mark, "'\(draft.file.value)' is a picture", why: "a reel is a video",
                fix: "write kind: post, or name a video")
            return nil
        }
        return .reel(
            PageReel(video: film(file, video, facts, draft, for: .pageReel, findings: &findings), details: details))
    }

    private func story(_ list: [MediaDraft], findings: inout Findings) -> PageContent? {
        guard let draft = list.first, let (file, facts) = media.look(at: draft.file, findings: &findings) else {
            return nil
        }
        findings.refuse(draft.alt, "alt", on: "a story", why: "alternative text is for pictures in the feed")
        switch facts.content {
        case .image(let image):
            return .story(.photo(picture(file, image, facts, draft, for: .pageStory, findings: &findings)))
        case .video(let video):
            return .story(.video(film(file, video, facts, draft, for: .pageStory, findings: &findings)))
        }
    }

    // MARK: - Media with what is said about them

    private func photo(
        _ file: MediaFile, _ image: ImageFacts, _ facts: MediaFacts, _ draft: MediaDraft, findings: inout Findings
    ) -> PagePhoto {
        findings.refuse(draft.thumbOffset, "thumb_offset", on: "a picture", why: "it picks a frame of a video")
        if let alt = draft.alt {
            CaptionRules.checkLength(
                alt, field: "alt", limit: Photo.altTextLimit, platform: "Facebook", findings: &findings)
        }
        return PagePhoto(
            file: picture(file, image, facts, draft, for: .pagePhoto, findings: &findings),
            altText: draft.alt.flatMap { DetailRules.trimmed($0.value) })
    }

    /// A picture judged for a place, with what is to be done with it: its bytes are sent, so hosting has no say.
    private func picture(
        _ found: MediaFile, _ image: ImageFacts, _ facts: MediaFacts, _ draft: MediaDraft, for place: MediaRules.Place,
        findings: inout Findings
    ) -> MediaFile {
        reportTags(draft, findings: &findings)
        var file = found
        file.wishes = PictureWishRules.wishes(of: draft, findings: &findings)
        file.treatment = PictureRules(
            path: Located(file.path, at: file.location.mark), facts: facts, image: image, place: place,
            wishes: file.wishes
        ).treatment(findings: &findings)
        return file
    }

    /// A video judged for a place, with what is to be done with it.
    private func film(
        _ found: MediaFile, _ video: VideoFacts, _ facts: MediaFacts, _ draft: MediaDraft, for place: MediaRules.Place,
        findings: inout Findings
    ) -> MediaFile {
        reportTags(draft, findings: &findings)
        page.report(
            draft.thumbOffset, "thumb_offset", because: "a Page's videos choose their own still", own: .media,
            findings: &findings)
        if place != .pageStory {
            findings.refuse(draft.alt, "alt", on: "a video", why: "alternative text is for pictures in the feed")
        }
        var file = found
        var rules = VideoRules(path: draft.file, facts: facts, video: video, place: place, account: page.account)
        if let fit = draft.fit, place == .pageVideo {
            findings.refuse(
                fit, "fit", on: "the video of a Page's post", why: "Facebook shows it in its own proportions")
        } else if let fit = draft.fit?.value {
            rules.fill = fit == .crop ? .crop : .pad
            file.wishes.fit = fit == .crop ? .crop(focus: nil) : .pad(blurs: false)
        }
        findings.refuse(draft.focus, "focus", on: "a video", why: "a video is cropped to its middle")
        findings.refuse(draft.background, "background", on: "a video", why: "a padded video has black bars")
        findings.refuse(draft.keepsCopyright, "keep_copyright", on: "a video", why: "no metadata of a video stay")
        if case .success(let looked) = media.inspect(MediaPath(known: draft.file.value)) {
            rules.hasClosedGroups = looked.insight.hasClosedGroups
        }
        file.treatment = rules.treatment(findings: &findings)
        return file
    }

    private func reportTags(_ draft: MediaDraft, findings: inout Findings) {
        page.report(
            draft.tags, "tags", because: "the API tags nobody in what a Page shows", own: .media, findings: &findings)
        page.report(
            draft.products, "products", because: "the API tags no products in what a Page shows", own: .media,
            findings: &findings)
    }
}

/// Reads what a Page's post or reel may carry besides its media.
struct PageDetailRules {
    let draft: EntryDraft
    let kind: ContentKind
    let page: PageContext

    private var fields: EntryFields { draft.fields }

    /// Facebook documents no limit; this is where users were refused. Source: fact sheet "Publishing", §7.1, `message`.
    static let characters = 63_206
    /// Where users were refused; none is documented.
    static let commentCharacters = 8_000
    /// The ages that a post can be kept from. Source: fact sheet "Publishing", §7.1, `targeting`.
    static let ages = [13, 15, 18, 21, 25]

    func details(findings: inout Findings) -> PageDetails {
        var details = PageDetails(message: fields.caption.flatMap { DetailRules.trimmed($0.value) })
        details.link = fields.link.flatMap { link($0, findings: &findings) }
        if let location = fields.location, DecimalID.check(location, field: "location", findings: &findings) {
            details.location = location.value
        }
        details.firstComment = fields.firstComment.flatMap { firstComment($0, findings: &findings) }
        details.targeting = fields.targeting.flatMap { targeting($0, findings: &findings) }
        return details
    }

    private func link(_ written: Located<String>, findings: inout Findings) -> String? {
        let text = written.value
        let rest = text.lowercased().hasPrefix("https://") ? text.dropFirst(8) : text.dropFirst(7)
        let isWeb = text.lowercased().hasPrefix("https://") || text.lowercased().hasPrefix("http://")
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isWeb, let first = rest.first, !"/?#:".contains(first), isPlain, text.utf8.count <= 2_000 else {
            findings.error(
                written.mark, "link: '\(text)' is not a web address",
                why: "Facebook reads the page behind it for the preview",
                fix: isWeb && !isPlain
                    ? "write it with its special characters escaped" : "write it like https://bakery.example/stollen")
            return nil
        }
        guard !rest.prefix(while: { !"/?#\\".contains($0) }).contains("@") else {
            // What stands there is not repeated: a log keeps it.
            findings.error(
                written.mark, "link holds a user's name",
                why: "everybody who sees the post could read it, and a password with it",
                fix: "take out what stands in front of '@'")
            return nil
        }
        return text
    }

    private func firstComment(_ comment: Located<String>, findings: inout Findings) -> String? {
        guard let text = DetailRules.trimmed(comment.value) else {
            findings.error(
                comment.mark, "first_comment is empty", why: "Facebook refuses an empty comment", fix: "remove it")
            return nil
        }
        CaptionRules.checkLength(
            comment, field: "first_comment", limit: Self.commentCharacters, platform: "Facebook", findings: &findings)
        return text
    }

    private func targeting(_ written: Located<TargetingDraft>, findings: inout Findings) -> PageTargeting? {
        var targeting = PageTargeting()
        for country in written.value.countries?.value ?? [] {
            let isCode = country.value.utf8.count == 2 && country.value.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            if !isCode {
                findings.error(
                    country.mark, "countries: '\(country.value)' is no code of a country",
                    why: "countries are named by the two letters of ISO 3166-1", fix: "write it like DE")
            } else if targeting.countries.contains(country.value) {
                findings.error(
                    country.mark, "\(country.value) stands twice in countries", why: "once says it",
                    fix: "remove one")
            } else {
                targeting.countries.append(country.value)
            }
        }
        if let age = written.value.minimumAge {
            if Self.ages.contains(age.value) {
                targeting.minimumAge = age.value
            } else {
                let nearest = Self.ages.last { $0 <= age.value } ?? Self.ages[0]
                findings.error(
                    age.mark, "age_min is \(age.value)", why: "Facebook knows the ages 13, 15, 18, 21 and 25",
                    fix: "write \(nearest)")
            }
        }
        if written.value.minimumAge == nil, written.value.countries?.value.isEmpty ?? true {
            findings.error(
                written.mark, "targeting names nobody", why: "it says who sees the post",
                fix: "add countries: [DE] or age_min: 18, or remove it")
        }
        return targeting
    }
}
