import Foundation
import Testing

@testable import S3

/// Signatures that AWS publishes.
@Suite struct RequestSignerTests {
    static let suite = RequestSigner(
        credentials: S3Credentials(
            accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1", service: "service")
    static let time = SigningTime(Date(timeIntervalSince1970: 1_440_938_160))
    static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    static let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

    /// A case of the "AWS Signature Version 4 Test Suite", whose requests all name `Host` and `X-Amz-Date`.
    struct Case: CustomTestStringConvertible {
        var name: String
        var method = "GET"
        var path = "/"
        var query: [(String, String)] = []
        var headers: [(String, String)] = []
        var payload = RequestSignerTests.empty
        var signed = "host;x-amz-date"
        var signature: String
        var testDescription: String { name }
    }

    static let vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    static let cases: [Case] = [
        Case(name: "get-vanilla", signature: vanilla),
        Case(
            name: "get-vanilla-empty-query-key", query: [("Param1", "value1")],
            signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
        Case(
            name: "get-vanilla-query-order-key-case", query: [("Param2", "value2"), ("Param1", "value1")],
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        Case(
            name: "get-vanilla-query-unreserved", query: [(unreserved, unreserved)],
            signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        Case(
            name: "get-vanilla-utf8-query", query: [("ሴ", "bar")],
            signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        Case(
            name: "get-utf8", path: "/ሴ", signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        Case(
            name: "get-unreserved", path: "/" + unreserved,
            signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        Case(
            name: "get-space-unnormalized", path: "/example space/",
            signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        // Other services make these `/` and `/example/`; S3 has them as they are.
        Case(
            name: "normalize-path/get-relative-unnormalized", path: "/example/..",
            signature: "eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282"),
        Case(
            name: "normalize-path/get-slashes-unnormalized", path: "//example//",
            signature: "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5"),
        Case(
            name: "get-header-key-duplicate",
            headers: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
            signed: "host;my-header1;x-amz-date",
            signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
        Case(
            name: "get-header-value-trim", headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            signed: "host;my-header1;my-header2;x-amz-date",
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        Case(
            name: "get-vanilla-with-session-token",
            headers: [
                ("X-Amz-Security-Token", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")
            ], signed: "host;x-amz-date;x-amz-security-token",
            signature: "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
        Case(
            name: "post-vanilla-query", method: "POST", query: [("Param1", "value1")],
            signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
        Case(
            name: "post-x-www-form-urlencoded", method: "POST",
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "13"),
                ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
            ], payload: "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
            signed: "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
            signature: "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"),
    ]

    @Test("Signs in a header as AWS's test suite says", arguments: cases)
    func header(_ one: Case) {
        let request = RequestSigner.Request(
            method: one.method, path: one.path, query: one.query.map { (name: $0.0, value: $0.1) },
            headers: (one.headers + [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")]).map {
                (name: $0.0, value: $0.1)
            })
        #expect(
            Self.suite.authorization(of: request, payload: one.payload, at: Self.time)
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=\(one.signed), Signature=\(one.signature)")
    }

    static let presigned: [(name: String, path: String, query: [(String, String)], signature: String)] = [
        (
            "get-vanilla-query-order-key-case", "/", [("Param2", "value2"), ("Param1", "value1")],
            "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5"
        ),
        ("get-utf8", "/ሴ", [], "10eae3f14a260bd3911cc6d008d3c576d143b05b62f09782a7a4b37f52178e44"),
    ]

    @Test("Signs in a URL as AWS's test suite says", arguments: presigned)
    func query(name: String, path: String, query: [(String, String)], signature: String) {
        let request = RequestSigner.Request(
            method: "GET", path: path, query: query.map { (name: $0.0, value: $0.1) },
            headers: [("Host", "example.amazonaws.com")])
        let signed = Self.suite.presignedQuery(of: request, lasting: 3600, payload: Self.empty, at: Self.time)
        #expect(signed.hasSuffix("&X-Amz-Signature=\(signature)"), "\(name): \(signed)")
    }

    // The examples of the Amazon S3 API Reference, "Authenticating Requests".
    static let s3 = RequestSigner(
        credentials: S3Credentials(
            accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1")
    static let may = SigningTime(Date(timeIntervalSince1970: 1_369_353_600))
    static let examples: [Case] = [
        Case(
            name: "GET Object", path: "/test.txt", headers: [("Range", "bytes=0-9")],
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        Case(
            name: "PUT Object", method: "PUT", path: "/test$file.text",
            headers: [
                ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ], payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        Case(
            name: "GET Bucket Lifecycle", query: [("lifecycle", "")],
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        Case(
            name: "Get Bucket (List Objects)", query: [("max-keys", "2"), ("prefix", "J")],
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ]

    @Test("Signs S3's own examples", arguments: examples)
    func example(_ one: Case) {
        let headers = [
            ("Host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", one.payload),
            ("x-amz-date", "20130524T000000Z"),
        ]
        let request = RequestSigner.Request(
            method: one.method, path: one.path, query: one.query.map { (name: $0.0, value: $0.1) },
            headers: (one.headers + headers).map { (name: $0.0, value: $0.1) })
        let authorization = Self.s3.authorization(of: request, payload: one.payload, at: Self.may)
        #expect(authorization.hasSuffix("Signature=\(one.signature)"), "\(one.name): \(authorization)")
    }

    @Test("Presigns S3's own example")
    func presign() {
        let request = RequestSigner.Request(
            method: "GET", path: "/test.txt", headers: [("host", "examplebucket.s3.amazonaws.com")])
        #expect(
            Self.s3.presignedQuery(of: request, lasting: 86_400, at: Self.may)
                == "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test("Credentials print no secret")
    func hidden() {
        let credentials = S3Credentials(accessKey: "AKID", secretKey: "secret-1", sessionToken: "secret-2")
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!"\(credentials) \(dumped)".contains("secret-"))
    }
}
