import ContentModel
import MetaGraph
import Views

/// An account that a login reaches, with the token that reaches it.
struct FoundAccount: Sendable {
    /// The account's or Page's id.
    let id: String
    /// The handle, or the Page's name.
    let name: String?
    /// The token to use; nil where the person has no role that gives one.
    let token: AccessToken?
    /// The Page behind it (Facebook Login).
    let page: String?

    /// How people recognise it.
    var words: String { "\((name ?? "without a name").printable) (\(id))" }

    /// What of a person's Pages can be an account of a platform.
    static func found(on pages: [ManagedPage], for platform: ContentModel.Platform) -> [FoundAccount] {
        pages.compactMap { page in
            switch platform {
            case .facebook: FoundAccount(id: page.id, name: page.name, token: page.token, page: page.id)
            case .instagram:
                page.instagram.map { linked in
                    FoundAccount(
                        id: linked.id.text, name: linked.username.map { "@" + $0 }, token: page.token, page: page.id)
                }
            }
        }
    }
}
