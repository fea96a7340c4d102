import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import Git
import ObjectIDs
import Planning

/// A plan in a file: `plan --out FILE` writes it, `apply FILE` carries it out.
struct PlanFile {
    /// As it was named.
    let name: String
    private let path: String

    /// More than a plan for a million publications takes.
    private static let largest = 1 << 30

    init(_ name: String, for invocation: Invocation) {
        self.name = name
        path = name.hasPrefix("/") ? name : "\(invocation.directory)/\(name)"
    }

    func write(_ plan: SavedPlan) throws(FileError) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let (folder, file) = (String(path[..<slash]), String(path[path.index(after: slash)...]))
        try FileRoot(folder.isEmpty ? "/" : folder).durableFile(file).replace(with: Array(plan.text.utf8))
    }

    func read() throws -> SavedPlan {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try OpenFile(path: path).bytes(limit: Self.largest) } catch {
            throw CommandFailure(
                "'\(name)' cannot be read: \(error.what)", why: "apply FILE carries out a saved plan",
                fix: error.fix, status: .usage)
        }
        do throws(SavedPlanError) { return try SavedPlan(parsing: bytes) } catch {
            let words = error.words
            throw CommandFailure("'\(name)': \(words.what)", why: words.why, fix: words.fix, status: .calendarErrors)
        }
    }

    /// Refuses a plan that no longer says what would happen, and names what has moved.
    func check(_ saved: SavedPlan, against now: SavedPlan, of workspace: Workspace) throws(CommandFailure) {
        var moved = saved.moved(to: now)
        guard !moved.isEmpty else { return }
        if saved.calendar != now.calendar {
            // What an action was made from is named with it.
            moved += edits(from: saved.commit, to: now.commit, in: workspace)
                .filter { path in !moved.contains { $0.contains(": \(path) was edited") } }.map { "edited: \($0)" }
        }
        let rest = moved.count - 12
        let shown = moved.prefix(12).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
        throw CommandFailure(
            "'\(name)' is stale, and nothing was done: \(shown)",
            why: "a saved plan is carried out as it was or not at all",
            fix: "look at the plan of now, and save it: calends plan --out \(name)", status: .needsPerson)
    }

    /// The files of the calendar that differ between two commits, where both are here.
    private func edits(from old: String?, to new: String?, in workspace: Workspace) -> [String] {
        guard let old = old.flatMap({ CommitID(hex: $0) }), let new = new.flatMap({ CommitID(hex: $0) }), old != new,
            let repository = try? Repository(openingAt: workspace.root),
            let changes = try? repository.changes(from: old, to: new, detectingRenames: false)
        else { return [] }
        return changes.map { "\($0.path)" }.filter { $0.hasPrefix("calendar/") }
    }
}

extension LoadedCalendar {
    /// Names the content of the settings and of every entry: what a saved plan is bound to.
    func content(in workspace: Workspace) throws -> BlobID {
        var lines = entries.map { "\($0.key) \($0.value.blob)\n" }.sorted()
        if let commit, !isDirty {
            let repository = try Repository(openingAt: workspace.root)
            let tree = try repository.commit(commit).tree
            let settings = try repository.files(in: tree, under: RepositoryPath("calendar/settings.yaml"))
            lines += settings.map { "settings \($0.blob)\n" }
        } else {
            let bytes = try workspace.files().bytes(of: "calendar/settings.yaml", limit: 1 << 24)
            lines.append("settings \(BlobID(hashing: bytes))\n")
        }
        if let freeze { lines.append("freeze \(freeze)\n") }
        return BlobID(hashing: Array(lines.joined().utf8))
    }
}
