import CalendarLoading
import Diagnostics
import FileStore
import FoundationEssentials
import Git
import TimeZones
import Views

/// `calends init`
struct InitCommand {
    let invocation: Invocation

    func run() throws -> ExitStatus {
        let (root, isRepository) = try workTree()
        let files = try FileRoot(root)
        let isNew = try write(
            Starter.settings(
                timezone: Starter.systemTimezone(invocation.environment), sharesState: invocation.has(.ci)),
            to: "calendar/settings.yaml",
            in: files)
        try write(Starter.entry(on: Date(), account: try account(in: files)), to: Starter.entryPath, in: files)
        for subject in [SchemaCommand.Subject.entry, .settings] {
            try write(subject.schema.text, to: "\(Starter.schemaFolder)/\(subject.rawValue).json", in: files)
        }
        try write(SamplePicture.jpeg, to: Starter.picturePath, in: files)
        try add([".schedule.lock merge=calends", ".schedule.lock/* merge=calends"], to: ".gitattributes", in: files)
        try add([".calends/"] + (isNew ? [Starter.hostingPath + "/"] : []), to: ".gitignore", in: files)
        switch invocation.value(of: .ci) {
        case "github":
            try write(Jobs.github, to: Jobs.githubPath, in: files)
            let workflow = try files.bytes(of: Jobs.githubPath, limit: 1 << 20)
            if String(decoding: workflow, as: UTF8.self).contains("uses: \(Jobs.githubAction)") {
                invocation.tell(
                    "\nJobs run Calends from a copy of its repository: name yours, at a commit, in \(Jobs.githubPath) where it "
                        + "says \(Jobs.githubAction).")
            }
        case "gitlab":
            try write(Jobs.gitlab, to: Jobs.gitlabPath, in: files)
            try write("include:\n  - local: \(Jobs.gitlabPath)\n", to: ".gitlab-ci.yml", in: files)
        default: break
        }
        if isRepository {
            let repository = try Repository(openingAt: root)
            let driver = MergeDriver(title: "Calends lockfile", command: "calends lock merge %O %A %B %P")
            if try repository.mergeDriver("calends") != driver {
                try repository.configureMergeDriver("calends", driver)
                invocation.tell("  set      merge.calends in git's configuration of this clone")
            }
        }
        if invocation.has(.ci), try !sharesState(in: files) {
            invocation.tell("\nJobs share what has been published: write \(Starter.sharedState) in the settings.")
        }
        invocation.tell(Starter.nextSteps(isRepository: isRepository))
        return .done
    }

    /// The account of the first entry: the first of the settings, which may be older than this.
    private func account(in files: FileRoot) throws(FileError) -> String {
        let bytes = try files.bytes(of: CalendarLoader.settingsPath, limit: 16 << 20)
        return SettingsEditing.accountNames(in: bytes).first ?? Starter.account
    }

    /// Whether the settings, which may be older than this, say where state is shared.
    private func sharesState(in files: FileRoot) throws(FileError) -> Bool {
        let bytes = try files.bytes(of: CalendarLoader.settingsPath, limit: 16 << 20)
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.contains { $0.hasPrefix("state:") }
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

    @discardableResult
    private func write(_ text: String, to path: String, in files: FileRoot) throws -> Bool {
        try write(Array(text.utf8), to: path, in: files)
    }

    /// Writes a file that is not there yet; answers whether it was not.
    @discardableResult
    private func write(_ bytes: [UInt8], to path: String, in files: FileRoot) throws -> Bool {
        if try files.facts(of: path) != nil {
            invocation.tell("  kept     \(path)")
            return false
        }
        if let slash = path.lastIndex(of: "/") { try files.createFolder(String(path[..<slash])) }
        try files.durableFile(path).replace(with: bytes)
        invocation.tell("  created  \(path)")
        return true
    }

    /// Adds lines to a file that may hold them or others already.
    private func add(_ lines: [String], to path: String, in files: FileRoot) throws {
        let file = try files.durableFile(path)
        let bytes = try file.bytes(limit: 1 << 20) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        let present = Set(text.split(whereSeparator: \.isNewline).map(String.init))
        let missing = lines.filter { !present.contains($0) }
        guard !missing.isEmpty else {
            invocation.tell("  kept     \(path)")
            return
        }
        let separator = bytes.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try file.replace(with: bytes + Array((separator + missing.map { $0 + "\n" }.joined()).utf8))
        invocation.tell("  \(bytes.isEmpty ? "created " : "changed ") \(path)")
    }
}
