import ContentModel
import Foundation
import ObjectIDs
import ScheduleLock
import StateSharing
import TestSupport
import Testing

@testable import Git
@testable import GitState

/// Keeps the configuration of whoever runs the tests away from libgit2.
private let isolated: Void = {
    do { try Library.readConfiguration(onlyIn: "/nonexistent") } catch { Issue.record(error) }
}()

/// A calendar's repository, and the bare repository that is its origin.
final class Fixture {
    let server: TemporaryGitRepository
    let calendar: TemporaryGitRepository
    private var clones: [TemporaryGitRepository] = []
    var settings = StateSettings(remote: "origin", branch: "main")
    var environment: [String: String] = ["GIT_CONFIG_GLOBAL": "/dev/null", "HOME": "/nonexistent"]

    /// A calendar with one commit on `main`, which origin has as well.
    init() throws {
        _ = isolated
        server = try TemporaryGitRepository("--bare")
        calendar = try TemporaryGitRepository()
        try calendar.commit(writing: ["calendar/settings.yaml": "version: 1\n"])
        try calendar.git("remote", "add", "origin", server.path)
        try calendar.git("push", "--quiet", "--set-upstream", "origin", "main")
    }

    /// Another clone of what origin has, which lives as long as this.
    func clone() throws -> TemporaryGitRepository {
        let directory = try TemporaryDirectory()
        try server.git("clone", "--quiet", server.path, directory.path(of: "clone"))
        let clone = try TemporaryGitRepository(adopting: directory, folder: "clone")
        clones.append(clone)
        return clone
    }

    func state(in repository: TemporaryGitRepository? = nil, layout: LockfileLayout = .file) throws -> GitState {
        let root = (repository ?? calendar).path
        return try GitState(
            of: root, settings: settings, folder: "\(root)/.calends", layout: layout, environment: environment)
    }

    func serve(fault: GitHTTPServer.Fault? = nil) throws -> GitHTTPServer {
        let http = try GitHTTPServer(root: server.directory.path, fault: fault)
        try calendar.git("remote", "set-url", "origin", "\(http.url)/repository")
        return http
    }

    /// An executable hook of the server.
    func addHook(_ name: String, _ script: String) throws {
        try server.write("#!/bin/sh\n\(script)\n", to: "hooks/\(name)")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: "\(server.path)/hooks/\(name)")
    }
}

extension Lockfile {
    /// Publications of these names, published.
    static func of(_ names: String...) -> Lockfile {
        var lockfile = Lockfile()
        for name in names {
            let id = PublicationID(entry: EntryID(name), account: AccountName("bakery"))
            lockfile.records[id] = LockRecord(
                phase: .published(
                    PublishedPublication(
                        mediaID: "1\(name.utf8.map(String.init).joined())",
                        publishedAt: Timestamp(secondsSince1970: 1_793_606_400), permalink: nil)),
                source: Publication.Source(path: "calendar/\(name).yaml", blob: .all("a")), commit: .all("c"),
                media: [])
        }
        return lockfile
    }
}

extension ChainTail {
    /// The links as text.
    var texts: [String] { links.map { String(decoding: $0.bytes, as: UTF8.self) } }
}

/// The failure that `body` ends in.
func failure(_ body: () async throws(RemoteFailure) -> Void) async -> RemoteFailure? {
    do throws(RemoteFailure) {
        try await body()
        return nil
    } catch {
        return error
    }
}
