import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

/// A bare repository as the other party, and a repository of our own that knows it as `origin`.
final class RemoteFixture {
    let server: TemporaryGitRepository
    let own: TemporaryGitRepository
    /// What the calls see of the environment.
    var environment: [String: String] = [:]
    var limits = RemoteLimits(silence: .seconds(20), total: .seconds(60))

    /// - Parameter url: the URL of origin, from the folder the server lies in; nil for its path.
    init(bare: Bool = true) throws {
        server = try bare ? TemporaryGitRepository("--bare") : TemporaryGitRepository()
        own = try TemporaryGitRepository()
        try own.git("remote", "add", "origin", server.path)
    }

    /// Lets origin be at another URL.
    func reach(by url: String) throws { try own.git("remote", "set-url", "origin", url) }

    /// Serves the other party's folder over HTTP, and lets origin be there.
    func serve(
        login: (user: String, password: String)? = nil, fault: GitHTTPServer.Fault? = nil
    ) throws -> GitHTTPServer {
        let http = try GitHTTPServer(root: server.directory.path, login: login, fault: fault)
        try reach(by: "\(http.url)/repository")
        return http
    }

    /// Origin, as the configuration says now.
    var remote: Remote {
        get throws {
            let address = try open(own.path).remote("origin")
            return Remote(address, objectsIn: own.path, environment: environment, limits: limits)
        }
    }

    /// Stores a commit of one file here, on no branch.
    func store(_ text: String, on parent: CommitID? = nil) throws -> CommitID {
        try open(own.path).storeCommit(["journal": Array(text.utf8)], on: parent, message: "Link\n", by: Self.people)
    }

    static let people: CommitPeople = {
        let time = CommitTime(secondsSinceEpoch: 1_793_527_200, offsetInMinutes: 0)
        let bot = Signature(name: "calends", email: "calends@localhost", time: time)
        return CommitPeople(author: bot, committer: bot)
    }()

    /// An executable hook of the other party.
    func addHook(_ name: String, _ script: String) throws {
        try server.write("#!/bin/sh\n\(script)\n", to: "hooks/\(name)")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: "\(server.path)/hooks/\(name)")
    }

    /// Where a ref of the other party stands, as git says.
    func position(of ref: String) throws -> CommitID? { CommitID(hex: try server.git("rev-parse", ref)) }
}

/// What `body` throws, if it is a `GitError`.
func thrown(_ body: () async throws -> Void) async -> GitError? {
    do {
        try await body()
    } catch let error as GitError {
        return error
    } catch {
        Issue.record(error)
    }
    return nil
}

/// The remote's part of an error.
func problem(_ body: () async throws -> Void) async -> RemoteProblem? {
    let error = await thrown(body)
    if case .remote(let problem) = error { return problem }
    if let error { Issue.record(error) }
    return nil
}
