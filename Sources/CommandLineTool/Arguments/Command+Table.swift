// What each command takes and does; see ``Option`` for the other half of the table.
extension Command {
    /// What it does: one sentence without a full stop.
    var summary: String {
        switch self {
        case .initialize: "Set up a calendar in a repository"
        case .validate: "Check settings and every entry; report every problem"
        case .plan: "Show what differs between the calendar and what is published"
        case .apply: "Publish what is due"
        case .run: "Keep publishing, each thing at its second, until it is stopped"
        case .status: "Show where every publication stands"
        case .show: "Show one publication in full"
        case .calendar: "Show a month, or give the calendar to calendar programs"
        case .accept: "Settle a conflict: what is published stands"
        case .forget: "Let a publication go: it never goes out, or is gone"
        case .refresh: "Ask the platform what has changed there since it was published"
        case .importMedia: "Adopt what an account has published already: entries, media and lockfile"
        case .sandbox: "Serve the Graph API of the sandbox, and its web page"
        case .mediaGC: "Remove hosted media that nothing needs any more"
        case .authLogin: "Log an account in, in a browser; store its token, name it in the settings"
        case .authRefresh: "Renew tokens before they end"
        case .authStatus: "Show whose each token is, how long it lasts, what it may do"
        case .doctor: "Check everything that publishing stands on"
        case .mediaCheck: "Look into every medium, and say what becomes of it"
        case .mediaPrepare: "Make media ready ahead of apply"
        case .lockMerge: "Merge two lockfiles (git calls this)"
        case .schema: "Print the JSON Schema of a file or of an output"
        case .completions: "Print the completions of a shell"
        case .help: "Print help"
        }
    }

    /// The arguments without a `-`, in order.
    var operands: [Operand] {
        switch self {
        case .show, .accept, .forget: [Operand(name: "ID")]
        case .calendar: [Operand(name: "MONTH", isOptional: true)]
        case .apply: [Operand(name: "FILE", isOptional: true)]
        case .lockMerge: ["BASE", "OURS", "THEIRS", "PATH"].map { Operand(name: $0) }
        case .schema: [Operand(name: "SUBJECT")]
        case .completions: [Operand(name: "SHELL")]
        case .mediaGC: []
        case .help: [Operand(name: "COMMAND", isOptional: true, isRepeatable: true)]
        case .initialize, .validate, .plan, .run, .status, .refresh, .importMedia, .sandbox: []
        case .authLogin, .authRefresh, .authStatus, .doctor, .mediaCheck, .mediaPrepare: []
        }
    }

    /// The options of its own.
    var options: [Option] {
        switch self {
        case .initialize: [.ci, .noGit]
        case .validate: [.commit]
        case .plan: [.commit, .detailedExitcode, .refresh, .sandbox, .at, .target, .out]
        case .apply:
            [
                .target, .wait, .sandbox, .at, .until, .autoApprove, .allowUncommitted, .localState, .maxPublish,
                .maxDelete,
                .noCommit,
            ]
        case .run: [.branch, .poll, .listen, .localState, .maxPublish, .maxDelete, .noCommit]
        case .status, .show, .calendar: [.sandbox]
        case .accept: [.media, .sandbox, .allowUncommitted, .noCommit]
        case .forget: [.media, .sandbox, .allowUncommitted, .noCommit]
        case .importMedia: [.since, .limit, .dryRun, .localState]
        case .sandbox: [.port, .data]
        case .mediaGC: [.dryRun, .autoApprove, .localState]
        case .help: [.man]
        case .mediaCheck: [.commit]
        case .mediaPrepare: [.into]
        case .authLogin: [.login, .id, .paste, .api]
        case .authRefresh: [.githubSecret, .print]
        case .refresh, .lockMerge, .schema, .completions, .authStatus, .doctor: []
        }
    }

    /// The values of `--format`, the first of them the default; empty for a command that prints no facts.
    var formats: [String] {
        switch self {
        case .validate: ["text", "json", "github"]
        case .plan: ["text", "json", "markdown", "html", "github"]
        case .calendar: ["text", "json", "html", "ics"]
        case .apply, .run, .status, .show, .accept, .forget, .refresh, .importMedia, .sandbox: ["text", "json"]
        case .authStatus, .doctor, .mediaGC, .mediaCheck, .mediaPrepare: ["text", "json"]
        case .initialize, .lockMerge, .schema, .completions, .help, .authLogin, .authRefresh: []
        }
    }

