/// Somebody who can grant an app something: an Instagram account, or a person with Pages.
public struct AuthorizationCandidate: Hashable, Sendable {
    /// A Page that a person may grant, or not.
    public struct Page: Hashable, Sendable {
        /// The Page's id.
        public let id: String
        /// The Page's name.
        public let name: String
        /// The handle of the Instagram account it is linked to.
        public let username: String
    }

    /// Who is chosen by it.
    public let id: String
    /// The name people see.
    public let name: String
    /// An account's handle; `nil` for a person.
    public let username: String?
    /// A person's Pages.
    public let pages: [Page]
}

extension Platform {
    /// Who could sign in to this login's dialog.
    public func candidates(for login: Login) -> [AuthorizationCandidate] {
        switch login {
        case .instagram:
            accounts.values.sorted { ($0.username, $0.id) < ($1.username, $1.id) }.map {
                AuthorizationCandidate(id: $0.id.text, name: $0.name, username: $0.username, pages: [])
            }
        case .facebook:
            people.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map { person in
                AuthorizationCandidate(
                    id: person.id.text, name: person.name, username: nil,
                    pages: person.pages.compactMap { pages[$0] }.map { page in
                        AuthorizationCandidate.Page(
                            id: page.id.text, name: page.name, username: accounts[page.account]?.username ?? "")
                    })
            }
        }
    }
}
