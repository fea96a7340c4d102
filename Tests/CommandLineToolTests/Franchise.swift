import Foundation
import TestSupport
import Testing

/// One calendar in several clones, whose runs share their state through a remote, with one sandbox in place of Meta.
final class Franchise {
    let directory: TemporaryDirectory
    let sandbox: ServedSandbox
    /// The bare repository behind the remote `origin`.
    let origin: TemporaryGitRepository
    /// Of all accounts, by name.
    let accounts: [String: ServedSandbox.Announcement.Account]
    /// What a run sees of the world, the tokens among it.
    var environment: [String: String]

    /// Where state is kept.
    enum State {
        case local
        case shared(lease: String)
    }

    /// - Parameters:
    ///   - count: so many accounts, all of which let media be deleted.
    ///   - entries: by name below `calendar/`.
    ///   - world: what the sandbox and every run see besides, such as a clock.
    ///   - hasPage: whether there is the Facebook Page `bakery-page` as well.
    init(
        _ state: State, accounts count: Int = 1, entries: [String: String] = [:], world: [String: String] = [:],
        hasPage: Bool = false
    ) throws {
        directory = try TemporaryDirectory()
        sandbox = try ServedSandbox(data: directory.path(of: "graph"), also: world)
        var names = ["atelier"]
        for number in 1..<max(1, count) {
            names.append("shop\(number)")
            try sandbox.ask(
                "POST", "accounts", #"{"name":"shop\#(number)","platform":"instagram","login":"facebook"}"#)
        }
        if hasPage { names.append("bakery-page") }
        let listed = try sandbox.accounts()
        let accounts = Dictionary(
            uniqueKeysWithValues: try names.map { name in (name, try #require(listed.first { $0.name == name })) })
        self.accounts = accounts
        environment = TemporaryGitRepository.isolation.merging(world) { $1 }
        for (name, account) in accounts { environment[Self.variable(of: name)] = account.token }
        try sandbox.ask("POST", "platform", #"{"publishesPerDay":10000,"containersPerDay":100000,"reelsPerDay":10000}"#)

        for name in ["origin.git", "first"] {
            try FileManager.default.createDirectory(
                atPath: directory.path(of: name), withIntermediateDirectories: true)
        }
        origin = try TemporaryGitRepository(adopting: directory, folder: "origin.git")
        try origin.git("init", "--quiet", "--bare", "--initial-branch=main")
        let first = try TemporaryGitRepository(adopting: directory, folder: "first")
        try first.git("init", "--quiet", "--initial-branch=main")
        try first.git("remote", "add", "origin", origin.path)
        let settings = Self.settings(state, accounts, url: sandbox.announcement.url)
        try first.write(settings, to: "calendar/settings.yaml")
        try first.write(".calends/\n", to: ".gitignore")
        for (name, content) in try Self.media() {
            for place in ["first/media", "graph/hosted/media"] { try directory.write(content, to: "\(place)/\(name)") }
        }
        for (name, text) in entries { try first.write(text, to: "calendar/\(name).yaml") }
        try first.commit("Begin")
        try first.git("push", "--quiet", "origin", "main")
        try FileManager.default.removeItem(atPath: first.path)
    }

    private static func variable(of name: String) -> String {
        "TOKEN_" + name.uppercased().replacing("-", with: "_")
    }

    private static func settings(
        _ state: State, _ accounts: [String: ServedSandbox.Announcement.Account], url: String
    ) -> String {
        var text = "version: 1\ntimezone: UTC\naccounts:\n"
        for (name, account) in accounts.sorted(by: { $0.key < $1.key }) {
            let kind = account.platform == "facebook" ? "facebook" : "instagram, login: facebook"
            text += "  \(name): {platform: \(kind), id: \"\(account.id)\", "
            text += "token: env:\(variable(of: name)), api: \"\(url)\"}\n"
        }
        text += "hosting: {kind: url, base: \"\(url)/hosted/\"}\n"
        text += "defaults: {accounts: [\(accounts.keys.sorted().joined(separator: ", "))]}\n"
        text += "safety: {max_publish_per_apply: 1000, max_delete_per_apply: 1000}\n"
        if case .shared(let lease) = state {
            text += "state: {remote: origin, branch: main, lease: \(lease)}\n"
        }
        return text
    }

    private static func media() throws -> [String: Data] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let fixtures = tests.appending(path: "GraphSandboxTests/Fixtures")
        return [
            "bread.jpg": try Data(contentsOf: fixtures.appending(path: "picture.jpg")),
            "rolls.jpg": try Data(contentsOf: fixtures.appending(path: "other.jpg")),
            "oven.mp4": try Data(contentsOf: fixtures.appending(path: "reel.mp4")),
        ]
    }

    /// One more clone, as a machine of its own has it.
    ///
    /// - Parameter remote: the URL of `origin`; nil is the folder itself.
    func clone(_ name: String, of remote: String? = nil) throws -> TemporaryGitRepository {
        let made = try TemporaryGitRepository(adopting: directory, folder: name)
        try origin.git(["clone", "--quiet", remote ?? origin.path, made.path])
        return made
    }

    /// Runs calends in a clone to its end.
    func calends(
        in clone: TemporaryGitRepository, _ arguments: String..., also more: [String: String] = [:]
    ) throws -> Program.Result {
        try Program.run(
            Program.calends, arguments, in: clone.path, environment: environment.merging(more) { $1 })
    }

    /// Runs calends in a clone, beside the test.
    func start(
        in clone: TemporaryGitRepository, _ arguments: String..., also more: [String: String] = [:]
    ) throws -> RunningProgram {
        try RunningProgram(arguments, in: clone.path, environment: environment.merging(more) { $1 })
    }

    /// Brings a clone to the branch's newest commit, changes files there, and pushes them; nil removes one.
    func push(_ files: [String: String?], from clone: TemporaryGitRepository) throws {
        for attempt in 1... {
            try clone.git("fetch", "--quiet", "origin")
            try clone.git("reset", "--quiet", "--hard", "origin/main")
            for (name, text) in files {
                if let text { try clone.write(text, to: name) } else { try directory.remove("\(clone.folder)/\(name)") }
            }
            try clone.commit("Change the calendar")
            do {
                try clone.git("push", "--quiet", "origin", "main")
                return
            } catch {
                // A runner recorded something meanwhile.
                guard attempt < 10 else { throw error }
            }
        }
    }

    /// The lockfile as everybody sees it.
    func lockfile(on branch: String = "main") throws -> LockfileText {
        LockfileText((try? origin.git("show", "\(branch):.schedule.lock")) ?? "")
    }
}

/// A lockfile as a reader without Calends would take it.
struct LockfileText {
    let text: String

    init(_ text: String) { self.text = text }

    /// The media of what is published and not removed again, by publication.
    var published: [String: String] {
        var media: [String: String] = [:]
        for block in text.components(separatedBy: "\n[").dropFirst() {
            let lines = block.split(separator: "\n")
            guard let name = lines.first?.dropLast(), !lines.contains(where: { $0.hasPrefix("removed ") }) else {
                continue
            }
            media[String(name)] = lines.first { $0.hasPrefix("media ") }.map { String($0.dropFirst(6)) }
        }
        return media
    }
}