    /// More about it, in paragraphs.
    var discussion: [String] {
        switch self {
        case .initialize:
            [
                "Writes calendar/settings.yaml, a first entry, .gitattributes and .gitignore, and tells git how to merge "
                    + "lockfiles. What exists already is left as it is. Where there is no git repository, one is made.",
                "With --ci it also writes the jobs that plan every pull or merge request in one comment, and publish what is "
                    + "merged and what falls due: docs/ci.md.",
            ]
        case .validate:
            [
                "Reads the work tree, needs neither tokens nor a network, and works without git. Exits with 1 when "
                    + "something is wrong."
            ]
        case .plan:
            [
                "Compares the calendar with .schedule.lock and the journal. Needs neither tokens nor a network, and "
                    + "changes nothing.",
                "With --refresh it asks the accounts as well, with their tokens, and shows what was deleted or changed there, "
                    + "and what no record knows, each with what can be done about it; apply does none of that by itself. "
                    + "Exits with 4 when an account could not be asked.",
                "With --format markdown it is the comment of a pull request, never longer than GitHub takes. With --format "
                    + "html it is a page of one file that shows every publication as it will look; larger media are "
                    + "shown when the file lies in the root of the repository.",
            ]
        case .apply:
            [
                "Finds out first what became of anything a crash interrupted, then publishes what is due now, in order, "
                    + "and prepares what is due soon. Reads the commit at HEAD. On a terminal it asks before it publishes "
                    + "to real accounts. Afterwards the lockfile is committed.",
                "With --wait it stays, and sends what falls due meanwhile at its second; it ends early when nothing is "
                    + "left. Interrupted, it lets what is in flight end, for ten seconds at most; a second signal ends it "
                    + "at once. Both are safe: the next run finds out what became of what had left.",
                "With state.remote in the settings, journal and lockfile are shared through git, so several machines may "
                    + "run at once; one that finds an account held by another waits for it.",
                "With FILE it carries out the plan that calends plan --out FILE has saved, as it was: it is refused, with what "
                    + "has moved, when calendar, media, lockfile or what is due are no longer the same.",
                "With --sandbox everything happens in the sandbox that calends brings along: see the whole flow before "
                    + "any account is connected. Its clock runs through the whole calendar, so that months are "
                    + "rehearsed in seconds; --at and --until set where it begins and ends. While calends sandbox "
                    + "runs, its page shows what is published. A second run goes on where the first ended; remove "
                    + ".calends/sandbox to begin anew.",
            ]
        case .run:
            [
                "Follows the branch that is checked out, on state.remote where the settings name one: what is merged is "
                    + "what goes out, also while it runs. An entry may change until half a minute before it is due. The "
                    + "work tree is not read.",
                "Survives the remote and the platform being away, and says so. SIGTERM lets what is in flight end, for "
                    + "ten seconds at most; a second one ends at once, and as safely.",
                "Publications that need a person are in calends status; safety brakes hold back what they concern, and "
                    + "nothing else.",
            ]
        case .status:
            [
                "Reads the lockfile, the journal and the calendar of the work tree. With --sandbox it shows what apply "
                    + "--sandbox has published."
            ]
        case .show: ["ID is a publication such as 2026-12/launch@bakery, or an entry for all of its accounts."]
        case .calendar:
            [
                "MONTH is such as 2026-12; without it, the present one. What is published, planned, and in need of a "
                    + "person, at the times that the entries give.",
                "--format ics is a feed for calendar programs (iCalendar): everything, or the month that is named. "
                    + "--format html is a page of one file.",
            ]
        case .accept:
            [
                "ID is a publication that calends plan shows as a conflict. Nothing is sent to the platform; the lockfile "
                    + "is written and committed.",
                "If the entry was edited after it was published, the difference stands from now on. If it looks like an "
                    + "earlier publication, it is that one under a new name, and is not published again. If a run could "
                    + "not tell which medium it has published, --media names it; a first comment that the run had not "
                    + "reached is not sent. --media none says that it is not there: the next apply goes on with it.",
                "If it is published although nothing is recorded of it, --media names the medium as well, and it is not "
                    + "published again.",
            ]
        case .forget:
            [
                "ID is a publication that is scheduled, missed, failed or in doubt: it never goes out, also when "
                    + "its entry changes. To publish it after all, copy the entry under a new name. Nothing is sent to "
                    + "the platform; the lockfile is written and committed.",
                "What is published is not deleted. If it was deleted by hand, --media names the medium that is gone; "
                    + "it is not published again.",
            ]
        case .refresh:
            [
                "Looks for media that were deleted or changed on the platform, and for media that no record knows, as far "
                    + "back as Calends has published; with few calls, and without changing anything. Needs the accounts' "
                    + "tokens. calends plan --refresh shows the same among what is to be done.",
                "Each difference comes with what can be done about it. Exits with 3 when one needs a person, with 4 when "
                    + "an account could not be asked. Stories, which last a day, are left out.",
            ]
        case .importMedia:
            [
                "Asks the platform for everything that the account shows, newest first, and writes an entry below "
                    + "calendar/imported/, its media below media/imported/, and a record into .schedule.lock. What a "
                    + "record knows already is left alone, so a second run changes nothing, and one that was "
                    + "interrupted is gone on with. Nothing is sent to the platform but questions.",
                "An imported entry counts as published: it never goes out again. The platform does not tell an "
                    + "entry's location and tags, nor the descriptions of a carousel's pictures, and collaborators to "
                    + "Facebook Login alone. Stories, which last a day, and what Facebook Pages show are not imported.",
            ]
        case .sandbox:
            [
                "Serves until it is interrupted. With --format json, and where standard output is no terminal, the first "
                    + "line there is JSON with the address and the accounts with their tokens. Without --data it shows what apply --sandbox has published."
            ]
        case .mediaGC:
            [
                "Looks at what hosting of kind s3 or directory holds under names that calends gave, and at nothing else. "
                    + "Stays: what is planned, in flight or waits for a person, and what was hosted or published less "
                    + "than hosting.retain ago. Uploads that were given up a day ago are cleaned away. Where it cannot "
                    + "be told which files a publication has, nothing is removed.",
                "On a terminal it asks before it removes anything.",
            ]
        case .authLogin:
            [
                "Prints an address to open in a browser, waits for the browser to come back, and keeps the token in the "
                    + "encrypted store .calends-tokens, which CALENDS_KEY or CALENDS_PASSPHRASE opens. The account is "
                    + "written into calendar/settings.yaml, as token: store:NAME.",
                "The app is named in the settings, in app:, or by CALENDS_APP_ID and CALENDS_APP_SECRET (Facebook Login), "
                    + "CALENDS_INSTAGRAM_APP_ID and CALENDS_INSTAGRAM_APP_SECRET (Instagram Login). Where the app's redirect "
                    + "address is not on this machine, the address of the page that the login ends at is asked for.",
                "See also calends auth status and calends auth refresh.",
            ]
        case .authRefresh:
            [
                "Instagram's tokens are renewed once they are a day old; a Page's from the person's token that it came "
                    + "of. What is in the store stays there. calends run does this by itself.",
                "--github-secret also writes the new token as a secret of GitHub Actions, with GITHUB_TOKEN and "
                    + "GITHUB_REPOSITORY, so that a scheduled job keeps itself alive.",
            ]
        case .authStatus:
            [
                "Asks the platform, where it can be reached, whose each token is, and compares its permissions with what "
                    + "this calendar needs. Exits with 3 when something must be mended."
            ]
        case .doctor:
            [
                "Looks at the calendar, the media tools, whether hosting can be written and read by everybody, whether the "
                    + "git remote can be read and takes pushes, how far the servers' clocks are from ours, and at "
                    + "everything that calends auth status shows. Exits with 3 when something must be mended."
            ]
        case .mediaCheck:
            [
                "Decodes all media of the calendar, apart from everything that is secret, and tells of each how it goes "
                    + "out. validate and plan do the same of what is still to be published, and remember what they have "
                    + "seen. Exits with 1 when something is wrong."
            ]
        case .mediaPrepare:
            [
                "What apply would make of media it makes now, on all cores, and keeps it in .calends/cache: a large "
                    + "picture is reduced, a PNG becomes a JPEG, places and other metadata are taken out. calends plan "
                    + "says what becomes of each.",
                "Where hosting publishes files as they are (kind: url), --into writes the results into a folder of the "
                    + "repository: commit them, and name them in the entries.",
            ]
        case .lockMerge:
            [
                "The union of OURS and THEIRS goes to OURS; nothing that either side has published is forgotten. "
                    + "calends init makes this git's merge driver for .schedule.lock."
            ]
        case .schema:
            [
                "SUBJECT is entry or settings, for editors that complete and check as one types; or plan, status, apply or "
                    + "validate, for programs that read what these print with --format json (apply: one line of it).",
                "It is made from what reads the files. What it refuses is refused; some of what it takes is refused by "
                    + "calends validate all the same.",
            ]
        case .completions: ["SHELL is bash, zsh or fish."]
        case .help: []
        }
    }

