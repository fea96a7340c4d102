import ObjectIDs

extension GitError: CustomStringConvertible {
    /// What failed and where, in one line without a full stop.
    public var description: String {
        switch self {
        case .notARepository(let path): "no git repository at '\(path)' or above it"
        case .dubiousOwnership(let path): "the git repository at '\(path)' belongs to another user"
        case .unsupportedFormat(let path, let detail): "cannot read the git repository at '\(path)': \(detail)"
        case .bare(let path): "the git repository at '\(path)' is bare"
        case .unbornHead(let branch): "branch '\(branch)' has no commit yet"
        case .unknownRevision(let text, _): "no commit is called '\(text)'"
        case .ambiguousRevision(let text): "several objects have ids that start with '\(text)'"
        case .notACommit(let text): "'\(text)' is not a commit"
        case .missingObject(let id, _): "git object \(id.map(\.description) ?? "of unknown id") is missing"
        case .corruptObject(let id, let detail):
            "git object \(id.map(\.description) ?? "of unknown id") is damaged: \(detail)"
        case .wrongKind(let id, let expected): "git object \(id) is not a \(expected)"
        case .blobTooLarge(let id, let size, let limit): "blob \(id) has \(size) bytes, more than \(limit)"
        case .noSuchFile(let path): "no file \(path)"
        case .unreadableFile(let path, let detail): "cannot read \(path): \(detail)"
        case .invalidPath(let path): "\(path) cannot be a path in a git repository"
        case .nestedTooDeep(let limit): "a commit has folders in folders more than \(limit) times"
        case .tooManyFiles(let path, let limit):
            "a commit has more than \(limit) files and folders\(path.isTop ? "" : " below \(path)")"
        case .locked(let file): "'\(file)' is locked"
        case .headMoved(let expected, let found):
            "HEAD is at \(Self.name(found)), expected at \(Self.name(expected))"
        case .operationInProgress(let operation): "a git \(operation.rawValue) is in progress"
        case .noIdentity(let role): "git does not know who the \(role.rawValue) is"
        case .invalidDate(let variable, let value): "cannot read \(variable) '\(value)' as a date"
        case .invalidConfiguration(let detail): "cannot read git's configuration: \(detail)"
        case .remote(let problem): problem.description
        case .library(let call, let code, let message): "\(call) failed (\(code)): \(message)"
        }
    }

    /// The reason behind it, or what it would lead to.
    public var why: String {
        switch self {
        case .notARepository: "the calendar, and what was published of it, live in git history"
        case .dubiousOwnership: "its configuration could run programs as you"
        case .unsupportedFormat: "libgit2 reads repositories of format 0 and 1 with SHA-1 ids"
        case .bare: "there are no files to read or write, only history"
        case .unbornHead: "there is no history to compare with"
        case .unknownRevision(_, let isShallow):
            isShallow
                ? "this is a shallow clone, which lacks older commits and perhaps this one"
                : "it is no branch, tag, id or expression of this repository"
        case .ambiguousRevision: "a short id must name one object"
        case .notACommit: "it names a file, a folder or a tag of one"
        case .missingObject(_, let isShallow):
            isShallow
                ? "this is a shallow clone, which lacks the history before its first commits"
                : "the repository is incomplete, or a partial clone that has not fetched it"
        case .corruptObject: "the disk or an interrupted write damaged the repository"
        case .wrongKind: "an id was used for another kind of object"
        case .blobTooLarge: "reading it would take that much memory"
        case .noSuchFile: "it is not in the commit or folder that was asked about"
        case .unreadableFile: "its content decides what has changed"
        case .invalidPath: "paths are relative to the top of the repository, without '..', '.git' or zero bytes"
        case .nestedTooDeep: "no work tree could hold that"
        case .tooManyFiles: "a few objects can claim more files than any machine could list"
        case .locked: "another git process is at work, or one died and left its lock"
        case .headMoved: "someone committed or switched branches meanwhile"
        case .operationInProgress: "a commit now would become part of it"
        case .noIdentity: "every commit names its author and committer"
        case .invalidDate: "a commit must carry the moment its author meant"
        case .invalidConfiguration: "git's configuration decides how files are read"
        case .remote(let problem): problem.why
        case .library: "libgit2 reported it"
        }
    }

    /// What to do next.
    public var fix: String {
        switch self {
        case .notARepository: "run 'git init' at the top of your project, or name its folder"
        case .dubiousOwnership(let path): "if you trust it, run: git config --global --add safe.directory '\(path)'"
        case .unsupportedFormat: "use a clone with SHA-1 ids and without format extensions"
        case .bare: "use a clone with a work tree: 'git clone' or 'git worktree add'"
        case .unbornHead: "commit first: git add . && git commit"
        case .unknownRevision(_, let isShallow):
            isShallow ? "run: git fetch --unshallow" : "see 'git branch --all', 'git tag' and 'git log'"
        case .ambiguousRevision: "write more digits of the id"
        case .notACommit: "name a commit, a branch or a tag of a commit"
        case .missingObject(_, let isShallow):
            isShallow ? "run: git fetch --unshallow" : "run 'git fetch', then 'git fsck' to see what is missing"
        case .corruptObject: "run 'git fsck', then fetch the object again or restore it from another clone"
        case .wrongKind: "run 'git fsck' to check the repository"
        case .blobTooLarge: "make the file smaller, or keep it elsewhere"
        case .noSuchFile: "check the path, and that the file is committed"
        case .unreadableFile: "give yourself the right to read it, or remove it"
        case .invalidPath: "name a file inside the repository"
        case .nestedTooDeep, .tooManyFiles: "do not trust the commit; it was made by no ordinary git"
        case .locked(let file): "wait for the other process; if there is none, remove '\(file)'"
        case .headMoved: "look at the new commit and try again"
        case .operationInProgress(let operation): Self.fix(for: operation)
        case .noIdentity(let role):
            "run 'git config user.name NAME' and 'git config user.email EMAIL', or set "
                + "GIT_\(role.rawValue.uppercased())_NAME and GIT_\(role.rawValue.uppercased())_EMAIL"
        case .invalidDate(let variable, _): "set \(variable) as '@1793522400 +0100' or '2026-11-01T10:00:00+01:00'"
        case .invalidConfiguration: "correct the file it names, or see 'git config --list --show-origin'"
        case .remote(let problem): problem.fix
        case .library: "run 'git fsck'; if it finds nothing, report this as a bug"
        }
    }

    private static func name(_ commit: CommitID?) -> String { commit?.object.abbreviated(to: 10) ?? "no commit" }

    private static func fix(for operation: Operation) -> String {
        switch operation {
        case .bisect: "end it with 'git bisect reset'"
        case .merge, .rebase, .revert, .cherryPick, .applyMailbox:
            "finish it, or give it up with 'git \(operation.rawValue) --abort'"
        }
    }
}
