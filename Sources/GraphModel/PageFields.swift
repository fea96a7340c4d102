extension Platform {
    /// Fields that Pages have and ours leave empty (Page reference, v25).
    private static let emptyPageFields: Set<String> = [
        "about", "bio", "business", "cover", "description", "description_html", "display_subtext", "emails",
        "engagement", "fan_count", "followers_count", "global_brand_page_name", "global_brand_root_id",
        "has_transitioned_to_new_page_experience", "hours", "location", "phone", "picture", "talking_about_count",
        "username", "verification_status", "website",
    ]

    /// A field of the person behind a Facebook token.
    func field(_ field: FieldSelection.Field, of person: Person, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(person.id.text)
        case "name": return .string(person.name)
        case "first_name", "last_name", "middle_name", "name_format", "short_name", "picture", "email": return nil
        default: throw .fieldMissing(field.name, type: Node.person(person).typeName)
        }
    }

    /// A field of a Page, as far as Pages lead to Instagram accounts.
    func field(_ field: FieldSelection.Field, of page: Page, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(page.id.text)
        case "name": return .string(page.name)
        case "category": return "Local business"
        case "category_list": return [["id": "2500", "name": "Local business"]]
        case "access_token":
            if case .page = call.token.holder { return .string(call.token.text) }
            return .string(call.token.pageTokens?[page.id] ?? page.token)
        case "tasks":
            return ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]
        case "link": return .string("https://www.facebook.com/\(page.id.text)")
        case "is_published": return true
        case "instagram_business_account", "connected_instagram_account":
            guard let account = accounts[page.account], call.token.scopes.contains("instagram_basic") else {
                return nil
            }
            return try read(.account(account), field.selection, in: call)
        default:
            guard Self.emptyPageFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.page(page).typeName)
            }
            return nil
        }
    }
}
