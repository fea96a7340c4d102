import ContentModel
import Testing

@testable import Planning

@Suite struct ScopeNeedsTests {
    @Test("What entries do decides which permissions an account's token needs, and for what")
    func needs() {
        let bakery = Account.named(AccountName("bakery"))
        func needs(_ publications: [Publication]) -> [String] {
            publications.scopeNeeds(on: bakery).map { "\($0.scope) \($0.purpose)" }
        }
        let reading = ["instagram_basic", "pages_show_list", "pages_read_engagement"].map {
            "\($0) to know the account and read its media"
        }
        #expect(needs([.sample("launch@café")]) == reading)
        let publishing = reading + ["instagram_content_publish to publish"]
        #expect(needs([.sample("launch@bakery")]) == publishing)
        let comments = ["instagram_manage_comments to open and close comments and write the first one"]
        #expect(needs([.sample("launch@bakery").details { $0.firstComment = "Hello" }]) == publishing + comments)
        #expect(needs([.sample("launch@bakery").details { $0.commentsEnabled = false }]) == publishing + comments)
        #expect(
            needs([.sample("launch@bakery").details { $0.partnership = Partnership(isPaid: true, sponsors: []) }])
                == publishing + ["instagram_branded_content_creator to mark paid partnerships"])
        #expect(
            needs([.sample("a@bakery"), .sample("b@bakery").with { $0.onRemove = .delete }])
                == publishing + ["instagram_manage_contents to delete what is published"])
    }
}
