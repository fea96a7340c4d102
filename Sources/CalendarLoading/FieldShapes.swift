import ContentModel
import Diagnostics
import YAML

/// How the fields of an entry that are more than one word are written.
struct FieldShapes {
    let file: CurrentFile

    func texts(of item: Shape<String>) -> Shape<[ContentModel.Located<String>]> {
        let file = file
        return Shape<[YAML.Located<String>]>.list(of: item).map { $0.map { $0.placed(in: file) } }
    }

    private func plain<Item>(_ item: Shape<Item>) -> Shape<[Item]> {
        Shape<[YAML.Located<Item>]>.list(of: item).map { $0.map(\.value) }
    }

    /// `media/a.jpg`, or a mapping that says more about it.
    var media: Shape<[MediaDraft]> {
        let file = file
        let tags = tags
        let products = products
        let focus = focus
        let path = Shape<String>.text("a path", example: "media/cake.jpg")
        let short = path.converted { (text: YAML.Located<String>) throws(Problem) in
            MediaDraft(file: text.placed(in: file))
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
            var medium = MediaDraft(
                file: path.placed(in: file), alt: alt?.placed(in: file), tags: people?.placed(in: file),
                thumbOffset: offset?.placed(in: file), products: shop?.placed(in: file))
            (medium.fit, medium.focus) = (fit?.placed(in: file), focus?.placed(in: file))
            medium.background = background?.placed(in: file)
            medium.keepsCopyright = keepsCopyright?.placed(in: file)
            return medium
        }
        return plain(.either(scalar: short, mapping: long))
    }

    /// `{x: 0.5, y: 0.3}`.
    var focus: Shape<FocusDraft> {
        let file = file
        return .mapping("a focus", example: "{x: 0.5, y: 0.3}") { reader in
            let x = reader.required("x", .number)
            let y = reader.required("y", .number)
            guard let x, let y else { return nil }
            return FocusDraft(x: x.placed(in: file), y: y.placed(in: file))
        }
    }

    /// `flourandco`, or `{user: flourandco, x: 0.4, y: 0.7}`.
    var tags: Shape<[TagDraft]> {
        let file = file
        let name = Shape<String>.text("a name", example: "flourandco")
        let short = name.converted { (text: YAML.Located<String>) throws(Problem) in
            TagDraft(user: text.placed(in: file))
        }
        let long = Shape<TagDraft>.mapping("a tag", example: "{user: flourandco, x: 0.5, y: 0.5}") { reader in
            let user = reader.required("user", name)
            let x = reader.optional("x", .number)
            let y = reader.optional("y", .number)
            return user.map {
                TagDraft(user: $0.placed(in: file), x: x?.placed(in: file), y: y?.placed(in: file))
            }
        }
        return plain(.either(scalar: short, mapping: long))
    }

    /// `"3231775643511089"`, or `{id: "3231775643511089", x: 0.4, y: 0.7}`.
    var products: Shape<[ProductDraft]> {
        let file = file
        let id = Shape<String>.text("a product's id", example: "\"3231775643511089\"")
        let short = id.converted { (text: YAML.Located<String>) throws(Problem) in
            ProductDraft(id: text.placed(in: file))
        }
        let long = Shape<ProductDraft>.mapping("a product", example: "{id: \"3231775643511089\"}") { reader in
            let id = reader.required("id", id)
            let x = reader.optional("x", .number)
            let y = reader.optional("y", .number)
            return id.map {
                ProductDraft(id: $0.placed(in: file), x: x?.placed(in: file), y: y?.placed(in: file))
            }
        }
        return plain(.either(scalar: short, mapping: long))
    }

    var repetition: Shape<RepetitionDraft> {
        let file = file
        return .mapping("a repetition", example: "{every: week, on: [mon], until: 2027-01-31}") { reader in
            let every = reader.required("every", .word(RepetitionDraft.Interval.self))
            let on = reader.optional("on", .oneOrMany(.text("a day of the week", example: "mon")))
            let until = reader.optional("until", .text("a date", example: "2027-01-31"))
            let count = reader.optional("count", .integer)
            let skip = reader.optional("skip", .list(of: .text("a date", example: "2026-12-26")))
            return every.map {
                RepetitionDraft(
                    every: $0.placed(in: file), on: on?.placedItems(in: file), until: until?.placed(in: file),
                    count: count?.placed(in: file), skip: skip?.placedItems(in: file))
            }
        }
    }

    var audio: Shape<AudioDraft> {
        let file = file
        return .mapping("audio", example: "{id: \"18065937452073013\"}") { reader in
            let id = reader.required("id", .text("a sound's id", example: "\"18065937452073013\""))
            let audio = reader.optional("audio_volume", .integer)
            let video = reader.optional("video_volume", .integer)
            return id.map {
                AudioDraft(
                    id: $0.placed(in: file), audioVolume: audio?.placed(in: file), videoVolume: video?.placed(in: file))
            }
        }
    }

    var trial: Shape<TrialGraduation> {
        Shape<TrialWord>.word(TrialWord.self).map { $0 == .manual ? .manual : .performance }
    }

    var partnership: Shape<PartnershipDraft> {
        let file = file
        let sponsors = texts(of: .text("a sponsor's id", example: "\"17841405822304914\""))
        return .mapping("a partnership", example: "{paid: true}") { reader in
            PartnershipDraft(
                paid: reader.optional("paid", .bool)?.placed(in: file),
                sponsors: reader.optional("sponsors", sponsors)?.placed(in: file))
        }
    }

    var poll: Shape<PollDraft> {
        let file = file
        let answers = texts(of: .text("an answer", example: "Rye"))
        return .mapping("a poll", example: "{options: [Rye, Wheat]}") { reader in
            reader.refuse("question", why: "the API takes the answers alone", fix: "ask it in the caption")
            let options = reader.required("options", answers)
            let extended = reader.optional("extended", .bool)
            return options.map {
                PollDraft(options: $0.placed(in: file), extended: extended?.placed(in: file))
            }
        }
    }

    /// `{countries: [DE, AT], age_min: 18}`.
    var targeting: Shape<TargetingDraft> {
        let file = file
        let countries = texts(of: .text("a country", example: "DE"))
        return .mapping("a targeting", example: "{countries: [DE], age_min: 18}") { reader in
            let named = reader.optional("countries", countries)
            let age = reader.optional("age_min", .integer)
            // What could not be read was reported: nobody knows whom it names.
            guard age != nil || !reader.contains("age_min"), named != nil || !reader.contains("countries") else {
                return nil
            }
            return TargetingDraft(countries: named?.placed(in: file), minimumAge: age?.placed(in: file))
        }
    }

    /// The graduations of a trial reel, in words of a calendar.
    private enum TrialWord: String, CaseIterable {
        case manual, performance
    }
}
