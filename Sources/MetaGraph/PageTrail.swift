/// The pages of one list that were read: a list that leads in a circle, or on and on past nothing, is no answer.
public struct PageTrail: Sendable {
    /// Pages may be empty where all that was on them is hidden, but not this many in a row.
    public static let mostEmpty = 100
    /// More pages than any list has.
    public static let most = 10_000

    private var seen: Set<PageCursor> = []
    private var emptyCount = 0

    /// Begins before the first page.
    public init() {}

    /// Where the list goes on after a page; nil at its end.
    ///
    /// - Throws: a `GraphError` where it does not come to an end.
    public mutating func next<Item>(after page: GraphPage<Item>) throws(GraphError) -> PageCursor? {
        guard let next = page.next else { return nil }
        emptyCount = page.items.isEmpty ? emptyCount + 1 : 0
        if emptyCount >= Self.mostEmpty { throw Self.endless(next, "\(emptyCount) pages in a row are empty") }
        guard seen.insert(next).inserted else { throw Self.endless(next, "its pages lead in a circle") }
        if seen.count >= Self.most { throw Self.endless(next, "it has more than \(Self.most) pages") }
        return next
    }

    private static func endless(_ next: PageCursor, _ reason: String) -> GraphError {
        GraphError(.unexpectedAnswer("the list does not end: \(reason)"), call: "GET \(next.path)", status: 200)
    }
}
