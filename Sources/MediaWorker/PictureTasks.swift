import MediaKit
import MediaWork

/// What the worker does with pictures.
enum PictureTasks {
    static func inspect(_ file: String) -> MediaReply.Answer {
        if let refusal = HEICCheck.refusal(of: file) { return .refusal(refusal) }
        do throws(VipsFailure) {
            return .picture(try Pictures.inspect(file))
        } catch {
            return .refusal(refusal(for: error))
        }
    }

    static func prepare(_ file: String, _ recipe: PictureRecipe, to output: String) -> MediaReply.Answer {
        do throws(VipsFailure) {
            return .prepared(try Pictures.prepare(file, by: recipe, to: output))
        } catch {
            return .refusal(refusal(for: error))
        }
    }

    /// A failure of libvips in our words, its own as the reason.
    static func refusal(for failure: VipsFailure) -> MediaRefusal {
        MediaRefusal(
            "cannot be decoded", why: "libvips says: \(failure.message)", fix: "export or copy the file again")
    }
}
