import Foundation
import TestSupport
import Testing

/// A shop whose account `page` is a Facebook Page of a served sandbox, beside an Instagram account `bakery` that needs
/// hosting and gets none.
final class PageShop {
    let shop: Shop
    let sandbox: ServedSandbox
    private let page: ServedSandbox.Announcement.Account
    private let shim: CrashShim

    /// A publication on the Page as the sandbox knows it.
    struct Post: Decodable {
        var id: String
        var kind: String
        var state: String
        var message: String?
        var link: String?
        var alt_texts: [String?]?
        var comments: [String]?
        var photos: [String]?
        var deleted: Bool?
    }

    private struct Posts: Decodable { var posts: [Post] }

    /// - Parameters:
    ///   - entries: by name below `calendar/`, committed.
    ///   - speed: by how much the clock of the sandbox and of all runs is faster.
    init(_ entries: [String: String] = [:], speed: Int? = nil) throws {
        shop = try Shop()
        shim = try CrashShim()
        let world = speed.map { [shim] in shim.environment(speed: $0, since: Date()) } ?? [:]
        shop.environment = world
        sandbox = try ServedSandbox(data: shop.repository.path + "/public/graph", also: world)
        let accounts = sandbox.announcement.accounts
        page = try #require(accounts.first { $0.platform == "facebook" })
        let bakery = try #require(accounts.first { $0.name == "atelier" })
        let url = sandbox.announcement.url
        try sandbox.ask("POST", "platform", #"{"videoProcessing":0,"draftsInFeed":"listed"}"#)
        try shop.repository.write(
            """
            version: 1
            timezone: UTC
            accounts:
              bakery: {platform: instagram, login: facebook, id: "\(bakery.id)", token: env:BAKERY_TOKEN, api: "\(url)"}
              page: {platform: facebook, id: "\(page.id)", token: env:PAGE_TOKEN, api: "\(url)"}
            defaults: {accounts: [page]}
            safety: {min_gap: 0s}

            """, to: "calendar/settings.yaml")
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../GraphSandboxTests/Fixtures")
        for (name, fixture) in [
            ("rolls.jpg", "picture.jpg"), ("loaf.jpg", "other.jpg"), ("oven.mp4", "reel.mp4"), ("film.mp4", "film.mp4"),
        ] {
            let bytes = try Data(contentsOf: fixtures.appending(path: fixture))
            try shop.repository.directory.write(bytes, to: "\(shop.repository.folder)/media/\(name)")
        }
        shop.environment["BAKERY_TOKEN"] = bakery.token
        shop.environment["PAGE_TOKEN"] = page.token
        try write(entries.mapValues { $0 })
    }

    /// Changes entries and commits; nil removes one.
    func write(_ entries: [String: String?]) throws {
        for (name, text) in entries {
            if let text {
                try shop.repository.write(text, to: "calendar/\(name).yaml")
            } else {
                try shop.repository.directory.remove("\(shop.repository.folder)/calendar/\(name).yaml")
            }
        }
        try shop.repository.commit("Change the calendar")
    }

    /// Lets so many seconds pass: for the sandbox at once, and for runs, whose waits are short from then on.
    func advance(_ seconds: Int) throws {
        try sandbox.ask("POST", "clock", #"{"advance":\#(seconds)}"#)
        // Twice as fast since so many seconds ago.
        hurry(since: Date(timeIntervalSinceNow: -Double(seconds)), speed: 2)
    }

    /// Lets waits be short; the wall clock stays as it is without `epoch`.
    func hurry(since epoch: Date? = nil, speed: Int = 50) {
        shop.environment.merge(shim.environment(speed: speed, since: epoch)) { $1 }
    }

    /// Runs `apply`, and again while it says that more is to be tried.
    func apply(_ arguments: String...) throws -> Program.Result {
        var result = try run(arguments)
        for _ in 0..<4 where result.status == 4 { result = try run(arguments) }
        return result
    }

    private func run(_ arguments: [String]) throws -> Program.Result {
        let environment = TemporaryGitRepository.isolation.merging(shop.environment) { $1 }
        return try Program.run(
            Program.calends, ["apply", "--auto-approve"] + arguments, in: shop.repository.path,
            environment: environment)
    }

    /// Everything that was ever made on the Page.
    func posts() throws -> [Post] {
        try JSONDecoder().decode(Posts.self, from: Data(sandbox.ask("GET", "posts?page=\(page.id)").utf8)).posts
    }

    /// What is there, as kind, state and words, sorted.
    func states() throws -> [String] {
        try posts().filter { $0.deleted != true }
            .map { "\($0.kind) \($0.state)" + ($0.message.map { ": \($0)" } ?? "") }.sorted()
    }

    /// What the Graph API tells of a post in its `fields`.
    func graph(_ id: String, _ fields: String) throws -> String {
        let curl = try #require(Program.find("curl"))
        let result = try Program.run(
            curl,
            [
                "--silent", "--fail-with-body", "--header", "Authorization: Bearer \(page.token)",
                "\(sandbox.announcement.url)/v25.0/\(id)?fields=\(fields)",
            ])
        try #require(result.status == 0, "\(result.output)")
        return result.output
    }

    /// What lists of actions say, without their reasons: `schedule text`, `update photo`.
    func plan() throws -> [String] {
        struct Plan: Decodable {
            struct Action: Decodable {
                var action: String
                var publication: String
            }
            var actions: [Action]
        }
        let output = try shop.calends("plan", "--format", "json").output
        return try JSONDecoder().decode(Plan.self, from: Data(output.utf8)).actions
            .map { "\($0.action) \($0.publication)" }.sorted()
    }

    /// A wall time so many seconds from now, as entries write it.
    static func time(in seconds: Int) -> String {
        let time = Date(timeIntervalSinceNow: Double(seconds)).ISO8601Format()
        return time.replacing("T", with: " ").replacing("Z", with: "")
    }
}
