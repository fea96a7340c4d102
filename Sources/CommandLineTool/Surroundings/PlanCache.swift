import CalendarLoading
import FileStore
import Git
import ObjectIDs

/// What plans leave behind for later ones, below `.calends/cache`. It may be lost or damaged at any time, and changes no
/// result.
struct PlanCache: Sendable {
    private let files: FileRoot
    private static let folder = ".calends/cache"
    private static let entriesPath = "\(folder)/entries"
    private static let foldersPath = "\(folder)/folders"
    private static let lockfilePath = "\(folder)/lockfile"
    private static let checkedPath = "\(folder)/checked"

    /// A calendar of fewer entries is read as fast as what would be remembered of it.
    private static let leastEntries = 1_000

    /// Whether it is worth its place for a calendar of so many entries; one that is there already says so.
    func isWorthwhile(forEntries count: Int) -> Bool {
        count >= Self.leastEntries || (try? files.facts(of: Self.entriesPath))?.kind == .file
    }

    /// `nil` where git would see the folder.
    init?(in workspace: Workspace) {
        guard let files = try? workspace.files() else { return nil }
        self.init(in: files)
    }

    /// `nil` where git would see the folder.
    init?(in files: FileRoot) {
        guard let repository = try? Repository(openingAt: files.path),
            (try? repository.isIgnored(RepositoryPath(Self.entriesPath))) == true
        else { return nil }
        self.files = files
    }

    /// What is remembered of entries.
    var entries: [UInt8] { (try? files.bytes(of: Self.entriesPath, limit: 256 << 20)) ?? [] }

    func remember(entries bytes: [UInt8]) { write(bytes, to: Self.entriesPath) }

    /// What is remembered of folders.
    var folders: [UInt8] { (try? files.bytes(of: Self.foldersPath, limit: 16 << 20)) ?? [] }

    func remember(folders bytes: [UInt8]) { write(bytes, to: Self.foldersPath) }

    /// An earlier lockfile that a later one lacks nothing of; git's names of their files or folders.
    struct Whole: Hashable {
        let earlier: ObjectID
        let present: ObjectID
    }

    /// So many are remembered.
    static let mostWholes = 500

    var wholes: Set<Whole> {
        let bytes = (try? files.bytes(of: Self.lockfilePath, limit: 1 << 16)) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard words.count == 2, let earlier = ObjectID(hex: words[0]), let present = ObjectID(hex: words[1])
                else {
                    return nil
                }
                return Whole(earlier: earlier, present: present)
            })
    }

    func remember(_ wholes: [Whole]) {
        write(Array(wholes.map { "\($0.earlier) \($0.present)\n" }.joined().utf8), to: Self.lockfilePath)
    }

    /// Notes that the lockfile here was found to lack nothing of earlier ones.
    func remember(_ history: LockfileHistory) async throws {
        guard let present = try await history.present(), let survey = try history.survey(since: checked) else { return }
        let earlier = survey.versions.prefix(Self.mostWholes)
        remember(earlier.map { Whole(earlier: $0, present: present) })
    }

    /// The commit up to which no version of the lockfile has anything that the one of that commit lacks.
    var checked: CommitID? {
        let bytes = (try? files.bytes(of: Self.checkedPath, limit: 1 << 10)) ?? []
        return CommitID(hex: String(decoding: bytes, as: UTF8.self).prefix { !$0.isWhitespace })
    }

    func remember(checked commit: CommitID) {
        guard commit != checked else { return }
        write(Array("\(commit)\n".utf8), to: Self.checkedPath)
    }

    /// What cannot be written is not remembered.
    private func write(_ bytes: [UInt8], to path: String) {
        do throws(FileError) {
            try files.createFolder(Self.folder)
            try files.durableFile(path).replace(with: bytes)
        } catch {
            return
        }
    }
}
