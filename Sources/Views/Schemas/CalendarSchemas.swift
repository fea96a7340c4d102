import ContentModel
public import Forms

/// JSON Schemas of the files that people write, for editors that complete and check as one types.
public enum CalendarSchemas {
    /// Of an entry: its form, and which keys its kind cannot have.
    public static func entry(_ form: Form) -> JSON {
        var words = Dictionary(uniqueKeysWithValues: EntryKey.allCases.map { ($0.rawValue, $0.summary) })
        words.merge(partWords) { _, part in part }
        // What is said differently for an account or a day means the same there.
        for (path, text) in words {
            for place in [EntryKey.overrides, .occurrences] { words["\(place.rawValue).\(path)"] = text }
        }
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

    /// Of what stands inside of an entry's fields.
    private static let partWords = [
        "media.file": "The path from the repository's root",
        "media.alt": "Says to people who cannot see it what is in the picture",
        "media.tags": "People in it",
        "media.tags.user": "Their username, without @",
        "media.tags.x": "Where: from 0 at the left edge to 1",
        "media.tags.y": "Where: from 0 at the upper edge to 1",
        "media.products": "Products in it (Facebook Login)",
        "media.products.id": "The product's id, in quotes",
        "media.products.x": "Where: from 0 at the left edge to 1",
        "media.products.y": "Where: from 0 at the upper edge to 1",
        "media.thumb_offset": "The frame that stands for the video",
        "media.fit": "What to do about other proportions: crop it, or pad it",
        "media.focus": "What stays in the middle when it is cropped; without it, what draws the eye",
        "media.focus.x": "From 0 at the left edge to 1",
        "media.focus.y": "From 0 at the upper edge to 1",
        "media.background": "What shows through transparency and around a padded picture: a colour, or blur",
        "media.keep_copyright": "Leaves artist and copyright in the file; all other metadata are taken out",
        "products.id": "The product's id, in quotes",
        "products.x": "Where: from 0 at the left edge to 1",
        "products.y": "Where: from 0 at the upper edge to 1",
        "repeat.every": "The step from one occurrence to the next",
        "repeat.on": "Days of the week, with every: week",
        "repeat.until": "The last day, which counts",
        "repeat.count": "How many occurrences there are at most",
        "repeat.skip": "Days on which it does not go out",
        "audio.id": "The id of a sound of Meta's library, in quotes",
        "audio.audio_volume": "How loud it is, from 0 to 100",
        "audio.video_volume": "How loud the film's own sound is, from 0 to 100",
        "partnership.paid": "Whether it bears the paid label",
        "partnership.sponsors": "Ids of up to two sponsors, in quotes",
        "poll.options": "2 to 4 answers",
        "poll.extended": "Whether it stays open for longer than three days",
        "targeting.countries": "Only people in these countries, by their two letters",
        "targeting.age_min": "Only people of this age or older: 13, 15, 18, 21 or 25",
    ]

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
        "hosting.kind": "How they get it: directory, url or s3",
        "hosting.path": "The folder that they are copied into, which something else serves",
        "hosting.base": "What a path is put behind; {commit} becomes the commit's id",
        "hosting.endpoint": "The store's address",
        "hosting.bucket": "The bucket's name",
        "hosting.region": "What requests are signed for; found out unless written",
        "hosting.public_url": "Where they are served",
        "hosting.access_key": "Where the access key is kept: env:NAME or file:PATH",
        "hosting.secret_key": "Where the secret key is kept: env:NAME or file:PATH",
        "hosting.session_token": "Where the token is kept that goes with keys which end by themselves",
        "hosting.addressing": "Where the bucket's name stands: in the path, or in front of the host (virtual)",
        "hosting.prefix": "What keys begin with; calends/ unless written",
        "hosting.retain": "How long a hosted file is kept behind its publication",
        "defaults": "For entries that say nothing",
        "defaults.accounts": "Where an entry goes out that names no account",
        "defaults.grace": "How late a publication may still go out",
        "facebook_scheduling": "Who publishes a Page's posts at their hour: Facebook where it can, or a runner",
        "state": "Lets several machines run at once, through a git remote",
        "state.remote": "The git remote through which they share it",
        "state.branch": "The branch that the lockfile is committed to",
        "state.journal": "The ref that holds what is in flight",
        "state.lease": "How long a runner keeps an account without a sign of life",
        "state.layout": "The lockfile as one file, or as a folder with one for each account",
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
        "safety.quiet.from": "When it begins",
        "safety.quiet.to": "When it ends",
        "safety.repeat_within": "The same media or caption on one account within this is a warning",
    ]
}
