/// A permission that a token must have for something that is to be done, and what that is.
public struct ScopeNeed: Hashable, Sendable {
    /// The permission, under the name its login gives it.
    public let scope: String
    /// What it is needed for, in a few words.
    public let purpose: String

    /// Source: Instagram Platform and Pages API references, "Permissions"; each login's own names.
    static func named(_ purpose: Purpose, for platform: Platform) -> [ScopeNeed] {
        purpose.scopes(for: platform).map { ScopeNeed(scope: $0, purpose: purpose.words) }
    }

    /// What a calendar can ask of an account.
    enum Purpose: CaseIterable {
        case identify, publish, comment, delete, insights, partnership, products

        var words: String {
            switch self {
            case .identify: "to know the account and read its media"
            case .publish: "to publish"
            case .comment: "to open and close comments and write the first one"
            case .delete: "to delete what is published"
            case .insights: "to read insights"
            case .partnership: "to mark paid partnerships"
            case .products: "to tag products"
            }
        }

        func scopes(for platform: Platform) -> [String] {
            switch (self, platform) {
            case (.identify, .instagram(.instagram)): ["instagram_business_basic"]
            case (.identify, .instagram(.facebook)): ["instagram_basic", "pages_show_list", "pages_read_engagement"]
            case (.identify, .facebook): ["pages_show_list", "pages_read_engagement"]
            case (.publish, .instagram(.instagram)): ["instagram_business_content_publish"]
            case (.publish, .instagram(.facebook)): ["instagram_content_publish"]
            case (.publish, .facebook), (.delete, .facebook): ["pages_manage_posts"]
            case (.comment, .instagram(.instagram)): ["instagram_business_manage_comments"]
            case (.comment, .instagram(.facebook)): ["instagram_manage_comments"]
            case (.comment, .facebook): ["pages_manage_engagement"]
            case (.delete, .instagram(.facebook)): ["instagram_manage_contents"]
            case (.insights, .instagram(.instagram)): ["instagram_business_manage_insights"]
            case (.insights, .instagram(.facebook)): ["instagram_manage_insights"]
            case (.insights, .facebook): ["read_insights"]
            case (.partnership, .instagram(.facebook)): ["instagram_branded_content_creator"]
            case (.products, .instagram(.facebook)): ["catalog_management", "instagram_shopping_tag_products"]
            case (.delete, .instagram(.instagram)), (.partnership, _), (.products, _): []
            }
        }
    }
}

extension Platform {
    /// What a login asks for: all that calendars commonly need.
    public var usualScopes: [String] {
        var scopes: [String] = []
        for purpose in [ScopeNeed.Purpose.identify, .publish, .comment, .delete, .insights] {
            for scope in purpose.scopes(for: self) where !scopes.contains(scope) { scopes.append(scope) }
        }
        return scopes
    }
}

extension Sequence<Publication> {
    /// The permissions that an account's token needs for these publications, each with what it is first needed for.
    public func scopeNeeds(on account: Account) -> [ScopeNeed] {
        var purposes: [ScopeNeed.Purpose] = [.identify]
        func need(_ purpose: ScopeNeed.Purpose) {
            if !purposes.contains(purpose) { purposes.append(purpose) }
        }
        for publication in self where publication.account.name == account.name {
            need(.publish)
            if publication.onChange == .replace || publication.onRemove == .delete { need(.delete) }
            let content = publication.content
            if let details = content.feedDetails {
                if details.firstComment != nil || details.commentsEnabled != nil { need(.comment) }
                if details.partnership != nil { need(.partnership) }
            }
            if case .page = content, content.firstComment != nil { need(.comment) }
            if content.tagsProducts { need(.products) }
        }
        var needs: [ScopeNeed] = []
        for purpose in purposes {
            for need in ScopeNeed.named(purpose, for: account.platform)
            where !needs.contains(where: { $0.scope == need.scope }) {
                needs.append(need)
            }
        }
        return needs
    }
}

extension Content {
    fileprivate var tagsProducts: Bool {
        switch self {
        case .post(let post): !post.image.products.isEmpty
        case .carousel(let carousel):
            carousel.items.contains { item in
                switch item {
                case .photo(let photo): !photo.products.isEmpty
                case .video(let video): !video.products.isEmpty
                }
            }
        case .reel(let reel): !reel.video.products.isEmpty
        case .story, .page: false
        }
    }
}
