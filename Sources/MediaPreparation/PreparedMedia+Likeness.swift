public import ContentModel
import FileStore
import MediaHeaders
import MediaWork

/// A small likeness of a picture, for a page that shows it.
public struct Likeness: Hashable, Sendable {
    /// A JPEG.
    public let bytes: [UInt8]
    /// Its width divided by its height.
    public let proportion: Double
}

extension PreparedMedia {
    /// The widest that a page shows a picture, on a screen with twice the pixels.
    private static let likenessWidth = 800
    /// The most bytes that a likeness may have.
    private static let likenessLimit = 150_000

    /// A picture as it goes out, cut and framed as its entry asks, but small; made once, and kept.
    ///
    /// - Parameter original: the bytes in the repository.
    /// - Returns: `nil` where there is no worker, or the picture cannot be decoded: others say so.
    public func likeness(of file: MediaFile, original: [UInt8]) -> Likeness? {
        guard let size = (try? MediaFacts(of: original))?.image?.displaySize, size.width > 0, size.height > 0 else {
            return nil
        }
        var recipe = PictureRecipe(scaled: size, byteLimit: Self.likenessLimit)
        if case .picture(let wanted)? = file.treatment?.work { recipe = wanted }
        (recipe.byteLimit, recipe.keepsCopyright) = (Self.likenessLimit, false)
        recipe.shrink(toWidth: Self.likenessWidth)
        let path = try? path(of: file, by: Treatment(.picture(recipe), changes: [])) { original }
        guard let path, let open = try? OpenFile(path: path), let bytes = try? open.read(at: 0, count: open.size),
            let proportion = recipe.size.aspectRatio
        else { return nil }
        return Likeness(bytes: bytes, proportion: proportion)
    }
}

extension PictureRecipe {
    /// Makes every measure smaller in the same way, so that the result is at most so wide.
    fileprivate mutating func shrink(toWidth width: Int) {
        let factor = Double(width) / Double(max(1, size.width))
        guard factor < 1 else { return }
        scaled = scaled.times(factor)
        switch frame {
        case .whole: break
        case .crop(let size, let focus): frame = .crop(to: size.times(factor), focus: focus)
        case .pad(let size, let blurs): frame = .pad(to: size.times(factor), blurs: blurs)
        }
    }
}

extension PixelSize {
    fileprivate func times(_ factor: Double) -> PixelSize {
        PixelSize(
            width: max(1, Int((Double(width) * factor).rounded())),
            height: max(1, Int((Double(height) * factor).rounded())))
    }
}
