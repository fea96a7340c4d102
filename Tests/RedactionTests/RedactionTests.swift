import Redaction
import Testing

@Suite struct RedactionTests {
    private static let token = "IGAA" + String(repeating: "a1", count: 20)

    /// What a body says, and what is shown of it.
    static let shown: [(String, String)] = [
        (
            #"{"access_token":"abc","token_type":"bearer","expires_in":5183944}"#,
            #"{"access_token":"(hidden)","token_type":"bearer","expires_in":5183944}"#
        ),
        (#"{ "access_token" : "a\"b" , "id": "1"}"#, #"{ "access_token" : "(hidden)" , "id": "1"}"#),
        // Cut short, so that no parser would read it.
        (#"{"data":[{"id":"1","access_token":"abc"#, #"{"data":[{"id":"1","access_token":"(hidden)"#),
        (
            #"{"error":{"message":"Unsupported","code":190,"error_subcode":463}}"#,
            #"{"error":{"message":"Unsupported","code":190,"error_subcode":463}}"#
        ),
        (#"{"code":"AQBx8"}"#, #"{"code":"(hidden)"}"#),
        (
            #"{"next":"https:\/\/graph.facebook.com\/v25.0\/1\/media?access_token=abc&after=QVFI"}"#,
            #"{"next":"https:\/\/graph.facebook.com\/v25.0\/1\/media?access_token=(hidden)&after=QVFI"}"#
        ),
        (
            #"{"next":"https://x/y?limit=2\u0026access_token=abc\u0026after=Q"}"#,
            #"{"next":"https://x/y?limit=2\u0026access_token=(hidden)\u0026after=Q"}"#
        ),
        (
            #"[{"body":"{\"access_token\":\"abc\",\"id\":\"1\"}"}]"#,
            #"[{"body":"{\"access_token\":\"(hidden)\",\"id\":\"1\"}"}]"#
        ),
        (
            "client_id=1&client_secret=abc|d&grant_type=fb_exchange_token&fb_exchange_token=e",
            "client_id=1&client_secret=(hidden)&grant_type=fb_exchange_token&fb_exchange_token=(hidden)"
        ),
        (
            "https%3A%2F%2Fs3%2Fa.jpg%3FX-Amz-Date%3D20261128%26X-Amz-Signature%3Dabc%26x%3D1",
            "https%3A%2F%2Fs3%2Fa.jpg%3FX-Amz-Date%3D20261128%26X-Amz-Signature%3D(hidden)%26x%3D1"
        ),
        (
            "<Key>a</Key><SecretAccessKey>abc</SecretAccessKey>",
            "<Key>a</Key><SecretAccessKey>(hidden)</SecretAccessKey>"
        ),
        (#"{"tokens":["a","b"],"id":"1"}"#, #"{"tokens":(hidden),"id":"1"}"#),
        (#"{"secrets":{"name":"BAKERY"}}"#, #"{"secrets":{"name":"BAKERY"}}"#),
        ("Invalid OAuth access token: a1b2c3", "Invalid OAuth access token: (hidden)"),
        ("Error validating access token: Session has expired", "Error validating access token: Session has expired"),
        ("Authorization: Bearer abcdefghijklmnop.qrst", "Authorization: (hidden)"),
        ("it was Bearer abcdefghijklmnop.qrst", "it was Bearer (hidden)"),
        ("Grüße, 日本 — no secret: it says so", "Grüße, 日本 — no secret: it says so"),
        ("", ""),
    ]

    @Test("Bodies lose what a name, a scheme or its looks tell to be secret, and nothing else", arguments: shown)
    func bodies(body: String, shown: String) { #expect(Redaction().body(body) == shown) }

    @Test("A token is told by its looks wherever it stands")
    func looks() {
        let redaction = Redaction()
        for place in [
            "\(Self.token)", "of \(Self.token).", "x%3D\(Self.token)", "\"\(Self.token)\"", "/\(Self.token)/",
        ] {
            #expect(!redaction.body(place).contains(Self.token), "\(place)")
            #expect(!redaction.prose(place).contains(Self.token), "\(place)")
        }
        #expect(redaction.prose("IGAA and EAA begin tokens: env:TOKEN") == "IGAA and EAA begin tokens: env:TOKEN")
    }

    /// What a message says, and what is shown of it.
    static let messages: [(String, String)] = [
        ("'https://me:pw@host.example/r.git' is refused", "'https://(hidden)@host.example/r.git' is refused"),
        ("https://me@pw:x@host.example:80/r", "https://(hidden)@host.example:80/r"),
        ("https://me:p/w#?@host.example:80/r", "https://(hidden)@host.example:80/r"),
        ("https://host.example/r.git?token=ghp_1", "https://host.example/r.git?(hidden)"),
        (
            "https://host.example#a1, and http://b.example/?x",
            "https://host.example#(hidden) and http://b.example/?(hidden)"
        ),
        (
            "ssh://git@host.example/r ssh://git:pw@host.example/r",
            "ssh://git@host.example/r ssh://(hidden)@host.example/r"
        ),
        (
            "git@host.example:a/b stays, so does https://a.example/@b?",
            "git@host.example:a/b stays, so does https://a.example/@b?"
        ),
        ("http://127.0.0.1:8080/é", "http://127.0.0.1:8080/é"),
        ("://", "://"),
        ("token is 'Bearer \(token.prefix(33))…'", "token is 'Bearer (hidden)'"),
    ]
    @Test("Messages lose tokens, and what addresses have besides host and path", arguments: messages)
    func message(text: String, shown: String) { #expect(Redaction().message(text) == shown) }

    @Test("What the program knows to be secret is hidden in every form of text, the longest first")
    func known() {
        let redaction = Redaction(hiding: ["correct horse", "correct horse battery", "a|b|", "x"])
        #expect(redaction.prose("<correct horse battery> <correct horse>") == "<(hidden)> <(hidden)>")
        #expect(redaction.body("a=a|b|&x=1") == "a=(hidden)&x=1", "and one letter is found in everything")
    }

    /// Names of parameters, and whether they are secret.
    static let judged: [(String, Bool)] = [
        ("access_token", true), ("input_token", true), ("fb_exchange_token", true), ("client_secret", true),
        ("code", true), ("code_verifier", true), ("state", true), ("appsecret_proof", true), ("signed_request", false),
        ("X-Amz-Signature", true), ("X-Amz-Credential", true), ("X-Amz-Security-Token", true), ("AWSAccessKeyId", true),
        ("X-Amz-Date", false), ("token_type", false), ("caption", false), ("image_url", false), ("fields", false),
        ("appsecret_time", false), ("status_code", false), ("expires_in", false), ("Authorization", true),
        ("Set-Cookie", true), ("X-App-Usage", false), ("X-FB-Trace-ID", false),
    ]

    @Test("Parameters are judged by the words of their names", arguments: judged)
    func names(name: String, isSecret: Bool) {
        #expect(SecretNames.isSecret(parameter: name) == isSecret)
        #expect(Redaction().value("Hello", of: name) == (isSecret ? "(hidden)" : "Hello"))
    }
}
