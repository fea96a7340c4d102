import Foundation
import TestSupport
import Testing

/// A calendar of several rounds, each with every kind of publication on Instagram, and on a Page if asked for, one to be
/// replaced and one to be deleted.
final class EveryKind {
    let franchise: Franchise
    private let clones: [TemporaryGitRepository]
    private let isShared: Bool
    private var played = 0
    private let roundCount: Int
    private let hasPage: Bool

    private static let formerPicture = "media: [media/rolls.jpg]\n"
    private static let picture = "media: [media/bread.jpg]\n"

    private static func early(_ round: Int) -> [String: String?] {
        [
            // Another picture than that of what comes as these go: a person would be asked whether it is the same.
            "calendar/fleeting-\(round).yaml":
                "kind: post\npublish_at: on-merge\non_remove: delete\ncaption: Fleeting \(round)\n"
                + formerPicture,
            "calendar/changing-\(round).yaml":
                "kind: post\npublish_at: on-merge\non_change: replace\ncaption: Before \(round)\n"
                + formerPicture,
        ]
    }

    private static func late(_ round: Int) -> [String: String?] {
        [
            "calendar/fleeting-\(round).yaml": nil,
            "calendar/changing-\(round).yaml":
                "kind: post\npublish_at: on-merge\non_change: replace\ncaption: After \(round)\n\(picture)",
            "calendar/post-\(round).yaml":
                "kind: post\npublish_at: on-merge\ncaption: Post \(round)\nfirst_comment: Warm\n\(picture)",
            "calendar/carousel-\(round).yaml":
                "kind: carousel\npublish_at: on-merge\ncaption: Carousel \(round)\ncomments: off\n"
                + "media: [media/bread.jpg, media/rolls.jpg]\n",
            "calendar/reel-\(round).yaml":
                "kind: reel\npublish_at: on-merge\ncaption: Reel \(round)\nmedia: [media/oven.mp4]\n",
            "calendar/story-\(round).yaml":
                "kind: story\npublish_at: on-merge\n\(picture)",
        ]
    }

    /// Publishes what the rounds are to replace and to delete.
    init(_ state: Franchise.State, rounds: Int, world: [String: String], hasPage: Bool = false) throws {
        (roundCount, self.hasPage) = (rounds, hasPage)
        franchise = try Franchise(state, world: world, hasPage: hasPage)
        if case .shared = state { isShared = true } else { isShared = false }
        let franchise = franchise
        clones = try (isShared ? ["a", "b"] : ["a"]).map { try franchise.clone($0) }
        try write((0..<rounds).reduce(into: [:]) { $0.merge(Self.early($1)) { $1 } })
        let result = try franchise.calends(in: clones[0], "apply")
        try #require(result.status == 0, "\(result.error)")
    }

    /// Whether all rounds have been played.
    var isPlayed: Bool { played == roundCount }

    /// Writes the entries of the next round, and answers its number.
    func nextRound() throws -> Int {
        defer { played += 1 }
        try write(Self.late(played))
        return played
    }

    /// One run on the round's entries.
    func apply(_ round: Int, also more: [String: String] = [:]) throws -> Program.Result {
        try franchise.calends(in: clones[0], "apply", "--auto-approve", also: more)
    }

    /// Runs again, in the same clone or in another one, until there is nothing to do.
    func settle(named name: String) throws {
        let next = clones[played % clones.count]
        if isShared { try bringUpToDate(next) }
        var result = try franchise.calends(in: next, "apply", "--auto-approve")
        for _ in 0..<3 where result.status == 4 {
            result = try franchise.calends(in: next, "apply", "--auto-approve")
        }
        let why = result.status == 0 ? "" : try franchise.calends(in: next, "plan").output
        #expect(result.status == 0, "\(name): \(result.output)\(result.error)\(why)")
        let last = try franchise.calends(in: next, "apply")
        let plan = last.output == "Nothing to do now.\n" ? "" : try franchise.calends(in: next, "plan").output
        #expect(last.output == "Nothing to do now.\n", "\(name): \(last.error)\(plan)")
        #expect(try next.git("status", "--porcelain") == "", "\(name)")
    }

    /// The sandbox has what was asked for, once, and the lockfile the same.
    func check() throws {
        let accounts = hasPage ? 2 : 1
        let truth = try franchise.sandbox.truth()
        let live = truth.filter { $0.deleted != true }
        #expect(live.count == accounts * (5 * played + 2 * (roundCount - played)))
        #expect(truth.count - live.count == accounts * 2 * played)
        for page in [false, true] {
            let captions = live.filter { ($0.platform == "facebook") == page }.compactMap(\.words).filter {
                !$0.isEmpty
            }
            #expect(Set(captions).count == captions.count)
        }
        #expect(live.count { $0.kind == "story" } == played)
        #expect(live.count { $0.kind == "photo_story" } == (hasPage ? played : 0))
        let lockfile = isShared ? try franchise.lockfile() : LockfileText(try clones[0].read(".schedule.lock"))
        #expect(Set(lockfile.published.values) == Set(live.map(\.name)))
        #expect(lockfile.published.count == live.count)
        for medium in live {
            #expect(medium.comments ?? [] == (medium.words?.hasPrefix("Post") == true ? ["Warm"] : []))
            if medium.platform == "facebook" { continue }
            #expect(medium.is_comment_enabled == !(medium.caption?.hasPrefix("Carousel") == true))
        }
    }

    private func write(_ files: [String: String?]) throws {
        guard !isShared else { return try franchise.push(files, from: clones[0]) }
        for (name, text) in files {
            if let text {
                try clones[0].write(text, to: name)
            } else {
                try franchise.directory.remove("\(clones[0].folder)/\(name)")
            }
        }
        try clones[0].commit("Change the calendar")
    }

    private func bringUpToDate(_ clone: TemporaryGitRepository) throws {
        try clone.git("fetch", "--quiet", "origin")
        try clone.git("reset", "--quiet", "--hard", "origin/main")
    }

    /// As git itself, a run that dies leaves git's locks behind, and a person removes them.
    func unlockGit() throws {
        for folder in clones.map({ $0.path + "/.git" }) + [franchise.origin.path] {
            guard let names = FileManager.default.enumerator(atPath: folder) else { continue }
            for case let name as String in names where name.hasSuffix(".lock") {
                try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
        }
    }
}
