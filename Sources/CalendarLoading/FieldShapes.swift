import ContentModel
import Diagnostics
import YAML

/// How the fields of an entry that are more than one word are written.
enum FieldShapes {
    static var names: Shape<[Located<String>]> { .list(of: .text("a name", example: "flourandco")) }

    /// `media/a.jpg`, or a mapping that says more about it.
    static var media: Shape<[MediaDraft]> {
        let tags = tags
        let products = products
        let focus = focus
        let path = Shape<String>.text("a path", example: "media/cake.jpg")
        let short = path.converted { (text: Located<String>) throws(Problem) in
            MediaDraft(file: text)
        }
        // Made once, and not for every medium.
        let (text, span) = (Shape<String>.text, Shape<String>.text("a span of time", example: "1500ms"))
        let (fitShape, bool) = (Shape<FitDraft>.word(FitDraft.self), Shape<Bool>.bool)
        let colour = Shape<String>.text("a colour", example: "\"#ffffff\"")
        let long = Shape<MediaDraft>.mapping("a medium", example: "{file: media/cake.jpg}") { reader in
            let path = reader.required("file", path)
            let alt = reader.optional("alt", text)
            let people = reader.optional("tags", tags)
            let offset = reader.optional("thumb_offset", span)
            let shop = reader.optional("products", products)
            let fit = reader.optional("fit", fitShape)
            let focus = reader.optional("focus", focus)
            let background = reader.optional("background", colour)
            let keepsCopyright = reader.optional("keep_copyright", bool)
            guard let path else { return nil }
            return MediaDraft(
                file: path, alt: alt, tags: people, thumbOffset: offset, products: shop, fit: fit, focus: focus,
                background: background, keepsCopyright: keepsCopyright)
        }
        return .values(of: .either(scalar: short, mapping: long))
    }

    /// `{x: 0.5, y: 0.3}`.
    static var focus: Shape<FocusDraft> {
        .mapping("a focus", example: "{x: 0.5, y: 0.3}") { reader in
            let x = reader.required("x", .number)
            let y = reader.required("y", .number)
            guard let x, let y else { return nil }
            return FocusDraft(x: x, y: y)
        }
    }

    /// `flourandco`, or `{user: flourandco, x: 0.4, y: 0.7}`.
    static var tags: Shape<[TagDraft]> {
        let name = Shape<String>.text("a name", example: "flourandco")
        let short = name.converted { (text: Located<String>) throws(Problem) in
            TagDraft(user: text)
        }
        let long = Shape<TagDraft>.mapping("a tag", example: "{user: flourandco, x: 0.5, y: 0.5}") { reader in
            let user = reader.required("user", name)
            let x = reader.optional("x", .number)
            let y = reader.optional("y", .number)
            return user.map { TagDraft(user: $0, x: x, y: y) }
        }
        return .values(of: .either(scalar: short, mapping: long))
    }

    /// `"3231775643511089"`, or `{id: "3231775643511089", x: 0.4, y: 0.7}`.
    static var products: Shape<[ProductDraft]> {
        let id = Shape<String>.text("a product's id", example: "\"3231775643511089\"")
        let short = id.converted { (text: Located<String>) throws(Problem) in
            ProductDraft(id: text)
        }
        let long = Shape<ProductDraft>.mapping("a product", example: "{id: \"3231775643511089\"}") { reader in
            let id = reader.required("id", id)
            let x = reader.optional("x", .number)
            let y = reader.optional("y", .number)
            return id.map { ProductDraft(id: $0, x: x, y: y) }
        }
        return .values(of: .either(scalar: short, mapping: long))
    }

    static var repetition: Shape<RepetitionDraft> {
        .mapping("a repetition", example: "{every: week, on: [mon], until: 2027-01-31}") { reader in
            let every = reader.required("every", .word(RepetitionDraft.Interval.self))
            let on = reader.optional("on", .oneOrMany(.text("a day of the week", example: "mon")))
            let until = reader.optional("until", .text("a date", example: "2027-01-31"))
            let count = reader.optional("count", .integer)
            let skip = reader.optional("skip", .list(of: .text("a date", example: "2026-12-26")))
            let isEndUnreadable = until == nil && reader.contains("until") || count == nil && reader.contains("count")
            return every.map {
                RepetitionDraft(
                    every: $0, on: on, until: until, count: count, skip: skip, isEndUnreadable: isEndUnreadable)
            }
        }
    }

    static var audio: Shape<AudioDraft> {
        .mapping("audio", example: "{id: \"18065937452073013\"}") { reader in
            let id = reader.required("id", .text("a sound's id", example: "\"18065937452073013\""))
            let audio = reader.optional("audio_volume", .integer)
            let video = reader.optional("video_volume", .integer)
            return id.map { AudioDraft(id: $0, audioVolume: audio, videoVolume: video) }
        }
    }

    static var trial: Shape<TrialGraduation> {
        Shape<TrialWord>.word(TrialWord.self).map { $0 == .manual ? .manual : .performance }
    }

    static var partnership: Shape<PartnershipDraft> {
        let sponsors = Shape<[Located<String>]>.list(of: .text("a sponsor's id", example: "\"17841405822304914\""))
        return .mapping("a partnership", example: "{paid: true}") { reader in
            PartnershipDraft(
                paid: reader.optional("paid", .bool),
                sponsors: reader.optional("sponsors", sponsors))
        }
    }

    static var poll: Shape<PollDraft> {
        let answers = Shape<[Located<String>]>.list(of: .text("an answer", example: "Rye"))
        return .mapping("a poll", example: "{options: [Rye, Wheat]}") { reader in
            reader.refuse("question", why: "the API takes the answers alone", fix: "ask it in the caption")
            let options = reader.required("options", answers)
            let extended = reader.optional("extended", .bool)
            return options.map { PollDraft(options: $0, extended: extended) }
        }
    }

    /// `{countries: [DE, AT], age_min: 18}`.
    static var targeting: Shape<TargetingDraft> {
        let countries = Shape<[Located<String>]>.list(of: .text("a country", example: "DE"))
        return .mapping("a targeting", example: "{countries: [DE], age_min: 18}") { reader in
            let named = reader.optional("countries", countries)
            let age = reader.optional("age_min", .integer)
            // What could not be read was reported: nobody knows whom it names.
            guard age != nil || !reader.contains("age_min"), named != nil || !reader.contains("countries") else {
                return nil
            }
            return TargetingDraft(countries: named, minimumAge: age)
        }
    }

    /// The graduations of a trial reel, in words of a calendar.
    private enum TrialWord: String, CaseIterable {
        case manual, performance
    }
}
