/// One page of a list.
public struct GraphPage<Item: Sendable>: Sendable {
    /// The page's items; a page may be empty and still have a next one.
    public let items: [Item]
    /// Where the list goes on; nil at its end.
    public let next: PageCursor?

    /// A page made by hand, as tests and fakes need it.
    public init(items: [Item], next: PageCursor? = nil) {
        self.items = items
        self.next = next
    }
}

extension GraphPage: Equatable where Item: Equatable {}

/// A place in a list, good for minutes: do not store it.
///
/// The platform gives it as a URL with the access token in it; only the path of the first call and the URL's other
/// parameters are kept.
public struct PageCursor: Hashable, Sendable {
    let path: String
    let form: Form

    private static let secrets: Set<String> = ["access_token", "appsecret_proof", "appsecret_time", "input_token"]

    init(path: String, url: String) {
        self.path = path
        form = Form(queryOf: url).without(Self.secrets)
    }
}

/// A page as the platform writes it.
struct PageAnswer<Item: Decodable & Sendable>: Decodable, Sendable {
    struct Paging: Decodable, Sendable {
        let next: String?
    }

    let data: [Item]
    let paging: Paging?
}

extension GraphPage where Item: Decodable {
    init(_ answer: PageAnswer<Item>, path: String) {
        self.init(items: answer.data, next: answer.paging?.next.map { PageCursor(path: path, url: $0) })
    }
}

extension GraphClient {
    /// Reads the page at `cursor`.
    public func page<Item: Decodable & Sendable>(
        at cursor: PageCursor, of type: Item.Type = Item.self
    ) async throws(GraphError) -> GraphReply<GraphPage<Item>> {
        try await page(GraphCall(cursor))
    }
}

/// The items of a list, read page by page as they are asked for.
public struct GraphItems<Item: Decodable & Sendable>: AsyncSequence, Sendable {
    typealias FirstPage = @Sendable (GraphClient) async throws(GraphError) -> GraphReply<GraphPage<Item>>

    private let maximum: Int
    private let client: GraphClient
    private let firstPage: FirstPage

    init(maximum: Int, in client: GraphClient, firstPage: @escaping FirstPage) {
        self.maximum = maximum
        self.client = client
        self.firstPage = firstPage
    }

    /// Starts at the first item.
    public func makeAsyncIterator() -> Iterator {
        Iterator(left: Swift.max(0, maximum), client: client, firstPage: firstPage)
    }

    /// Hands out one item after the other and reads a page when none is left.
    public struct Iterator: AsyncIteratorProtocol {
        private var left: Int
        private let client: GraphClient
        private let firstPage: FirstPage
        private var items: ArraySlice<Item> = []
        private var cursor: PageCursor?
        private var trail = PageTrail()
        private var hasBegun = false

        init(left: Int, client: GraphClient, firstPage: @escaping FirstPage) {
            self.left = left
            self.client = client
            self.firstPage = firstPage
        }

        /// The next item, nil at the end of the list or of what was allowed.
        public mutating func next() async throws(GraphError) -> Item? {
            guard left > 0 else { return nil }
            while items.isEmpty {
                guard let page = try await nextPage() else { return nil }
                items = page.items[...]
            }
            left -= 1
            return items.popFirst()
        }

        private mutating func nextPage() async throws(GraphError) -> GraphPage<Item>? {
            if hasBegun, cursor == nil { return nil }
            let page: GraphPage<Item>
            if let cursor {
                page = try await client.page(at: cursor).value
            } else {
                page = try await firstPage(client).value
            }
            (cursor, hasBegun) = (try trail.next(after: page), true)
            return page
        }
    }
}
