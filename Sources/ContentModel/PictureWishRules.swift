import Diagnostics
import MediaWork

/// Reads what an entry wishes about a picture.
enum PictureWishRules {
    static func wishes(of draft: MediaDraft, findings: inout Findings) -> PictureWishes {
        var wishes = PictureWishes()
        wishes.keepsCopyright = draft.keepsCopyright?.value ?? false
        let focus = draft.focus.flatMap { point($0, findings: &findings) }
        var blurs = false
        if let background = draft.background {
            if background.value == "blur" {
                blurs = true
            } else if let colour = RGBColour(text: background.value) {
                wishes.background = colour
            } else {
                findings.error(
                    background.mark, "background: '\(background.value)' is no colour",
                    why: "it is white, black, a colour such as \"#f4e9d8\", or blur", fix: "write \"#ffffff\"")
            }
        }
        switch draft.fit?.value {
        case .crop?: wishes.fit = .crop(focus: focus)
        case .pad?: wishes.fit = .pad(blurs: blurs)
        case nil: break
        }
        if let focus = draft.focus, draft.fit?.value != .crop {
            findings.error(
                focus.mark, "'focus' is there without fit: crop", why: "it says around what a picture is cropped",
                fix: "write fit: crop, or remove it")
        }
        if blurs, draft.fit?.value != .pad, let background = draft.background {
            findings.error(
                background.mark, "background: blur is there without fit: pad",
                why: "it says what stands around a padded picture", fix: "write fit: pad, or a colour")
        }
        return wishes
    }

    private static func point(_ focus: Located<FocusDraft>, findings: inout Findings) -> PictureRecipe.Point? {
        for (name, part) in [("x", focus.value.x), ("y", focus.value.y)] where !(0...1).contains(part.value) {
            findings.error(
                part.mark, "focus: \(name) is \(part.value)",
                why: "positions run from 0 at the \(name == "x" ? "left" : "top") to 1",
                fix: "write a number from 0 to 1")
            return nil
        }
        return PictureRecipe.Point(x: focus.value.x.value, y: focus.value.y.value)
    }
}
