import GraphModel
import HTTP
import Markup
import Testing

@testable import GraphSandbox

@Suite struct PagesTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</title><svg onload=alert(1)>",
        "#<b>tag</b> @<i>x</i> &amp; &#60;", "]]>--><!--",
    ]

    @Test("Whatever a client sends stays text", arguments: hostile)
    func escaping(text: String) async throws {
        let world = try await Rehearsal { configuration in
            var account = SandboxConfiguration.Account(name: "bakery", platform: .instagram, login: .instagram)
            (account.displayName, account.username) = (text, "bake\"ry<")
            configuration.accounts = [account, .init(name: "b", platform: .instagram, login: .instagram)]
        }
        let tags = JSON.array([["username": .string(text), "x": 0.5, "y": 0.5]]).text()
        let id = try await world.publish([
            "image_url": try await world.host(.picture), "caption": text, "alt_text": text, "user_tags": tags,
            "collaborators": JSON.array([.string(text)]).text(),
        ])
        _ = try await world.graph(.post, "\(id)/comments", ["message": text])
        let link = try await world.graph(.get, id, ["fields": "permalink"])["permalink"]?.string
        for page in [try await world.page("/"), try await world.page(try #require(link))] {
            #expect(!page.contains(text) || !text.contains("<") && !text.contains("\"") && !text.contains("'"))
            for forbidden in ["<img src=x", "<svg onload", "<b>tag", "<i>x", "<script>", " onmouseover='", "ry<"] {
                #expect(!page.contains(forbidden), "\(forbidden)")
            }
        }
    }

    @Test("Pages load nothing from elsewhere and run nothing of their own text")
    func policy() async throws {
        let world = try await Rehearsal()
        for path in ["/", "/@atelier", "/p/none/", "/assets/calends.js", "/assets/calends.css"] {
            let answer = try await world.send(.get, path)
            let policy = try #require(answer.headers["Content-Security-Policy"])
            #expect(
                policy.hasPrefix(
                    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'"))
            #expect(!policy.contains("unsafe"))
            #expect(!answer.text.contains("style=\"") && !answer.text.contains("onclick"))
        }
    }

    @Test("A story is there for 24 hours")
    func story() async throws {
        let world = try await Rehearsal()
        _ = try await world.publish(["media_type": "STORIES", "image_url": try await world.host(.picture)])
        #expect(try await world.page("/@bakery").contains("class=\"ring\""))
        #expect(try await world.send(.get, "/stories/bakery").status == 200)
        _ = try await world.control(.post, "clock", #"{"advance":86400}"#)
        #expect(!(try await world.page("/@bakery").contains("class=\"ring\"")))
        #expect(try await world.send(.get, "/stories/bakery").status == 404)
        #expect(await world.sandbox.everythingPublished().count == 1)
    }

    @Test("Says what to do when there is nothing")
    func empty() async throws {
        let world = try await Rehearsal()
        let page = try await world.page("/")
        #expect(page.contains("Nothing published yet"))
        #expect(page.contains("<code>calends apply --sandbox</code>"))
        #expect(page.contains(try world.account("bakery").id))
        #expect(!page.contains(try world.account("bakery").token))
    }

    @Test("Shows all that belongs to a post")
    func post() async throws {
        let world = try await Rehearsal()
        let id = try await world.publish([
            "image_url": try await world.host(.picture), "caption": "Stollen is back. #stollen",
            "alt_text": "A stollen",
            "user_tags": #"[{"username":"flourandco","x":0.4,"y":0.7}]"#, "location_id": "7640348500",
        ])
        _ = try await world.graph(.post, "\(id)/comments", ["message": "#bakery #paris"])
        let link = try await world.graph(.get, id, ["fields": "permalink"])["permalink"]?.string
        let page = try await world.page(try #require(link))
        for fact in [
            "alt=\"A stollen\"", "Stollen is back. <span class=\"tag\">#stollen</span>", "Place 7640348500",
            "data-x=\"0.4\" data-y=\"0.7\" hidden>flourandco</span>",
            "<b>bakery</b> <span class=\"tag\">#bakery</span>",
        ] {
            #expect(page.contains(fact), "\(fact)")
        }
    }

    @Test("The controls refuse pages of other sites")
    func crossSite() async throws {
        let world = try await Rehearsal()
        let answer = try await world.send(
            .post, "/_sandbox/reset", headers: ["Sec-Fetch-Site": "cross-site"], body: Array("{}".utf8))
        #expect(answer.status == 403)
    }

    static let rich: [(String, String)] = [
        ("a #b c", "a <span class=\"tag\">#b</span> c"), ("#", "#"), ("a#b", "a#b"),
        ("(@a.b)", "(<span class=\"tag\">@a.b</span>)"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"), ("me@example.com", "me@example.com"),
        ("#été#two", "<span class=\"tag\">#été</span>#two"),
        ("", ""),
    ]

    @Test("Sets tags and mentions apart", arguments: rich)
    func setsApart(text: String, markup: String) {
        #expect(HTML(words: text).markup == markup)
    }
}
