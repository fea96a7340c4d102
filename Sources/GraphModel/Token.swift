import FoundationEssentials

/// An access token: who holds it and what it may do.
struct Token: Hashable, Sendable, Codable {
    /// Whom `me` means.
    enum Holder: Hashable, Sendable, Codable {
        case person(PersonID)
        case page(PageID)
        case account(AccountID)
        case app
    }

    /// The app's own token, which never ends and reaches nothing but other tokens.
    static func app(_ text: String) -> Token { Token(text: text, holder: .app, scopes: []) }

    let text: String
    let holder: Holder
    /// Sorted, so that a stored world is the same bytes each time.
    var scopes: [String]
    let issued: Date?
    var expires: Date?
    var isRevoked = false
    /// What its owner was asked for and did not grant.
    var declined: [String]?
    /// When its owner consented; 90 days later the access to data lapses. `nil` where nobody was asked.
    var consented: Date?
    /// The Pages that a person granted, with the tokens that came of it; `nil` for all of the person's Pages.
    var pageTokens: [PageID: String]?

    init(text: String, holder: Holder, scopes: Set<String>, issued: Date? = nil, expires: Date? = nil) {
        self.text = text
        self.holder = holder
        self.scopes = scopes.sorted()
        self.issued = issued
        self.expires = expires
    }

    var login: Login {
        if case .account = holder { .instagram } else { .facebook }
    }
}

/// A thing a token may be allowed to do, under the names of both logins.
enum Permission {
    case read, publish, comment, delete, listPages

    func scope(for login: Login) -> String? {
        switch (self, login) {
        case (.read, .facebook): "instagram_basic"
        case (.publish, .facebook): "instagram_content_publish"
        case (.comment, .facebook): "instagram_manage_comments"
        case (.delete, .facebook): "instagram_manage_contents"
        case (.listPages, .facebook): "pages_show_list"
        case (.read, .instagram): "instagram_business_basic"
        case (.publish, .instagram): "instagram_business_content_publish"
        case (.comment, .instagram): "instagram_business_manage_comments"
        case (.delete, .instagram), (.listPages, .instagram): nil
        }
    }

    /// Every scope that a dialog knows, also those nothing here asks for.
    static func known(for login: Login) -> Set<String> {
        switch login {
        case .facebook:
            all(for: .facebook).union([
                "public_profile", "email", "openid", "business_management", "pages_manage_metadata",
                "pages_messaging", "pages_read_user_content", "pages_read_user_engagement",
                "read_insights", "instagram_manage_messages", "ads_management", "ads_read", "publish_video",
            ])
        case .instagram: all(for: .instagram).union(["instagram_business_manage_messages"])
        }
    }

    static func all(for login: Login) -> Set<String> {
        switch login {
        case .facebook:
            [
                "instagram_basic", "instagram_content_publish", "instagram_manage_comments",
                "instagram_manage_contents", "instagram_manage_insights", "pages_show_list", "pages_read_engagement",
                "pages_manage_posts", "pages_manage_engagement", "catalog_management",
                "instagram_shopping_tag_products",
                "instagram_branded_content_creator",
            ]
        case .instagram:
            [
                "instagram_business_basic", "instagram_business_content_publish",
                "instagram_business_manage_comments", "instagram_business_manage_insights",
            ]
        }
    }
}
