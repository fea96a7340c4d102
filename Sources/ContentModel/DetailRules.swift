import Diagnostics

/// Reads what every feed item may carry besides its media.
struct DetailRules {
    let draft: EntryDraft

    private var fields: EntryFields { draft.fields }

    /// Source: fact sheet "Publishing", §2.1: at most three names, none with `@`.
    static let mostCollaborators = 3
    /// Source: fact sheet "Publishing", §2.1, `branded_content_sponsor_ids`.
    static let mostSponsors = 2
    /// Source: fact sheet "Publishing", §2.1, `poll_attachment`.
    static let pollOptions = 2...4

    func details(findings: inout Findings) -> FeedDetails {
        if let caption = fields.caption { CaptionRules.check(caption, field: "caption", findings: &findings) }
        return FeedDetails(
            caption: fields.caption.flatMap { Self.trimmed($0.value) }, location: location(findings: &findings),
            collaborators: collaborators(findings: &findings), commentsEnabled: fields.comments?.value,
            firstComment: firstComment(findings: &findings), isAIGenerated: fields.aiGenerated?.value ?? false,
            partnership: partnership(findings: &findings), poll: poll(findings: &findings))
    }

    /// Without the white space at its end, such as the line break of a YAML block; `nil` when nothing remains.
    static func trimmed(_ text: String) -> String? {
        // Nearly every text ends in ASCII, of which no other character is part.
        let ascii = text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
            let end = bytes.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
            guard let end, bytes[end] > UInt8(ascii: " "), bytes[end] < 0x7F else { return nil }
            guard end < bytes.count - 1 else { return text }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[...end]), as: UTF8.self)
        }
        if let trimmed = ascii ?? nil { return trimmed }
        var rest = text[...]
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest.isEmpty ? nil : String(rest)
    }

    private func location(findings: inout Findings) -> String? {
        guard let location = fields.location,
            DecimalID.check(location, field: "location", findings: &findings)
        else { return nil }
        return location.value
    }

    private func collaborators(findings: inout Findings) -> [Username] {
        guard let written = fields.collaborators else { return [] }
        if written.value.count > Self.mostCollaborators {
            findings.error(
                written.mark, "collaborators has \(written.value.count) names",
                why: "Instagram takes at most \(Self.mostCollaborators)",
                fix: "remove \(written.value.count - Self.mostCollaborators)")
        }
        return TagRules.usernames(written.value, in: "collaborators", findings: &findings)
    }

    private func firstComment(findings: inout Findings) -> String? {
        guard let comment = fields.firstComment else { return nil }
        guard let text = Self.trimmed(comment.value) else {
            findings.error(
                comment.mark, "first_comment is empty", why: "Instagram refuses an empty comment", fix: "remove it")
            return nil
        }
        CaptionRules.check(comment, field: "first_comment", findings: &findings)
        if fields.comments?.value == false {
            findings.error(
                comment.mark, "first_comment cannot be posted", why: "comments is off",
                fix: "remove first_comment, or write comments: on")
        }
        return text
    }

    private func partnership(findings: inout Findings) -> Partnership? {
        guard let partnership = fields.partnership else { return nil }
        let sponsors = partnership.value.sponsors?.value ?? []
        if sponsors.count > Self.mostSponsors {
            findings.error(
                partnership.value.sponsors?.mark ?? partnership.mark,
                "sponsors has \(sponsors.count) ids", why: "Instagram takes at most \(Self.mostSponsors)",
                fix: "remove \(sponsors.count - Self.mostSponsors)")
        }
        let ids = sponsors.filter { DecimalID.check($0, field: "sponsors", findings: &findings) }.map(\.value)
        if let paid = partnership.value.paid, !paid.value, !sponsors.isEmpty {
            findings.error(
                paid.mark, "paid is false beside sponsors", why: "naming a sponsor sets the paid label",
                fix: "write paid: true, or remove the sponsors")
        }
        return Partnership(isPaid: partnership.value.paid?.value ?? !sponsors.isEmpty, sponsors: ids)
    }

    private func poll(findings: inout Findings) -> Poll? {
        guard let poll = fields.poll else { return nil }
        let options = poll.value.options
        if !Self.pollOptions.contains(options.value.count) {
            let count = options.value.count == 1 ? "1 answer" : "\(options.value.count) answers"
            findings.error(
                options.mark, "options has \(count)", why: "a poll offers 2 to 4",
                fix: options.value.count > 4 ? "remove \(options.value.count - 4)" : "add another")
        }
        for option in options.value where Self.trimmed(option.value) == nil {
            findings.error(
                option.mark, "an answer is empty", why: "nobody could choose it", fix: "write or remove it")
        }
        return Poll(options: options.value.map(\.value), isExtended: poll.value.extended?.value ?? false)
    }
}

/// Reads the sound of a reel.
enum ReelRules {
    /// As parts of a hundred. Source: fact sheet "Publishing", §2.1, `audio_configuration`.
    static let volumes = 0...100

    static func audioName(_ name: Located<String>?, findings: inout Findings) -> String? {
        guard let name else { return nil }
        guard name.value.contains(where: { !$0.isWhitespace }) else {
            findings.error(
                name.mark, "audio_name is empty", why: "Instagram lets a sound be named once", fix: "remove it")
            return nil
        }
        return name.value
    }

    static func audio(_ audio: Located<AudioDraft>?, findings: inout Findings) -> LibraryAudio? {
        guard let audio else { return nil }
        guard DecimalID.check(audio.value.id, field: "audio", findings: &findings) else { return nil }
        for volume in [audio.value.audioVolume, audio.value.videoVolume] {
            guard let volume, !volumes.contains(volume.value) else { continue }
            findings.error(
                volume.mark, "a volume of \(volume.value)", why: "volumes run from 0 to 100",
                fix: "write a number from 0 to 100")
        }
        return LibraryAudio(
            id: audio.value.id.value, audioVolume: audio.value.audioVolume?.value,
            videoVolume: audio.value.videoVolume?.value)
    }
}
