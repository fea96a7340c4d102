/// A photo for a Page: JPEG, BMP, PNG, GIF or TIFF, below 10 MB.
///
/// Source: Page `photos` reference.
public struct PagePhotoRequest: Hashable, Sendable {
    /// Where the photo's bytes come from.
    public enum Source: Hashable, Sendable {
        /// A public URL that Meta fetches before it answers.
        case url(String)
        /// The file itself, sent with the call.
        case file(FormFile)
    }

    /// Where its bytes come from.
    public var source: Source
    /// The text of the post around it, or below it in a post of several.
    public var caption: String?
    /// What people who do not see it hear.
    public var altText: String?
    /// What goes with the post around it.
    public var options: PagePostOptions
    /// When it is seen; a draft is for a post of several, or for a story.
    public var release: PostRelease
    /// Whether a draft is for a post to be scheduled; without one it is gone after a day.
    public var isTemporary: Bool

    /// A photo with a post of its own, or a draft.
    public init(
        _ source: Source, caption: String? = nil, altText: String? = nil,
        options: PagePostOptions = PagePostOptions(), release: PostRelease = .now, isTemporary: Bool = false
    ) {
        self.source = source
        self.caption = caption
        self.altText = altText
        self.options = options
        self.release = release
        self.isTemporary = isTemporary
    }

    /// The parameters of `POST /{page}/photos`, in a fixed order; a file goes beside them.
    public func form() throws -> Form {
        var form = Form()
        if case .url(let url) = source { form.add("url", url) }
        form.add("caption", caption)
        form.add("alt_text_custom", altText)
        try form.add(options)
        form.add(release)
        if isTemporary { form.add("temporary", true) }
        return form
    }

    var file: FormFile? {
        if case .file(let file) = source { file } else { nil }
    }
}
