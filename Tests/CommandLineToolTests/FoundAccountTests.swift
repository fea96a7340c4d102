import ContentModel
import Foundation
import HTTP
import MetaGraph
import Testing

@testable import CommandLineTool

@Suite struct FoundAccountTests {
    private static func pages(_ text: String) throws -> [ManagedPage] {
        try JSONDecoder().decode([ManagedPage].self, from: Data(text.utf8))
    }

    @Test("A Page is an account of its own, and an Instagram account where one is linked to it")
    func found() throws {
        let pages = try Self.pages(
            #"""
            [{"id":"7","name":"Shop","access_token":"EP","instagram_business_account":{"id":"178","username":"shop"}},
            {"id":"8","name":"Café"}]
            """#)
        #expect(FoundAccount.found(on: pages, for: .facebook).map(\.words) == ["Shop (7)", "Café (8)"])
        #expect(FoundAccount.found(on: pages, for: .instagram(.facebook)).map(\.words) == ["@shop (178)"])
    }

    @Test("A Page on which the person has no role gives no token, and that is told")
    func roleless() throws {
        let token = try #require(AccessToken("E1"))
        let app = GraphApp(id: "12", secret: try #require(AppSecret("s")))
        let http = HTTPClient()
        let chain = LoginChain(
            flow: LoginFlow(.facebook, app: app, redirectURI: "http://localhost/", http: http), platform: .facebook,
            host: .facebook, version: .v25, http: http, proof: nil)
        let page = FoundAccount.found(on: try Self.pages(#"[{"id":"8","name":"Café"}]"#), for: .facebook)
        let result = LoginChain.Result(accounts: page, token: token, ends: .distantFuture, scopes: [])
        let failure = #expect(throws: CommandFailure.self) { try chain.stored(page[0], of: result) }
        #expect(
            failure?.diagnostics.map { "\($0)" } == [
                "there is no token for Café (8) — the person has no role on its Page that gives one — have an admin of the Page give the role, then log in again"
            ])
    }
}
