import ContentModel
import Testing

@Suite struct ScopeNeedTests {
    static let usual: [(Platform, [String])] = [
        (
            .instagram(.instagram),
            [
                "instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments",
                "instagram_business_manage_insights",
            ]
        ),
        (
            .instagram(.facebook),
            [
                "instagram_basic", "pages_show_list", "pages_read_engagement", "instagram_content_publish",
                "instagram_manage_comments", "instagram_manage_contents", "instagram_manage_insights",
            ]
        ),
        (
            .facebook,
            [
                "pages_show_list", "pages_read_engagement", "pages_manage_posts", "pages_manage_engagement",
                "read_insights",
            ]
        ),
    ]
    @Test("A login asks for what calendars commonly need", arguments: usual)
    func asks(platform: Platform, scopes: [String]) {
        #expect(platform.usualScopes == scopes)
    }
}
