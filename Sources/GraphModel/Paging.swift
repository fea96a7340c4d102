import FoundationEssentials

/// Cuts a list into pages, by cursors that name a place and so survive deletions.
struct Paging {
    /// Where a page leads, as recorded answers of each list show.
    enum Links {
        /// No `paging` at all: slides.
        case none
        /// `after` and `next` while something follows, and nothing on the last page: comments and replies.
        case onwards
        /// Both cursors on every page, `next` and `previous` where there is one.
        case bothWays
    }

    let standard: Int
    let maximum: Int
    let links: Links
    /// Whether a longer page than the longest is refused; others are cut down to it.
    let refusesMore: Bool

    init(
        default standard: Int = 25, maximum: Int = 100, links: Links = .bothWays, refusesMore: Bool = false
    ) {
        self.standard = standard
        self.maximum = maximum
        self.links = links
        self.refusesMore = refusesMore
    }

    static let ofComments = Paging(default: 25, maximum: 50, links: .onwards)

    struct Page {
        var entries: [(Int, Node)]
        let limit: Int
        let hasNext: Bool
        let hasPrevious: Bool
    }

    /// The page that `limit`, `after` and `before` ask for of entries whose places ascend.
    func page(of entries: [(Int, Node)], _ calls: Parameters) throws(GraphError) -> Page {
        let limit = try limit(calls)
        if calls.holds("after"), let text = calls["after"]?.text {
            guard let place = Self.place(text) else { throw .parameterInvalid("after", why: "is not a valid cursor") }
            let rest = entries.filter { $0.0 > place }
            return Page(
                entries: Array(rest.prefix(limit)), limit: limit, hasNext: rest.count > limit,
                hasPrevious: rest.count < entries.count)
        }
        if calls.holds("before"), let text = calls["before"]?.text {
            guard let place = Self.place(text) else { throw .parameterInvalid("before", why: "is not a valid cursor") }
            let rest = entries.filter { $0.0 < place }
            return Page(
                entries: Array(rest.suffix(limit)), limit: limit, hasNext: rest.count < entries.count,
                hasPrevious: rest.count > limit)
        }
        return Page(
            entries: Array(entries.prefix(limit)), limit: limit, hasNext: entries.count > limit, hasPrevious: false)
    }

    private func limit(_ calls: Parameters) throws(GraphError) -> Int {
        guard calls.holds("limit"), let value = calls["limit"] else { return standard }
        guard let limit = value.integer, limit >= 0 else {
            throw .parameterInvalid("limit", why: "must be an integer of 0 or more")
        }
        guard limit <= maximum || !refusesMore else {
            throw .parameterInvalid("limit", why: "must be less than or equal to \(maximum)")
        }
        return min(limit, maximum)
    }

    static func cursor(_ place: Int) -> String { Data("place:\(place)".utf8).base64EncodedString() }

    private static func place(_ cursor: String) -> Int? {
        guard let bytes = Data(base64Encoded: cursor) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.hasPrefix("place:") ? Int(text.dropFirst(6)) : nil
    }
}

/// The URL of a neighbouring page, complete and with the token in it, as Graph gives it.
struct PageLink {
    let call: Call
    let owner: Node
    let field: FieldSelection.Field
    let limit: Int

    func url(after cursor: String) -> String { url("after", cursor) }
    func url(before cursor: String) -> String { url("before", cursor) }

    private func url(_ direction: String, _ cursor: String) -> String {
        var parameters: Parameters = ["access_token": .text(call.token.text)]
        if let selection = field.selection { parameters.append("fields", .text(selection.text)) }
        for name in ["since", "until"] where field.calls.holds(name) {
            if let value = field.calls[name] { parameters.append(name, value) }
        }
        parameters.append("limit", .text(String(limit)))
        parameters.append(direction, .text(cursor))
        return "\(call.request.origin)/\(call.version.text)/\(owner.id)/\(field.name)?\(parameters.query)"
    }
}
