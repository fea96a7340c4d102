public import FoundationEssentials

/// A post of a Page: a text, a link, or photos that were sent before; one of these at least.
///
/// Source: Page `feed` reference, v26.0; `attached_media` from Meta's specification of its SDKs.
public struct PagePostRequest: Hashable, Sendable {
    /// The text; some 63,000 characters at most.
    public var message: String?
    /// A web address, shown with a preview of what is there.
    public var link: String?
    /// Photos sent as drafts, in the order in which they are shown; ten at most are known to work.
    public var photos: [PhotoID]
    /// What goes with it.
    public var options: PagePostOptions
    /// When it is seen.
    ///
    /// Facebook has refused to schedule several photos since October 2025, with code 1.
    public var release: PostRelease

    /// A post of at least one of these.
    public init(
        message: String? = nil, link: String? = nil, photos: [PhotoID] = [],
        options: PagePostOptions = PagePostOptions(), release: PostRelease = .now
    ) {
        self.message = message
        self.link = link
        self.photos = photos
        self.options = options
        self.release = release
    }

    /// The parameters of `POST /{page}/feed`, in a fixed order.
    public func form() throws -> Form {
        var form = Form()
        form.add("message", message)
        form.add("link", link)
        for (index, photo) in photos.enumerated() {
            try form.add("attached_media[\(index)]", json: ["media_fbid": photo.text])
        }
        try form.add(options)
        form.add(release)
        if case .scheduled = release, !photos.isEmpty { form.add("unpublished_content_type", "SCHEDULED") }
        return form
    }
}

/// What posts, photos and videos of a Page have in common.
public struct PagePostOptions: Hashable, Sendable {
    /// The id of a Page that has a place on the map.
    public var place: String?
    /// Who can see it at all; nil for everybody.
    public var targeting: PostTargeting?
    /// Who sees it sooner; it hides it from nobody.
    public var feedTargeting: PostTargeting?
    /// The date it is shown under, in the past.
    public var backdated: Date?

    /// Options, none of which is required.
    public init(
        place: String? = nil, targeting: PostTargeting? = nil, feedTargeting: PostTargeting? = nil,
        backdated: Date? = nil
    ) {
        self.place = place
        self.targeting = targeting
        self.feedTargeting = feedTargeting
        self.backdated = backdated
    }
}

/// Who is meant by a post.
public struct PostTargeting: Hashable, Sendable, Encodable {
    /// Places, each by its code or by the key that Meta's search for places gives.
    public struct Places: Hashable, Sendable, Encodable {
        /// Countries by their two letters (ISO 3166-1).
        public var countries: [String]
        /// Regions by their keys.
        public var regions: [String]
        /// Cities by their keys.
        public var cities: [String]

        /// Places of these kinds.
        public init(countries: [String] = [], regions: [String] = [], cities: [String] = []) {
            self.countries = countries
            self.regions = regions
            self.cities = cities
        }

        enum CodingKeys: CodingKey { case countries, regions, cities }

        /// Writes what there is.
        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            if !countries.isEmpty { try values.encode(countries, forKey: .countries) }
            if !regions.isEmpty { try values.encode(regions.map { ["key": $0] }, forKey: .regions) }
            if !cities.isEmpty { try values.encode(cities.map { ["key": $0] }, forKey: .cities) }
        }
    }

    /// Where people are; nil for anywhere.
    public var places: Places?
    /// How old they are at least; for ``PagePostOptions/targeting`` 13, 15, 18, 21 or 25.
    public var minimumAge: Int?

    /// People of these places and this age.
    public init(places: Places? = nil, minimumAge: Int? = nil) {
        self.places = places
        self.minimumAge = minimumAge
    }

    enum CodingKeys: String, CodingKey {
        case places = "geo_locations"
        case minimumAge = "age_min"
    }
}

extension Form {
    mutating func add(_ options: PagePostOptions) throws {
        add("place", options.place)
        try add("targeting", json: options.targeting)
        try add("feed_targeting", json: options.feedTargeting)
        add("backdated_time", options.backdated?.graphSeconds)
    }
}
