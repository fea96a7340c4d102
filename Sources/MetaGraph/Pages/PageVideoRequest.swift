/// What stands around a video or a reel of a Page.
///
/// Source: Video API guides, publishing and reels publishing; Meta's specification of its SDKs.
public struct PageVideoRequest: Hashable, Sendable {
    /// The text.
    public var description: String?
    /// The heading.
    public var title: String?
    /// What goes with it; reels have a place at most.
    public var options: PagePostOptions
    /// When it is seen, once it is processed.
    public var release: PostRelease
    /// A picture that stands for a video before it plays; reels take none.
    public var thumb: FormFile?

    /// Words and an hour, none of which is required.
    public init(
        description: String? = nil, title: String? = nil, options: PagePostOptions = PagePostOptions(),
        release: PostRelease = .now, thumb: FormFile? = nil
    ) {
        self.description = description
        self.title = title
        self.options = options
        self.release = release
        self.thumb = thumb
    }

    /// The thumb under the name of its field.
    var file: (field: String, file: FormFile)? { thumb.map { (field: "thumb", file: $0) } }

    /// The parameters of `POST /{page}/videos`, in a fixed order, without the video itself.
    public func form() throws -> Form {
        var form = Form()
        form.add("title", title)
        form.add("description", description)
        try form.add(options)
        form.add(release)
        return form
    }

    /// The parameters of the end of a reel, in a fixed order.
    func reelForm() -> Form {
        var form = Form()
        form.addState(release)
        form.add("description", description)
        form.add("title", title)
        form.add("place", options.place)
        return form
    }
}
