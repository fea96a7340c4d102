import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct CredentialTests {
    static let secret = "s3cret-t0ken"

    /// A fixture with a program for GIT_ASKPASS that notes what it was asked.
    private func fixture(password: String) throws -> RemoteFixture {
        let fixture = try RemoteFixture()
        let program = fixture.own.directory.path(of: "askpass")
        try fixture.own.directory.write(
            """
            #!/bin/sh
            echo "$1" >> '\(fixture.own.directory.path(of: "asked"))'
            case "$1" in Username*) echo ada ;; *) echo '\(password)' ;; esac

            """, to: "askpass")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        fixture.environment = ["GIT_ASKPASS": program, "PATH": "/usr/bin:/bin"]
        return fixture
    }

    @Test("GIT_ASKPASS is asked what git asks it")
    func askPass() async throws {
        let fixture = try fixture(password: Self.secret)
        let server = try fixture.serve(login: ("ada", Self.secret))
        let commit = try fixture.store("one\n")
        #expect(try await fixture.remote.push(commit, to: "refs/x/y", expecting: nil) == .accepted)
        let asked = try fixture.own.directory.read("asked")
        let host = "127.0.0.1:\(server.port)"
        #expect(
            asked == "Username for 'http://\(host)': \nPassword for 'http://ada@\(host)': \n")
        // A refused push looks again where the ref stands, by a connection that proves anew who asks.
        try fixture.server.git("config", "receive.denyNonFastForwards", "true")
        try fixture.server.git("update-ref", "refs/heads/b", fixture.server.git("rev-parse", "refs/x/y"))
        let other = try fixture.store("other\n")
        let refusal = await problem {
            _ = try await fixture.remote.push(other, to: "refs/heads/b", expecting: commit, replacing: true)
        }
        guard case .pushRefused(_, _, _, .fastForwardOnly)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test("A refused credential is tried once, and the message does not hold it")
    func refused() async throws {
        let fixture = try fixture(password: "wrong")
        let server = try fixture.serve(login: ("ada", Self.secret))
        let failure = await problem { _ = try await fixture.remote.position(of: "refs/x/y") }
        let program = fixture.own.directory.path(of: "askpass")
        let url = "\(server.url)/repository"
        #expect(failure == .authenticationRefused(url: url, tried: ["what GIT_ASKPASS ('\(program)') printed"]))
        #expect(try server.credentials() == [nil, "ada:wrong"])
        fixture.environment = [:]
        #expect(
            await problem { _ = try await fixture.remote.position(of: "refs/x/y") }
                == .authenticationRefused(url: url, tried: []))
    }

    @Test("A credential in a URL works, and is printed nowhere")
    func inURL() async throws {
        let fixture = try RemoteFixture()
        let server = try fixture.serve(login: ("ada", Self.secret))
        func reach(_ password: String, _ path: String) throws -> Remote {
            try fixture.reach(by: "http://ada:\(password)@127.0.0.1:\(server.port)/\(path)")
            return try fixture.remote
        }
        let remote = try reach(Self.secret, "repository")
        #expect(try await remote.position(of: "refs/x/y") == nil)
        #expect("\(remote.address.fetchURL)" == "\(server.url)/repository")
        for (password, path) in [(Self.secret, "other"), ("other-\(Self.secret)", "repository")] {
            let failing = try reach(password, path)
            let failure = await thrown { _ = try await failing.position(of: "refs/x/y") }
            let text = "\(failure.map { "\($0) \($0.why) \($0.fix)" } ?? "")"
            #expect(!text.isEmpty && !text.contains(Self.secret), "\(text)")
        }
    }

    @Test("GITHUB_TOKEN is for GitHub alone")
    func tokenHosts() throws {
        let token = Credentials.Way.token(Self.secret)
        func ways(_ url: String, _ environment: [String: String] = [:]) throws -> [Credentials.Way] {
            let credentials = Credentials(environment: environment.merging(["GITHUB_TOKEN": Self.secret]) { $1 })
            return credentials.ways(for: try RemoteURL(url, relativeTo: "/"))
        }
        #expect(try ways("https://github.com/a/b.git") == [token])
        #expect(try ways("https://someone@GitHub.com:443/a/b.git") == [token])
        let enterprise = ["GITHUB_SERVER_URL": "https://ghe.example"]
        #expect(try ways("https://ghe.example/a/b.git", enterprise) == [token])
        for url in [
            "http://github.com/a/b", "https://github.com.evil.example/a", "https://evil.example/github.com/a",
            "https://github.com@evil.example/a", "https://github.com:8443/a/b", "git@github.com:a/b",
            "https://ghe.example/a/b",
        ] {
            #expect(try ways(url) == [], "\(url)")
        }
        #expect(try ways("https://other.example/a", ["GITHUB_SERVER_URL": "http://other.example"]) == [])
    }

    @Test("A redirect over http is told no credential")
    func redirect() async throws {
        let fixture = try fixture(password: Self.secret)
        let other = try GitHTTPServer(root: fixture.server.directory.path, login: ("ada", Self.secret))
        let server = try fixture.serve(fault: .redirect(to: "http://localhost:\(other.port)"))
        #expect(
            await problem { _ = try await fixture.remote.position(of: "refs/x/y") }
                == .redirected(url: "\(server.url)/repository", to: "localhost"))
        #expect(try other.credentials().isEmpty)
    }

    @Test("Over https the token goes to the host that the URL names, and to no other")
    func token() async throws {
        let certificate = try Certificate()
        try Library.trustCertificates(in: certificate.path)
        let fixture = try RemoteFixture()
        let root = fixture.server.directory.path
        let login = (user: "x-access-token", password: Self.secret)
        let server = try GitHTTPServer(root: root, login: login, certificate: certificate.files)
        func reach(_ url: String) throws -> Remote {
            fixture.environment = ["GITHUB_TOKEN": Self.secret, "GITHUB_SERVER_URL": url]
            try fixture.reach(by: "\(url)/repository")
            return try fixture.remote
        }
        let commit = try fixture.store("one\n")
        let remote = try reach("https://127.0.0.1:\(server.port)")
        #expect(try await remote.push(commit, to: "refs/x/y", expecting: nil) == .accepted)
        #expect(try server.credentials().contains("x-access-token:\(Self.secret)"))

        let other = try GitHTTPServer(root: root, login: login, certificate: certificate.files)
        let sender = try GitHTTPServer(
            root: root, fault: .redirect(to: "https://localhost:\(other.port)"), certificate: certificate.files)
        let sent = try reach("https://127.0.0.1:\(sender.port)")
        let told = await problem { _ = try await sent.position(of: "refs/x/y") }
        // Some systems have no address for that name, and never get so far.
        if case .unreachable? = told {
        } else {
            #expect(told == .redirected(url: "https://127.0.0.1:\(sender.port)/repository", to: "localhost"))
        }
        #expect(try other.credentials().allSatisfy { $0 == nil })
        // On the same host, as GitLab does of a URL without .git, it is followed.
        let near = try GitHTTPServer(
            root: root, fault: .redirect(to: "https://127.0.0.1:\(server.port)"), certificate: certificate.files)
        #expect(try await reach("https://127.0.0.1:\(near.port)").position(of: "refs/x/y") == commit)
    }

    @Test("A certificate that nobody vouches for is refused")
    func untrusted() async throws {
        let fixture = try RemoteFixture()
        let stranger = try Certificate()
        let server = try GitHTTPServer(root: fixture.server.directory.path, certificate: stranger.files)
        try fixture.reach(by: "https://127.0.0.1:\(server.port)/repository")
        guard
            case .certificateRefused("127.0.0.1:\(server.port)", _) = await problem({
                _ = try await fixture.remote.position(of: "refs/x/y")
            })
        else {
            Issue.record("trusted")
            return
        }
        #expect(try server.credentials().isEmpty)
    }

    static let urls: [(url: String, shown: String)] = [
        ("https://ada:pw@host/x.git", "https://host/x.git"), ("https://token@host/x", "https://host/x"),
        ("ssh://git:pw@host:2222/x", "ssh://git@host:2222/x"), ("ssh://git@host/x", "ssh://git@host/x"),
        ("git@host:x/y.git", "git@host:x/y.git"), ("/srv/git/x.git", "/srv/git/x.git"),
        ("https://a:p@ss@host/x@y", "https://host/x@y"), ("https://host/x", "https://host/x"),
        ("cannot get 'https://u:p@h/x' from http://v:q@i/y", "cannot get 'https://h/x' from http://i/y"),
    ]
    @Test("Texts show URLs without their secrets", arguments: urls)
    func redacting(url: String, shown: String) {
        #expect(RemoteURL.redacting(url) == shown)
    }
}
