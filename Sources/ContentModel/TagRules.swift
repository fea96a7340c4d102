import Diagnostics

/// Reads tags of people and products.
///
/// Source: fact sheet "Publishing", §2.2. A picture in the feed needs positions, a reel refuses them, a story may have
/// them; about twenty people (100/2207040) and five products each.
enum TagRules {
    static let mostPeople = 20
    static let mostProducts = 5
    /// From the left and from the top, as parts of the picture.
    static let coordinates = 0.0...1.0

    static func photoTags(_ drafts: Located<[TagDraft]>?, findings: inout Findings) -> [PhotoTag] {
        people(drafts, findings: &findings).compactMap { draft, user in
            guard draft.x != nil || draft.y != nil else {
                findings.error(
                    draft.user.mark, "the tag of \(user.text) has no position",
                    why: "on a picture Instagram wants to know where",
                    fix: "write {user: \(user.text), x: 0.5, y: 0.5}")
                return nil
            }
            return position(x: draft.x, y: draft.y, of: user.text, at: draft.user.mark, findings: &findings)
                .map { PhotoTag(user: user, x: $0.x, y: $0.y) }
        }
    }

    static func storyTags(_ drafts: Located<[TagDraft]>?, findings: inout Findings) -> [StoryTag] {
        people(drafts, findings: &findings).compactMap { draft, user in
            guard draft.x != nil || draft.y != nil else { return StoryTag(user: user) }
            return position(x: draft.x, y: draft.y, of: user.text, at: draft.user.mark, findings: &findings)
                .map { StoryTag(user: user, position: $0) }
        }
    }

    static func reelTags(_ drafts: Located<[TagDraft]>?, findings: inout Findings) -> [Username] {
        people(drafts, findings: &findings).map { draft, user in
            if let coordinate = draft.x ?? draft.y {
                findings.error(
                    coordinate.mark, "the tag of \(user.text) has a position",
                    why: "on a reel people are tagged by name alone", fix: "remove x and y")
            }
            return user
        }
    }

    static func photoProducts(_ drafts: Located<[ProductDraft]>?, findings: inout Findings) -> [ProductTag] {
        products(drafts, findings: &findings).compactMap { draft in
            guard draft.x != nil || draft.y != nil else {
                findings.error(
                    draft.id.mark, "product \(draft.id.value) has no position",
                    why: "on a picture Instagram wants to know where (2207036)",
                    fix: "write {id: \"\(draft.id.value)\", x: 0.5, y: 0.5}")
                return nil
            }
            let place = draft.id.mark
            return position(x: draft.x, y: draft.y, of: draft.id.value, at: place, findings: &findings)
                .map { ProductTag(product: draft.id.value, position: $0) }
        }
    }

    static func videoProducts(_ drafts: Located<[ProductDraft]>?, findings: inout Findings) -> [String] {
        products(drafts, findings: &findings).map { draft in
            if let coordinate = draft.x ?? draft.y {
                findings.error(
                    coordinate.mark, "product \(draft.id.value) has a position",
                    why: "Instagram refuses positions on videos (2207035)", fix: "remove x and y")
            }
            return draft.id.value
        }
    }

    /// A list of names, each sound and once.
    static func usernames(_ written: [Located<String>], in field: String, findings: inout Findings) -> [Username] {
        var seen: Set<String> = []
        return written.compactMap { name in
            do throws(UsernameError) {
                let user = try Username(written: name.value)
                guard seen.insert(user.text.lowercased()).inserted else {
                    findings.error(
                        name.mark, "\(user.text) stands twice in \(field)", why: "Instagram takes each name once",
                        fix: "remove one")
                    return nil
                }
                return user
            } catch {
                findings.error(name.mark, error, field: field)
                return nil
            }
        }
    }

    private static func people(
        _ drafts: Located<[TagDraft]>?, findings: inout Findings
    ) -> [(TagDraft, Username)] {
        guard let drafts else { return [] }
        if drafts.value.count > mostPeople {
            findings.error(
                drafts.mark, "tags has \(drafts.value.count) people",
                why: "Instagram takes at most \(mostPeople) (2207040)",
                fix: "remove \(drafts.value.count - mostPeople)")
        }
        var seen: Set<Username> = []
        return drafts.value.compactMap { draft in
            guard let user = usernames([draft.user], in: "tags", findings: &findings).first else { return nil }
            guard seen.insert(user).inserted else {
                findings.error(
                    draft.user.mark, "\(user.text) stands twice in tags", why: "Instagram takes each name once",
                    fix: "remove one")
                return nil
            }
            return (draft, user)
        }
    }

    private static func products(_ drafts: Located<[ProductDraft]>?, findings: inout Findings) -> [ProductDraft] {
        guard let drafts else { return [] }
        if drafts.value.count > mostProducts {
            findings.error(
                drafts.mark, "products has \(drafts.value.count) items",
                why: "Instagram takes at most \(mostProducts)", fix: "remove \(drafts.value.count - mostProducts)")
        }
        return drafts.value.filter { draft in
            DecimalID.check(draft.id, field: "products", findings: &findings)
        }
    }

    private static func position(
        x: Located<Double>?, y: Located<Double>?, of name: String, at place: Mark, findings: inout Findings
    ) -> Position? {
        guard let x, let y else {
            findings.error(
                place, "the tag of \(name) has no \(x == nil ? "x" : "y")", why: "a position is both",
                fix: "add \(x == nil ? "x" : "y"): 0.5")
            return nil
        }
        var isInside = true
        for coordinate in [x, y] where !coordinates.contains(coordinate.value) {
            findings.error(
                coordinate.mark, "\(coordinate.value) is outside the picture",
                why: "positions run from 0 at the top left to 1", fix: "write a number from 0 to 1")
            isInside = false
        }
        return isInside ? Position(x: x.value, y: y.value) : nil
    }
}

/// Meta's ids: decimal digits, kept as text since some exceed 2^53.
public enum DecimalID {
    /// Whether `text` can be an id.
    public static func isValid(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    static func check(_ text: Located<String>, field: String, findings: inout Findings) -> Bool {
        guard !isValid(text.value) else { return true }
        findings.error(
            text.mark, "\(field): '\(text.value)' is not an id", why: "Meta's ids are decimal digits",
            fix: "copy the digits, in quotes")
        return false
    }
}
