import ContentModel
public import Forms

/// JSON Schemas of the files that people write, for editors that complete and check as one types.
public enum CalendarSchemas {
    /// Of an entry: its form, and which keys its kind cannot have.
    public static func entry(_ form: Form) -> JSON {
        var words = Dictionary(uniqueKeysWithValues: EntryKey.allCases.map { ($0.rawValue, $0.summary) })
        words["media.file"] = "The path from the repository's root"
        words["media.alt"] = "Says to people who cannot see it what is in the picture"
        words["media.tags"] = "People in it"
        words["media.products"] = "Products in it (Facebook Login)"
        words["media.thumb_offset"] = "The frame that stands for the video"
        words["repeat.every"] = "The step from one occurrence to the next"
        words["repeat.on"] = "Days of the week, with every: week"
        words["repeat.until"] = "The last day, which counts"
        words["repeat.count"] = "How many occurrences there are at most"
        words["repeat.skip"] = "Days on which it does not go out"
        words["targeting.countries"] = "Only people in these countries, by their two letters"
        words["targeting.age_min"] = "Only people of this age or older: 13, 15, 18, 21 or 25"
        let refused = ContentKind.allCases.map { kind -> JSON in
            let keys = EntryKey.refused(for: kind)
            return [
                "if": ["properties": ["kind": ["const": .string(kind.rawValue)]], "required": ["kind"]],
                "then": [
                    "properties": .object(keys.map { JSON.Member($0.rawValue, .bool(false)) })
                ],
            ]
        }
        let members = FormSchema(words: words).document(
            form, title: "Calends entry", description: "A post, carousel, reel or story: one file below calendar/")
        return .object(members + [JSON.Member("allOf", .array(refused))])
    }

    /// Of `calendar/settings.yaml`.
    public static func settings(_ form: Form) -> JSON {
        .object(
            FormSchema(words: settingsWords).document(
                form, title: "Calends settings", description: "calendar/settings.yaml: accounts, hosting, brakes"))
    }

    private static let settingsWords = [
        "version": "The format of this file: 1",
        "timezone": "The IANA zone of every time that names none of its own",
        "accounts": "The accounts to publish to, by names of your own",
        "accounts.platform": "What the account is on",
        "accounts.login": "The login that its token comes from",
        "accounts.id": "Its id in digits, in quotes",
        "accounts.token": "Where its token is kept: env:NAME, file:PATH or store:NAME, never the token itself",
        "accounts.api": "Another server than Meta's, such as the sandbox",
        "accounts.version": "The version of the Graph API",
        "hosting": "Where media get the public URL that Meta fetches",
        "defaults": "For entries that say nothing",
        "defaults.accounts": "Where an entry goes out that names no account",
        "defaults.grace": "How late a publication may still go out",
        "facebook_scheduling": "Who publishes a Page's posts at their hour: Facebook where it can, or a runner",
        "state": "Lets several machines run at once, through a git remote",
        "app": "The app that logs accounts in, for auth login and auth refresh",
        "app.id": "The app's id with Facebook Login",
        "app.secret": "Where its secret is kept: env:NAME or file:PATH, never the secret itself",
        "app.instagram_id": "The app's id with Instagram Login",
        "app.instagram_secret": "Where the secret that goes with it is kept",
        "app.redirect": "Where logins lead back to, as registered with the app",
        "app.config_id": "A configuration of Facebook Login for Business, in place of scopes",
        "app.proof": "Which appsecret_proof goes along with calls",
        "safety": "Brakes",
        "safety.max_publish_per_apply": "A run with more to publish stops before the first",
        "safety.max_delete_per_apply": "A run with more to delete stops before the first",
        "safety.min_gap": "Between two posts of one account",
        "safety.quiet": "When nothing goes out",
        "safety.repeat_within": "The same media or caption on one account within this is a warning",
    ]
}
