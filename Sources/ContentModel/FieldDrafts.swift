/// One medium as an entry lists it.
public struct MediaDraft: Hashable, Sendable {
    public var file: Located<String>
    public var alt: Located<String>?
    public var tags: Located<[TagDraft]>?
    public var thumbOffset: Located<String>?
    public var products: Located<[ProductDraft]>?

    public init(
        file: Located<String>, alt: Located<String>? = nil, tags: Located<[TagDraft]>? = nil,
        thumbOffset: Located<String>? = nil, products: Located<[ProductDraft]>? = nil
    ) {
        self.file = file
        self.alt = alt
        self.tags = tags
        self.thumbOffset = thumbOffset
        self.products = products
    }
}

/// A person tagged, at a place if the file gives one.
public struct TagDraft: Hashable, Sendable {
    public var user: Located<String>
    public var x: Located<Double>?
    public var y: Located<Double>?

    public init(user: Located<String>, x: Located<Double>? = nil, y: Located<Double>? = nil) {
        self.user = user
        self.x = x
        self.y = y
    }
}

/// A product tagged, at a place if the file gives one.
public struct ProductDraft: Hashable, Sendable {
    public var id: Located<String>
    public var x: Located<Double>?
    public var y: Located<Double>?

    public init(id: Located<String>, x: Located<Double>? = nil, y: Located<Double>? = nil) {
        self.id = id
        self.x = x
        self.y = y
    }
}

/// A sound of Meta's library as an entry names it.
public struct AudioDraft: Hashable, Sendable {
    public var id: Located<String>
    public var audioVolume: Located<Int>?
    public var videoVolume: Located<Int>?

    public init(id: Located<String>, audioVolume: Located<Int>? = nil, videoVolume: Located<Int>? = nil) {
        self.id = id
        self.audioVolume = audioVolume
        self.videoVolume = videoVolume
    }
}

/// A paid partnership as an entry names it.
public struct PartnershipDraft: Hashable, Sendable {
    public var paid: Located<Bool>?
    public var sponsors: Located<[Located<String>]>?

    public init(paid: Located<Bool>? = nil, sponsors: Located<[Located<String>]>? = nil) {
        self.paid = paid
        self.sponsors = sponsors
    }
}

/// A poll as an entry writes it.
public struct PollDraft: Hashable, Sendable {
    public var question: Located<String>?
    public var options: Located<[Located<String>]>
    public var extended: Located<Bool>?

    public init(
        question: Located<String>? = nil, options: Located<[Located<String>]>, extended: Located<Bool>? = nil
    ) {
        self.question = question
        self.options = options
        self.extended = extended
    }
}

/// A repetition as an entry writes it.
public struct RepetitionDraft: Hashable, Sendable {
    /// The step from one occurrence to the next.
    public enum Interval: String, Hashable, Sendable, CaseIterable {
        case day, week, month
    }

    public var every: Located<Interval>
    /// Days of the week as written: `mon` to `sun`.
    public var on: Located<[Located<String>]>?
    /// The last day an occurrence may fall on.
    public var until: Located<String>?
    public var count: Located<Int>?

    public init(
        every: Located<Interval>, on: Located<[Located<String>]>? = nil, until: Located<String>? = nil,
        count: Located<Int>? = nil
    ) {
        self.every = every
        self.on = on
        self.until = until
        self.count = count
    }
}
