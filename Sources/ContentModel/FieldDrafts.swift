public import Diagnostics

/// One medium as an entry lists it.
public struct MediaDraft: Hashable, Sendable {
    /// The path, from the repository's root.
    public var file: Located<String>
    /// The alternative text.
    public var alt: Located<String>?
    /// People tagged.
    public var tags: Located<[TagDraft]>?
    /// A span such as `1500ms`, in a video.
    public var thumbOffset: Located<String>?
    /// Products tagged.
    public var products: Located<[ProductDraft]>?
    /// What to do about a picture's proportions.
    public var fit: Located<FitDraft>?
    /// Around what a picture is cropped.
    public var focus: Located<FocusDraft>?
    /// A colour, or `blur`.
    public var background: Located<String>?
    /// `keep_copyright`.
    public var keepsCopyright: Located<Bool>?

    /// A medium with what is said about it.
    public init(
        file: Located<String>, alt: Located<String>? = nil, tags: Located<[TagDraft]>? = nil,
        thumbOffset: Located<String>? = nil, products: Located<[ProductDraft]>? = nil, fit: Located<FitDraft>? = nil,
        focus: Located<FocusDraft>? = nil, background: Located<String>? = nil, keepsCopyright: Located<Bool>? = nil
    ) {
        self.file = file
        self.alt = alt
        self.tags = tags
        self.thumbOffset = thumbOffset
        self.products = products
        self.fit = fit
        self.focus = focus
        self.background = background
        self.keepsCopyright = keepsCopyright
    }
}

/// `fit`, as an entry writes it.
public enum FitDraft: String, Hashable, Sendable, CaseIterable {
    case crop, pad
}

/// A place in a picture that cropping keeps.
public struct FocusDraft: Hashable, Sendable {
    /// From the left edge, as a part of the width.
    public var x: Located<Double>
    /// From the top edge, as a part of the height.
    public var y: Located<Double>

    /// A place in a picture.
    public init(x: Located<Double>, y: Located<Double>) { (self.x, self.y) = (x, y) }
}

/// A person tagged, at a place if the file gives one.
public struct TagDraft: Hashable, Sendable {
    /// The name, without `@`.
    public var user: Located<String>
    /// From the left edge, as a part of the width.
    public var x: Located<Double>?
    /// From the top edge, as a part of the height.
    public var y: Located<Double>?

    /// A person, at a place if one is given.
    public init(user: Located<String>, x: Located<Double>? = nil, y: Located<Double>? = nil) {
        self.user = user
        self.x = x
        self.y = y
    }
}

/// A product tagged, at a place if the file gives one.
public struct ProductDraft: Hashable, Sendable {
    /// A decimal id of the catalog.
    public var id: Located<String>
    /// From the left edge, as a part of the width.
    public var x: Located<Double>?
    /// From the top edge, as a part of the height.
    public var y: Located<Double>?

    /// A product, at a place if one is given.
    public init(id: Located<String>, x: Located<Double>? = nil, y: Located<Double>? = nil) {
        self.id = id
        self.x = x
        self.y = y
    }
}

/// A sound of Meta's library as an entry names it.
public struct AudioDraft: Hashable, Sendable {
    /// The sound's decimal id.
    public var id: Located<String>
    /// How loud the sound is, to 100.
    public var audioVolume: Located<Int>?
    /// How loud the video's own sound is, to 100.
    public var videoVolume: Located<Int>?

    /// A sound at the given volumes.
    public init(id: Located<String>, audioVolume: Located<Int>? = nil, videoVolume: Located<Int>? = nil) {
        self.id = id
        self.audioVolume = audioVolume
        self.videoVolume = videoVolume
    }
}

/// A paid partnership as an entry names it.
public struct PartnershipDraft: Hashable, Sendable {
    /// Whether the label shows.
    public var paid: Located<Bool>?
    /// Decimal ids.
    public var sponsors: Located<[Located<String>]>?

    /// A partnership as far as the file describes it.
    public init(paid: Located<Bool>? = nil, sponsors: Located<[Located<String>]>? = nil) {
        self.paid = paid
        self.sponsors = sponsors
    }
}

/// A poll as an entry writes it.
public struct PollDraft: Hashable, Sendable {
    /// The answers, in order.
    public var options: Located<[Located<String>]>
    /// Whether it runs longer than three days.
    public var extended: Located<Bool>?

    /// A poll as the file writes it.
    public init(options: Located<[Located<String>]>, extended: Located<Bool>? = nil) {
        self.options = options
        self.extended = extended
    }
}

/// Who sees a Page's post, as an entry writes it.
public struct TargetingDraft: Hashable, Sendable {
    /// Two-letter codes.
    public var countries: Located<[Located<String>]>?
    /// `age_min`, in years.
    public var minimumAge: Located<Int>?

    /// A targeting as far as the file describes it.
    public init(countries: Located<[Located<String>]>? = nil, minimumAge: Located<Int>? = nil) {
        self.countries = countries
        self.minimumAge = minimumAge
    }
}

/// A repetition as an entry writes it.
public struct RepetitionDraft: Hashable, Sendable {
    /// The step from one occurrence to the next.
    public enum Interval: String, Hashable, Sendable, CaseIterable {
        case day, week, month
    }

    /// The step.
    public var every: Located<Interval>
    /// Days of the week as written: `mon` to `sun`.
    public var on: Located<[Located<String>]>?
    /// The last day an occurrence may fall on.
    public var until: Located<String>?
    /// How many occurrences there are.
    public var count: Located<Int>?
    /// Days on which it does not go out, as written.
    public var skip: Located<[Located<String>]>?
    /// Whether ``until`` or ``count`` is written and could not be read, which was reported.
    public var isEndUnreadable: Bool

    /// A repetition as the file writes it.
    public init(
        every: Located<Interval>, on: Located<[Located<String>]>? = nil, until: Located<String>? = nil,
        count: Located<Int>? = nil, skip: Located<[Located<String>]>? = nil, isEndUnreadable: Bool = false
    ) {
        self.skip = skip
        self.isEndUnreadable = isEndUnreadable
        self.every = every
        self.on = on
        self.until = until
        self.count = count
    }
}
