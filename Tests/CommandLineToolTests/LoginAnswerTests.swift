import Testing

@testable import CommandLineTool

@Suite struct LoginAnswerTests {
    static let answers: [(String, Result<String, LoginProblem>)] = [
        ("https://localhost:8721/?code=AQx-1&state=s#_", .success("AQx-1")),
        (" http://localhost/?state=s&code=a%2Bb#_=_\n", .success("a+b")),
        ("/?code=c&state=s", .success("c")),
        ("/?code=c&state=t", .failure(.otherState)),
        ("/?code=c", .failure(.otherState)),
        ("/?error=access_denied&error_reason=user_denied&state=t", .failure(.otherState)),
        (
            "/?error=access_denied&error_reason=user_denied&error_description=Permissions+error&state=s#_",
            .failure(.refused("Permissions error"))
        ),
        ("/?error=server_error&error_message=Later&state=s", .failure(.failed("Later"))),
        ("/?state=s", .failure(.noAnswer)),
        ("", .failure(.noAnswer)),
        ("https://localhost:8721/", .failure(.noAnswer)),
        ("/?state=s#access_token=EAA&expires_in=1", .failure(.tokensInAddress)),
    ]
    @Test("Takes the code out of an address that answers our question, and no other", arguments: answers)
    func code(address: String, expected: Result<String, LoginProblem>) {
        let found = Result { () throws(LoginProblem) in try LoginAnswer.code(in: address, answering: "s") }
        #expect(found == expected)
    }

    static let places: [(String, String?)] = [
        ("http://localhost:8721/", "127.0.0.1 8721 /"), ("http://127.0.0.1:1/back", "127.0.0.1 1 /back"),
        ("http://[::1]:2", "::1 2 /"), ("https://localhost:8721/", nil), ("http://app.example/", nil), ("x", nil),
    ]
    @Test("Listens on this machine alone, and where nothing is encrypted", arguments: places)
    func place(redirect: String, expected: String?) {
        let place = LoginListener.place(of: redirect)
        #expect(place.map { "\($0.host) \($0.port) \($0.path)" } == expected)
    }
}
