import Foundation
import HTTP
import Redaction
import Synchronization
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct ExchangeTextTests {
    private static let text = ExchangeText(Redaction(hiding: ["hunter2"]))

    @Test("A request is its address, its query and its form, each readable and without secrets")
    func request() {
        let request = HTTPRequest(
            method: .post, url: "https://me:pw@graph.example/v25.0/17/media?appsecret_proof=abc&fields=id%2Cusername",
            headers: ["Authorization": "Bearer hunter2", "Content-Type": "application/x-www-form-urlencoded"],
            body: .bytes(
                Array(
                    "caption=Gr%C3%BC%C3%9Fe+%26+hunter2&client_secret=x&image_url=https%3A%2F%2Fs3%2Fa%3FX-Amz-Signature%3Db"
                        .utf8)))
        #expect(
            Self.text.lines(of: request) == [
                "POST https://graph.example/v25.0/17/media (with Authorization)",
                "?appsecret_proof=(hidden) & fields=id,username",
                "caption=Grüße & (hidden) & client_secret=(hidden) & image_url=https://s3/a?X-Amz-Signature=(hidden)",
            ])
        #expect(
            Self.text.lines(
                of: HTTPRequest(
                    method: .put, url: "http://[::1]:9/b", body: .file(path: "/m/a.mp4", offset: 5, length: 7)))
                == ["PUT http://[::1]:9/b", "7 bytes of /m/a.mp4 from byte 5"])
        #expect(
            Self.text.lines(of: HTTPRequest(method: .put, url: "http://h/", body: .bytes([0xFF, 0xD8])))
                == ["PUT http://h/", "2 bytes"])
    }

    @Test("An answer is its status and time, what its headers say of limits and traces, and its body, shortened")
    func answer() {
        let response = HTTPResponse(
            status: 400,
            headers: [
                "Content-Type": "application/json; charset=UTF-8", "x-app-usage": #"{"call_count":28}"#,
                "X-FB-Trace-ID": "AbC", "Set-Cookie": "secret", "Date": "now",
            ], body: Array(#"{"access_token":"abc","text":"\#(String(repeating: "x", count: 1_000))"}"#.utf8))
        let lines = Self.text.lines(of: .success(response), after: .milliseconds(132))
        #expect(lines.dropLast() == ["400 in 132 ms", #"X-App-Usage: {"call_count":28}"#, "X-FB-Trace-ID: AbC"])
        #expect(lines.last?.hasPrefix(#"{"access_token":"(hidden)","text":"xxx"#) == true)
        #expect(lines.last?.hasSuffix("x… (1037 characters)") == true, "\(lines.last ?? "")")
        let error = HTTPError(kind: .timedOut, delivery: .unknown, host: "h", message: "after 5 s")
        #expect(
            Self.text.lines(of: .failure(error), after: .seconds(5)) == [
                "failed in 5000 ms: h: timed out (after 5 s); the request may have taken effect"
            ])
    }

    @Test("Lines begin with the time; -v tells steps and hosts, -vv requests, and neither what a terminal obeys")
    func lines() async throws {
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil { connection.respond(body: Array("ok".utf8)) }
        }
        for (detail, count) in [(Trace.Detail.nothing, 0), (.steps, 2), (.requests, 4)] {
            let heard = Mutex("")
            let trace = Trace(
                detail, report: { text in heard.withLock { $0 += text } }, now: { Date(timeIntervalSince1970: 0.25) })
            trace.hide("hunter2")
            trace.step("opens hunter2 \u{1B}[2J\nand more")
            let http = trace.httpClient()
            for _ in 0..<(detail == .requests ? 1 : 2) { _ = try await http.send(HTTPRequest(url: server.url)) }
            let lines = heard.withLock { $0.split(separator: "\n") }
            #expect(lines.count == count, "\(lines)")
            #expect(lines.allSatisfy { $0.hasPrefix("00:00:00.250Z ") }, "\(lines)")
            guard count > 0 else { continue }
            #expect(lines[0].hasPrefix("00:00:00.250Z opens (hidden) "))
            #expect(lines[0].hasSuffix("[2J⏎and more") && !lines[0].contains("\u{1B}"), "\(lines[0])")
            let second = detail == .steps ? "asks 127.0.0.1:" : "> 1 GET http://127.0.0.1:"
            #expect(lines[1].contains(second), "\(lines[1])")
            if detail == .requests { #expect(lines[2].contains("< 1 200 in ")) }
        }
    }
}
