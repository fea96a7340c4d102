import FoundationEssentials

/// A photo that waits for its file, and what shall become of it.
struct PendingPhoto: Hashable, Sendable, Codable {
    let page: PageID
    let content: PostContent
    let altText: String?
    let isTemporary: Bool
    let release: PagePost.Release
    /// Whether a post shall show it; `no_story` says no.
    let makesPost: Bool
    /// The call, so that it can be answered when the file is there.
    let request: Request
    let token: String
}

extension Platform {
    /// `POST /{page}/photos`, with a `url` that is fetched or with the file itself as `source`.
    mutating func createPhoto(on page: Page, _ call: Call) throws(GraphError) -> Step {
        try demandPage(.postOnPage, page.id, in: call)
        let parameters = call.parameters
        let release = try PagePost.Release(parameters, days: configuration.postDaysAhead, at: call.now)
        let altText = parameters.holds("alt_text_custom") ? parameters["alt_text_custom"]?.text : nil
        _ = try call.selection()
        let photo = PendingPhoto(
            page: page.id,
            content: try PostContent(
                parameters, textNames: ["caption", "message", "name"], configuration, at: call.now),
            altText: altText, isTemporary: try call.flag("temporary") ?? false, release: release,
            makesPost: try call.flag("no_story") != true && release != .draft, request: call.request,
            token: call.token.text)
        if let file = call.request.files.first {
            guard let medium = file.medium else { throw .page(.imageMissing) }
            return .body(try finish(photo, with: medium, call))
        }
        guard parameters.holds("url"), let url = parameters["url"]?.text else { throw .page(.imageMissing) }
        let ticket = ticket(url, .image)
        photosToFetch[ticket.id] = photo
        return .fetch(ticket)
    }

    /// Goes on with a photo whose file was fetched.
    mutating func finish(_ photo: PendingPhoto, with fetched: FetchedMedium, at now: Date) -> Response {
        let version = GraphVersion.serving(photo.request.version, at: now)
        guard let token = tokens[photo.token], let version else {
            return refusal(.unknownError, version: version, metered: .page(photo.page), at: now)
        }
        let call = Call(
            request: photo.request, method: .post, version: version, token: token, now: now,
            metered: .page(photo.page))
        do {
            return response(try finish(photo, with: fetched, call), for: call)
        } catch {
            return refusal(error, version: version, metered: call.metered, at: now)
        }
    }

    private mutating func finish(
        _ pending: PendingPhoto, with fetched: FetchedMedium, _ call: Call
    ) throws(GraphError) -> JSON {
        let facts = try PageMediaRules.checkPhoto(fetched)
        let photo = PagePhoto(
            id: PhotoID(freshNumber()), page: pending.page, created: call.now, storedName: fetched.storedName,
            width: facts.width, height: facts.height, name: pending.content.message, altText: pending.altText,
            isTemporary: pending.isTemporary)
        photos[photo.id] = photo
        pages[pending.page]?.photos.append(photo.id)
        var post: PagePost?
        if pending.makesPost {
            post = add(.photo, on: pending.page, pending.content, pending.release, photos: [photo.id], at: call.now)
            try answerAsConfigured(for: pending.release)
        }
        // What is not to be seen yet is named by the photo alone.
        var answer: JSON = ["id": .string(photo.id.text)]
        if let post, case .published = post.release {
            answer = ["id": .string(photo.id.text), "post_id": .string(post.id.text)]
        }
        guard let selection = try call.selection() else { return answer }
        let read = try read(.photo(photos[photo.id] ?? photo), selection, in: call)
        return .object((answer.members ?? []) + (read.members ?? []).filter { answer[$0.name] == nil })
    }
}
