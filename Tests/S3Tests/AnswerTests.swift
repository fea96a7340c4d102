import Foundation
import HTTP
import Testing

@testable import S3

@Suite struct AnswerTests {
    static let documents: [(String, String?)] = [
        ("<a>x</a>", "a:x"),
        ("<?xml version='1.0'?>\n<!-- c --><n:a b='>' c=\"/\"> x &amp;&#x41;&#66; </n:a>", "a:x &AB"),
        ("<a><b/><b>1</b><![CDATA[<&]]></a>", "a:<&(b:,b:1)"), ("", nil), ("<a>", nil), ("<a></b>", nil),
        ("<a>&nope;</a>", nil), ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", nil), ("plain", nil),
        (String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100), nil),
    ]

    @Test("Reads XML, and nothing that is not whole", arguments: documents)
    func xml(text: String, expected: String?) {
        #expect(XMLElement(parsing: Array(text.utf8)).map(Self.shown) == expected)
    }

    static func shown(_ element: XMLElement) -> String {
        let children = element.children.map(shown).joined(separator: ",")
        return "\(element.name):\(element.text)" + (children.isEmpty ? "" : "(\(children))")
    }

    @Test("No bytes at all crash the reader")
    func garbage() {
        let seed = Array("<?xml?><a x='1'><b>&amp;&#65;</b><![CDATA[c]]><!--d--></a>".utf8)
        for cut in seed.indices { _ = XMLElement(parsing: Array(seed[..<cut])) }
        var state: UInt64 = 1
        for _ in 0..<2_000 {
            var bytes = seed
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            _ = XMLElement(parsing: bytes)
        }
    }

    static func bucket() throws -> S3Bucket { try #require(S3Bucket(endpoint: "https://s3.example", name: "media")) }

    static let now = Date(timeIntervalSince1970: 1_440_938_160)
    static let answers: [(Int, String, [String: String], S3Error.Kind)] = [
        (403, "<Error><Code>InvalidAccessKeyId</Code></Error>", [:], .unknownAccessKey),
        (403, "<Error><Code>SignatureDoesNotMatch</Code></Error>", [:], .wrongSecret),
        (
            403, "<Error><Code>RequestTimeTooSkewed</Code><ServerTime>2015-08-30T12:16:00Z</ServerTime></Error>", [:],
            .clockSkewed(seconds: 1200)
        ),
        (
            403, "<Error><Code>RequestTimeTooSkewed</Code></Error>", ["Date": "Sun, 30 Aug 2015 13:36:00 GMT"],
            .clockSkewed(seconds: -3600)
        ),
        (403, "<Error><Code>RequestTimeTooSkewed</Code></Error>", [:], .clockSkewed(seconds: nil)),
        (404, "<Error><Code>NoSuchBucket</Code></Error>", [:], .noBucket), (404, "", [:], .notFound),
        (403, "<Error><Code>AccessDenied</Code></Error>", [:], .denied), (403, "<html>", [:], .denied),
        (
            400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region></Error>", [:],
            .wrongRegion(actual: "eu-west-1")
        ),
        (301, "", ["x-amz-bucket-region": "eu-west-1"], .wrongRegion(actual: "eu-west-1")),
        (403, "<Error><Code>QuotaExceeded</Code></Error>", [:], .full), (507, "", [:], .full), (413, "", [:], .full),
        (412, "<Error><Code>PreconditionFailed</Code></Error>", [:], .exists),
        (501, "<Error><Code>NotImplemented</Code></Error>", [:], .unsupported),
        (400, "<Error><Code>XAmzContentSHA256Mismatch</Code></Error>", [:], .corrupted),
        (503, "<Error><Code>SlowDown</Code></Error>", [:], .busy), (500, "", [:], .busy), (429, "", [:], .busy),
        (409, "<Error><Code>ConditionalRequestConflict</Code></Error>", [:], .busy), (400, "", [:], .other),
    ]

    @Test("Sorts refusals by what mends them", arguments: answers)
    func kind(status: Int, body: String, headers: [String: String], kind: S3Error.Kind) throws {
        let response = HTTPResponse(
            status: status, headers: HTTPHeaders(headers.map { HTTPHeaders.Field(name: $0.key, value: $0.value) }),
            body: Array(body.utf8))
        #expect(try S3Error(response, operation: "PutObject", bucket: Self.bucket(), now: Self.now).kind == kind)
    }

    @Test("An error is one line: what was asked, where, and the store's own words")
    func line() throws {
        let body = """
            <Error><Code>AccessDenied</Code><Message>Access
            Denied</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>
            """
        let response = HTTPResponse(status: 403, body: Array(body.utf8))
        #expect(
            try S3Error(response, operation: "PutObject", bucket: Self.bucket(), now: Self.now).description
                == "PutObject at s3.example: 403 AccessDenied: Access Denied (request 4442587FB7D0A2F9)")
    }
}
