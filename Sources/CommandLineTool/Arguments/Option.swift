/// Every option of every command: the one table that parsing, help, completions and the man page are made from.
///
/// An option means the same wherever it is accepted.
enum Option: String, CaseIterable, Sendable {
    case directory, account, format, color, quiet, verbose, help, version
    case commit, detailedExitcode = "detailed-exitcode", sandbox
    case allowUncommitted = "allow-uncommitted", localState = "local-state", maxPublish = "max-publish"
    case maxDelete = "max-delete", autoApprove = "auto-approve", noCommit = "no-commit", at, until
    case target, out, refresh, ci
    case since, limit
    case wait, poll, listen, branch
    case dryRun = "dry-run"
    case login, id, paste, api, githubSecret = "github-secret", print
    case media, port, data, into, noGit = "no-git", man

    /// The long name behind `--`.
    var name: String { rawValue }

    /// The letter behind `-`.
    var letter: Character? {
        switch self {
        case .directory: "C"
        case .quiet: "q"
        case .verbose: "v"
        case .help: "h"
        default: nil
        }
    }

    /// What stands for the value; `nil` for an option that has none.
    var value: String? {
        switch self {
        case .directory, .data, .into: "DIR"
        case .account: "NAME"
        case .format: "FORMAT"
        case .color: "WHEN"
        case .commit: "REV"
        case .maxPublish, .maxDelete, .limit: "N"
        case .target: "GLOB"
        case .out: "FILE"
        case .ci: "HOST"
        case .at, .until, .since: "TIME"
        case .wait, .poll: "SPAN"
        case .listen: "ADDRESS"
        case .branch: "NAME"
        case .media: "MEDIA_ID"
        case .port: "N"
        case .login: "LOGIN"
        case .id: "ID"
        case .api: "URL"
        case .githubSecret: "NAME"
        default: nil
        }
    }

    /// The only values it takes; empty where any text may do. Those of `--format` are each command's own.
    var choices: [String] {
        switch self {
        case .color: ["auto", "always", "never"]
        case .ci: ["github", "gitlab"]
        case .login: ["instagram", "facebook", "page"]
        default: []
        }
    }

    /// The whole numbers it takes; `nil` where the value is no number.
    var numbers: ClosedRange<Int>? {
        switch self {
        case .port: 0...65_535
        case .maxPublish, .maxDelete: 0...1_000_000
        case .limit: 1...1_000_000
        default: nil
        }
    }

    /// What it does: one sentence without a full stop.
    var summary: String {
        switch self {
        case .directory: "Work as if started in DIR"
        case .account: "Only this account; repeat it, or write names with commas between them"
        case .format: "How facts are printed"
        case .color: "Colour the output: auto (on a terminal), always or never"
        case .quiet: "Print results and errors, and nothing on the way"
        case .verbose: "Print every step; -vv also each request and answer, without secrets"
        case .help: "Print the help of the command"
        case .version: "Print the version"
        case .commit: "Read the calendar of this commit, and not the work tree"
        case .detailedExitcode:
            "Exit with 2 when the plan has changes, with 3 when it only has what a person must decide"
        case .sandbox: "Use the built-in sandbox: no token, no account, no network, a lockfile of its own"
        case .allowUncommitted: "Take the work tree as it is, with what is not committed"
        case .localState: "Keep the journal on this machine alone, also in CI"
        case .maxPublish: "Publish up to N, whatever safety.max_publish_per_apply says"
        case .maxDelete: "Delete up to N, whatever safety.max_delete_per_apply says"
        case .autoApprove: "Do not ask before something is published or removed"
        case .noCommit: "Write the lockfile without committing it"
        case .at: "Act as if it were TIME, such as '2026-12-01 09:00'; with apply only in the sandbox"
        case .until: "With --sandbox: rehearse what falls due up to TIME; a day means its end"
        case .target: "Only publications whose names match, such as '2026-12/*' or '**@bakery'; repeat it for more"
        case .ci: "Write the jobs for github or gitlab that plan every request and publish"
        case .since: "Only what was published since TIME, such as 2026-01-01"
        case .limit: "Import N media at most, the newest of those that are not known yet"
        case .refresh: "Ask the platform as well what was deleted, changed or posted there; needs the tokens"
        case .out: "Save the plan in FILE, for calends apply FILE"
        case .wait: "Stay for SPAN, such as 15m, and publish what falls due meanwhile at its second"
        case .poll: "Look at state and calendar at least every SPAN, such as 30s; usually 60s"
        case .listen: "Serve /healthz and /metrics at ADDRESS, such as 127.0.0.1:9464"
        case .branch: "Follow this branch; usually the one that is checked out"
        case .login: "What to log in: instagram or facebook (an Instagram account, by that login), or page"
        case .id: "The account meant, by its id, where a login reaches several"
        case .paste: "Ask for the address that the login ends at, also where calends could listen there"
        case .api: "Another server than Meta's, such as a sandbox"
        case .githubSecret: "Write the new token as this secret of the repository's GitHub Actions"
        case .print: "Print the new token on standard output"
        case .media: "The medium meant, by the id that the platform gave it"
        case .dryRun: "Show what would be done, and do nothing"
        case .port: "Listen on port N; 0 takes a free one"
        case .data: "Keep the data in DIR"
        case .into: "Write the results into DIR, below the top of the repository"
        case .noGit: "Do not make a git repository where there is none"
        case .man: "Print the manual page (roff)"
        }
    }

    /// Accepted by every command, before or after its name.
    static let global: [Option] = [.directory, .account, .format, .color, .quiet, .verbose, .help, .version]
}
