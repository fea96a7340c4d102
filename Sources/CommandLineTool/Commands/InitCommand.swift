import Diagnostics
import FileStore
import FoundationEssentials
import Git
import TimeZones

/// `calends init`
struct InitCommand {
    let invocation: Invocation

    func run() throws -> ExitStatus {
        let (root, isRepository) = try workTree()
        let files = try FileRoot(root)
        try write(
            Starter.settings(timezone: Starter.systemTimezone(invocation.environment)), to: "calendar/settings.yaml",
            in: files)
        try write(Starter.entry(on: Date()), to: Starter.entryPath, in: files)
        try write(SamplePicture.jpeg, to: Starter.picturePath, in: files)
        try add(".schedule.lock merge=calends", to: ".gitattributes", in: files)
        try add(".calends/", to: ".gitignore", in: files)
        if isRepository {
            let repository = try Repository(openingAt: root)
            let driver = MergeDriver(title: "Calends lockfile", command: "calends lock merge %O %A %B %P")
            if try repository.mergeDriver("calends") != driver {
                try repository.configureMergeDriver("calends", driver)
                invocation.tell("  set      merge.calends in git's configuration of this clone")
            }
        }
        invocation.tell(Starter.nextSteps(isRepository: isRepository))
        return .done
    }

    /// The top of the repository around the folder; where there is none, one is made.
    private func workTree() throws -> (root: String, isRepository: Bool) {
        let directory = invocation.directory
        do throws(GitError) {
            return (try Repository(discoveringFrom: directory).requireWorkTree(), true)
        } catch {
            guard case .notARepository = error else { throw error }
            if invocation.has(.noGit) { return (directory, false) }
            let root = try Repository.initialize(at: directory).requireWorkTree()
            invocation.tell("  created  a git repository")
            return (root, true)
        }
    }

    private func write(_ text: String, to path: String, in files: FileRoot) throws {
        try write(Array(text.utf8), to: path, in: files)
    }

    private func write(_ bytes: [UInt8], to path: String, in files: FileRoot) throws {
        if try files.facts(of: path) != nil {
            invocation.tell("  kept     \(path)")
            return
        }
        if let slash = path.lastIndex(of: "/") { try files.createFolder(String(path[..<slash])) }
        try files.durableFile(path).replace(with: bytes)
        invocation.tell("  created  \(path)")
    }

    /// Adds a line to a file that may hold others already.
    private func add(_ line: String, to path: String, in files: FileRoot) throws {
        let file = try files.durableFile(path)
        let bytes = try file.bytes(limit: 1 << 20) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        guard !text.split(whereSeparator: \.isNewline).contains(where: { $0 == line }) else {
            invocation.tell("  kept     \(path)")
            return
        }
        let separator = bytes.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try file.replace(with: bytes + Array((separator + line + "\n").utf8))
        invocation.tell("  \(bytes.isEmpty ? "created " : "changed ") \(path)")
    }
}
