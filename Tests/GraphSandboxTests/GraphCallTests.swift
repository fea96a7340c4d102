import Foundation
import GraphModel
import HTTP
import HTTPServer
import Testing

@testable import GraphSandbox

@Suite struct GraphCallTests {
    /// What each form of a request comes to: host, version, path, token and parameters.
    static let forms: [(String, ServerRequest, String)] = [
        (
            "query", .init(method: "GET", target: "/v25.0/17/media?fields=id%2Ccaption&limit=2"),
            "any v25.0 17/media - fields=id,caption limit=2"
        ),
        (
            "header", .init(method: "GET", target: "/me", headers: [.init("authorization", "bearer T")]),
            "any - me T "
        ),
        (
            "form",
            .init(
                method: "POST", target: "/v25.0/17/media?caption=q",
                headers: [.init("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("caption=%C3%A9+%23x".utf8)),
            "any v25.0 17/media - caption=q caption=é #x"
        ),
        (
            "no type", .init(method: "POST", target: "/17/media", body: Array("caption=a".utf8)),
            "any - 17/media - caption=a"
        ),
        (
            "json",
            .init(
                method: "POST", target: "/17/media",
                headers: [.init("Content-Type", "application/json; charset=utf-8")],
                body: Array(#"{"caption":"é","children":["1","2"],"flag":true}"#.utf8)),
            #"any - 17/media - caption="é" children=["1","2"] flag=true"#
        ),
        (
            "multipart",
            .init(
                method: "POST", target: "/17/media",
                headers: [.init("Content-Type", "multipart/form-data; boundary=B")],
                body: Array(
                    "--B\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\né\r\nb\r\n--B\r\ncontent-disposition: form-data; name=\"source\"; filename=\"a.jpg\"\r\n\r\nxx\r\n--B--\r\n"
                        .utf8)),
            "any - 17/media - caption=é\r\nb"
        ),
        (
            "prefix", .init(method: "GET", target: "/graph.instagram.com/v25.0/me"),
            "instagram v25.0 me - "
        ),
        (
            "host", .init(method: "GET", target: "/v25.0/me", headers: [.init("Host", "graph.facebook.com")]),
            "facebook v25.0 me - "
        ),
        ("root", .init(method: "POST", target: "/", body: Array("batch=[]".utf8)), "any -  - batch=[]"),
    ]

    @Test("Finds the call in every form of request", arguments: forms.indices)
    func finds(index: Int) throws {
        let (_, request, expected) = Self.forms[index]
        let call = try #require(GraphCall.request(from: request, path: request.path, base: "http://sandbox"))
        let parameters = call.parameters.elements.map { element in
            switch element.value {
            case .text(let text): "\(element.name)=\(text)"
            case .json(let value): "\(element.name)=\(value.text())"
            }
        }
        let words = [
            call.host.rawValue, call.version ?? "-", call.path.joined(separator: "/"), call.token ?? "-",
            parameters.joined(separator: " "),
        ]
        #expect(words.joined(separator: " ") == expected)
    }

    @Test("Each host takes only its own login's tokens")
    func hosts() async throws {
        let world = try await Rehearsal()
        let token = try world.account("bakery").token
        let header: HTTPHeaders = ["Authorization": "OAuth \(token)"]
        let mine = try await world.send(.get, "/graph.instagram.com/v25.0/me?fields=username", headers: header)
        #expect(mine.text.hasPrefix(#"{"username":"bakery""#))
        let other = try await world.send(.get, "/graph.facebook.com/v25.0/me", headers: header)
        #expect(try JSON(parsing: other.body)["error"]?["code"]?.integer == 190)
        #expect(other.status == 400 || other.status == 401)
    }

    @Test("A parameter can stand for the method")
    func override() async throws {
        let world = try await Rehearsal()
        let id = try await world.publish(as: "atelier", ["image_url": try await world.host(.picture)])
        #expect(try await world.graph(.post, id, as: "atelier", ["method": "delete"])["success"] == true)
    }

    @Test("The next page is where it says, tokens in the log are hidden")
    func paging() async throws {
        let world = try await Rehearsal()
        let url = try await world.host(.picture)
        for number in 1...3 { _ = try await world.publish(["image_url": url, "caption": "\(number)"]) }
        let (id, token) = (try world.account("bakery").id, try world.account("bakery").token)
        let first = try await world.send(.get, "/v25.0/\(id)/media?fields=caption&limit=2&access_token=\(token)")
        let next = try #require(try JSON(parsing: first.body)["paging"]?["next"]?.string)
        let second = try JSON(parsing: try await world.send(.get, next).body)
        #expect(second["data"]?.array?.map { $0["caption"]?.string } == ["1"])
        let log = try await world.send(.get, "/_sandbox/requests")
        #expect(log.text.contains("\"access_token\":\"(hidden)\""))
        #expect(!log.text.contains(token))
    }

    @Test("Says that Graph has no such method")
    func method() async throws {
        let world = try await Rehearsal()
        let answer = try await world.send(.patch, "/v25.0/me")
        #expect(answer.status == 400)
        #expect(answer.text.contains("Graph knows GET, POST and DELETE"))
    }

    static let bodies: [(String, [String])] = [
        ("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--", ["a=1"]),
        (
            "preamble\r\n--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n--C\r\n--B--\r\n",
            ["a=", "b=--C"]
        ),
        ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut", []),
        ("--B\r\nno blank line\r\n--B--", []),
        ("--B\r\nX: y\r\n\r\nno name\r\n--B--", []),
        ("", []), ("--B", []), ("--B--", []), ("--B\r\n", []), ("\r\n--B\r\n\r\n--B", []),
    ]

    @Test("Reads what is whole of a multipart body", arguments: bodies)
    func multipart(body: String, expected: [String]) {
        let form = MultipartForm(body: Array(body.utf8), boundary: "B")
        #expect(form.parts.map { "\($0.name)=\(String(decoding: $0.body, as: UTF8.self))" } == expected)
    }
}