    /// Calls worth copying.
    var examples: [Example] {
        switch self {
        case .initialize:
            [
                Example("calends -C shop init", "set up the repository in shop/"),
                Example("calends init --ci github", "and its workflow"),
            ]
        case .validate:
            [
                Example("calends validate", "check everything"),
                Example("calends validate --format github", "annotate a pull request"),
            ]
        case .plan:
            [
                Example("calends plan", "what would happen with the files as they are"),
                Example("calends plan --commit origin/main --format json", "the same of a commit, for a script"),
                Example("calends plan --out december.plan --target '2026-12/*'", "save a part, to apply just that"),
                Example("calends plan --format github", "annotate the lines that will cause trouble"),
                Example("calends plan --format html > plan.html", "every publication as it will look"),
                Example("calends plan --refresh", "and what differs on the platform"),
                Example("calends plan --account bakery --detailed-exitcode", "exit with 2 when there is something"),
            ]
        case .apply:
            [
                Example("calends apply --sandbox", "rehearse the whole calendar, without any account"),
                Example("calends apply --sandbox --until 2026-12-31", "rehearse what falls due this year"),
                Example("calends apply december.plan", "what was saved, or nothing"),
                Example("calends apply --auto-approve", "publish what is due, in a scheduled job"),
                Example("calends apply --auto-approve --wait 15m", "and what falls due before the job starts again"),
            ]
        case .run:
            [
                Example("calends run", "publish whatever the branch says, for ever"),
                Example("calends run --listen 127.0.0.1:9464 --format json", "as a service, with health and metrics"),
            ]
        case .status: [Example("calends status --format json", "where everything stands, for a script")]
        case .show: [Example("calends show 2026-12/launch@bakery", "one publication")]
        case .calendar:
            [
                Example("calends calendar 2026-12", "a month"),
                Example("calends calendar --format ics > public/calends.ics", "a feed to subscribe to"),
            ]
        case .accept:
            [
                Example("calends accept 2026-12/launch@bakery", "let an edit after publishing stand"),
                Example("calends accept 2026-12/launch@bakery --media 18000000000000001", "name the medium it is"),
                Example("calends accept 2026-12/launch@bakery --media none", "say that it is not on the account"),
            ]
        case .forget:
            [
                Example("calends forget 2026-11/late@bakery", "let go what was missed"),
                Example("calends forget 2026-11/late@bakery --media 18000000000000001", "say what was deleted by hand"),
            ]
        case .refresh: [Example("calends refresh --account bakery", "what differs on one account")]
        case .importMedia:
            [
                Example("calends import --account bakery --dry-run", "what would be imported"),
                Example("calends import --account bakery --since 2026-01-01", "this year's posts and reels"),
            ]
        case .sandbox:
            [
                Example("calends sandbox", "look at what apply --sandbox has published"),
                Example("calends sandbox --port 0 --data /tmp/graph", "a sandbox of one's own, for tests"),
            ]
        case .mediaGC:
            [
                Example("calends media gc --dry-run", "what would be removed"),
                Example("calends media gc --auto-approve --format json", "clean up, in a scheduled job"),
            ]
        case .authLogin:
            [
                Example("calends auth login --account bakery", "log an account of the settings in"),
                Example("calends auth login --account shop --login page", "add a Facebook Page"),
            ]
        case .authRefresh:
            [
                Example("calends auth refresh", "renew what is in the store"),
                Example("calends auth refresh --account bakery --github-secret BAKERY_TOKEN", "in a scheduled job"),
            ]
        case .authStatus: [Example("calends auth status --format json", "for a script")]
        case .doctor: [Example("calends doctor", "before the first post, and when something is odd")]
        case .mediaCheck: [Example("calends media check", "look into everything, also what has been published")]
        case .mediaPrepare:
            [
                Example("calends media prepare", "make ready what the calendar shows"),
                Example("calends media prepare --into media/ready", "write the results down, to commit them"),
            ]
        case .lockMerge: [Example("calends lock merge %O %A %B %P", "as git's configuration names it")]
        case .schema:
            [
                Example("calends schema entry > calendar/.schema/entry.json", "for an editor, after an update"),
                Example("calends schema plan", "what a script finds in a plan"),
            ]
        case .completions:
            [
                Example("calends completions bash > ~/.local/share/bash-completion/completions/calends", "for bash"),
                Example("calends completions fish > ~/.config/fish/completions/calends.fish", "for fish"),
            ]
        case .help:
            [
                Example("calends help plan", "the help of a command"),
                Example("calends help --man | man -l -", "the whole manual"),
            ]
        }
    }
}
