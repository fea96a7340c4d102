import FoundationEssentials
import TimeZones

/// The first files of a calendar.
enum Starter {
    /// The account that nobody has.
    static let account = "example"
    static let entryPath = "calendar/first-post.yaml"
    static let picturePath = "media/first-post.jpg"
    /// Schemas beside the files they are of, so that an editor finds them in every clone.
    static let schemaFolder = "calendar/.schema"
    /// Where media are copied to be public: they are in the repository already.
    static let hostingPath = "public/media"

    /// The setting without which a job's journal would be lost with its machine.
    static let sharedState = "state: {remote: origin, branch: main}"

    /// Settings that explain themselves, for one account that nobody has.
    static func settings(timezone: String, sharesState: Bool = false) -> String {
        """
        # yaml-language-server: $schema=.schema/settings.json
        version: 1

        # The zone of every time that names none of its own.
        timezone: \(timezone)

        # The accounts to publish to. The id is the decimal one that Meta gives a professional account or a Page. A token is
        # never written here: env:NAME reads it from the environment, file:PATH from a file that git does not see;
        # calends auth login keeps it encrypted, and writes store:NAME.
        # A Facebook Page has no login: {platform: facebook, id: "100000000000000", token: env:PAGE_TOKEN}
        accounts:
          example: {platform: instagram, login: instagram, id: "17841400000000000", token: env:EXAMPLE_TOKEN}

        # Meta fetches media from a public URL. A directory is copied to and served by something else;
        # {kind: url, base: "https://host/{commit}/"} is for media that are public already.
        hosting: {kind: directory, path: \(hostingPath), public_url: https://media.example}

        defaults:
          accounts: [example]
          grace: 6h        # later than this a publication is missed, and never goes out silently

        # Brakes: each stops a run and says how to go on all the same.
        safety:
          max_publish_per_apply: 20

        """
            + (sharesState
                ? """

                # What has been published, and what is in flight, is shared by all machines through git.
                \(sharedState)

                """ : "")
    }

    /// A post a week from now, with the picture that comes with it.
    ///
    /// - Parameter account: the one that it goes to.
    static func entry(on today: Date, account: String = Starter.account) -> String {
        let inAWeek = WallTime(today, offset: .zero)?.adding(days: 7)
        let day = inAWeek.map { String($0.description.prefix { $0 != " " }) } ?? ""
        return """
            # yaml-language-server: $schema=.schema/entry.json
            # One file is one entry; its id is its path below calendar/: first-post
            kind: post
            accounts: [\(account)]
            publish_at: \(day) 09:00
            caption: |
              Good morning.
              Written as a file, reviewed like code, published on time. #calends
            media:
              - file: \(picturePath)
                alt: A sky at dawn, dark above and light below

            """
    }

    /// The zone of this machine; UTC where it does not say.
    static func systemTimezone(_ environment: [String: String]) -> String {
        if let name = environment["TZ"], name.contains("/"), !name.hasPrefix("/"), !name.hasPrefix(":") { return name }
        let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")) ?? ""
        guard let folder = link.firstRange(of: "zoneinfo/") else { return "UTC" }
        let name = String(link[folder.upperBound...])
        return name.isEmpty || name.hasPrefix("Etc/") ? "UTC" : name
    }

    /// - Parameter isRepository: without git there is nothing to plan from, and only `validate` works.
    static func nextSteps(isRepository: Bool) -> String {
        let rows =
            isRepository
            ? [
                ("calends plan", "what would happen"), ("calends apply --sandbox", "rehearse it, without any account"),
                ("calends sandbox", "see it as a follower would"),
                ("calendar/settings.yaml", "then name your own accounts"),
            ]
            : [
                ("calends validate", "check settings and entries"),
                ("calendar/settings.yaml", "name your own accounts"),
                ("calends init", "once more, for a git repository: all else needs one"),
            ]
        return "\nNext:\n"
            + rows.map { "  \($0)\(String(repeating: " ", count: 25 - $0.count))\($1)" }
            .joined(separator: "\n")
    }
}
