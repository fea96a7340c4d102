extension Platform {
    /// Fields of accounts that sell and of the businesses behind them, which ours leave empty.
    private static let emptyShopFields: Set<String> = [
        "mini_shop_storefront", "owner_business", "shopping_review_status",
    ]

    /// A field of an account; Instagram Login shows an id of its own, and the professional one as `user_id`.
    func field(_ field: FieldSelection.Field, of account: Account, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(call.login == .instagram ? account.scopedID : account.id.text)
        case "user_id" where call.login == .instagram: return .string(account.id.text)
        case "account_type" where call.login == .instagram: return .string(account.kind.rawValue)
        case "username": return .string(account.username)
        case "name": return .string(account.name)
        case "biography": return account.biography.map(JSON.string)
        case "website": return account.website.map(JSON.string)
        case "profile_picture_url": return account.pictureURL.map(JSON.string)
        case "has_profile_pic": return .bool(account.pictureURL != nil)
        case "followers_count": return .integer(account.followers)
        case "follows_count": return .integer(account.follows)
        case "media_count": return .integer(account.media.count { media[$0].map { isOnGrid($0) } ?? false })
        case "is_published": return true
        case "ig_id", "legacy_instagram_user_id": return nil
        case "shopping_product_tag_eligibility" where call.login == .facebook: return false
        default:
            guard call.login == .facebook, Self.emptyShopFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.account(account).typeName)
            }
            return nil
        }
    }

    private func isOnGrid(_ medium: Medium) -> Bool { medium.deleted == nil && !medium.kind.isStory }
}
