import ContentModel
import Diagnostics
import Foundation
import Git
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport

@testable import CalendarLoading

/// A team's repository, and what applies have recorded of it; what is published is only recorded, never sent.
final class Team {
    /// Half an hour after everything is due.
    static let now = Date(timeIntervalSince1970: 1_796_113_800)

    var repository: TemporaryGitRepository
    private(set) var lockfile = Lockfile()
    /// Every publication that ever went out, by the name it had then.
    private(set) var published: [PublicationID] = []

    /// - Parameter entries: by name below `calendar/`, all with one picture.
    init(_ entries: [String: String]) throws {
        repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/bread.jpg")
        for (name, caption) in entries { try write(caption, to: name) }
        try repository.commit("Open the shop")
    }

    /// What has many words goes out at another time, for the same time would tell that it is the same.
    func write(_ caption: String, to name: String) throws {
        let text = Fixture.entry("media/bread.jpg", caption: caption)
        try repository.write(
            caption.count < 100 ? text : text.replacing("09:00", with: "10:00"), to: "calendar/\(name).yaml")
    }

    func move(_ old: String, to new: String) throws {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: "\(repository.path)/calendar/\(new)").deletingLastPathComponent(),
            withIntermediateDirectories: true)
        try repository.git("mv", "calendar/\(old)", "calendar/\(new)")
    }

    /// Takes an entry away, in a commit of its own.
    func remove(_ name: String) throws {
        try repository.git("rm", "--quiet", "calendar/\(name)")
        try repository.commit("Remove")
    }

    func plan() async throws -> Plan {
        let loaded = try await Fixture.loader.load(.workTree(ofRepositoryAt: repository.path))
        guard let settings = loaded.settings else {
            return Plan(commit: nil, lockfileDigest: "", now: Self.now, actions: [])
        }
        let assembly = PlanAssembly(of: loaded, settings: settings, inRepositoryAt: repository.path, zones: .system())
        return try await assembly.plan(
            lockfile: lockfile, lockfileDigest: BlobID(hashing: lockfile.bytes), journal: Journal(), at: Self.now)
    }

    /// Records that a publication of the present commit never goes out, as `calends forget` does.
    func forget(_ name: String) async throws {
        let plan = try await plan()
        guard let desired = plan.actions.first(where: { $0.publication.description == name })?.desired else { return }
        let record = LockRecord(
            phase: .dismissed(DismissedPublication(at: Timestamp(Self.now))), source: desired.source,
            commit: plan.commit, media: [])
        lockfile.merge(Lockfile(records: [desired.id: record]))
    }

    /// Records what an apply of the present commit would do.
    func apply() async throws {
        let plan = try await plan()
        lockfile.rename(Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first }))
        for action in plan.actions {
            guard case .publish(let publication) = action.step else { continue }
            published.append(publication.id)
            let medium = PublishedPublication(
                mediaID: "\(published.count)", publishedAt: Timestamp(Self.now), permalink: nil)
            lockfile.records[publication.id] = LockRecord(
                phase: .published(medium), source: publication.source, commit: plan.commit,
                media: publication.content.media.map { MediaReference(path: $0.path, blob: $0.blob) })
        }
    }
}

extension Plan {
    /// What it says of each publication and who made it so, one line a fact; empty where nothing is to be done.
    var facts: [String] {
        func by(_ origin: ChangeOrigin?) -> String {
            switch origin {
            case .workTree: " [not committed]"
            case .commit(let made): " [\(made.subject)]"
            case nil: ""
            }
        }
        return renames.map { "\($0.from) is now \($0.to)" + by($0.origin) }
            + actions.map { action -> String in
                let what =
                    switch action.step {
                    case .conflict(.edited): "edited"
                    case .conflict(.incomparable(_, _, let why)): "edited, because \(why)"
                    case .conflict(.lookAlike(_, let other, _)): "looks like \(other)"
                    default: "\(action.kind)"
                    }
                let changes = action.changes.map { ", \($0.field): \($0.before ?? "-") → \($0.after ?? "-")" }
                return "\(action.publication) \(what)" + changes.joined() + by(origins[action.publication])
            }.sorted()
            + diagnostics.map { "\($0.message): \($0.fix)" }
    }
}
