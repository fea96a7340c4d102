/// What a token must be allowed for calls about a Page's posts; only the Page's own token will do.
enum PagePermission {
    case readPage, postOnPage, commentOnPage

    var scope: String {
        switch self {
        case .readPage: "pages_read_engagement"
        case .postOnPage: "pages_manage_posts"
        case .commentOnPage: "pages_manage_engagement"
        }
    }
}

extension Platform {
    func demandPage(_ permission: PagePermission, _ page: PageID, in call: Call) throws(GraphError) {
        guard call.token.holder == .page(page) else { throw .page(.tokenNeeded) }
        guard call.token.scopes.contains(permission.scope) else {
            if case .readPage = permission { throw .page(.readingMissing(permission.scope)) }
            throw .page(.permissionMissing(permission.scope))
        }
    }

    /// The Pages a token reaches.
    func pages(reachedBy token: Token) -> Set<PageID> {
        switch token.holder {
        case .account, .app: []
        case .page(let id): [id]
        case .person(let id):
            Set(people[id]?.pages ?? []).intersection(token.pageTokens.map { Set($0.keys) } ?? Set(pages.keys))
        }
    }

    /// The Page that a path's first component belongs to: itself, or what stands on it.
    func page(addressedBy name: String?, with token: Token) -> PageID? {
        guard let name else { return nil }
        if name == "me" {
            if case .page(let id) = token.holder { return id }
            return nil
        }
        return pages[PageID(name)]?.id ?? posts[PostID(name)]?.page ?? photos[PhotoID(name)]?.page
            ?? videos[VideoID(name)]?.page ?? pageComments[PageCommentID(name)].flatMap { posts[$0.post]?.page }
    }
}
