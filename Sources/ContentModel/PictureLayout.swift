import MediaHeaders
import MediaWork

/// The sizes of a picture that is prepared: how far it is reduced, and what of it or around it makes up the result.
struct PictureLayout: Hashable {
    /// See ``PictureRecipe/scaled``.
    var scaled: PixelSize
    /// See ``PictureRecipe/frame``.
    var frame = PictureRecipe.Frame.whole

    /// How proportions miss what the place takes.
    enum Mismatch { case tooTall, tooWide }

    /// The size of the result.
    var size: PixelSize {
        switch frame {
        case .whole: scaled
        case .crop(let size, _), .pad(let size, _): size
        }
    }

    /// All of the picture, reduced as far as the bound asks.
    init(whole size: PixelSize, within most: PixelSize) { scaled = size.scaled(by: size.reduction(to: most)) }

    /// The largest part of the picture that has the nearest legal proportions.
    init(
        cropping size: PixelSize, _ mismatch: Mismatch, _ ratios: ClosedRange<Double>,
        around focus: PictureRecipe.Point?, within most: PixelSize
    ) {
        let part = size.cut(mismatch, ratios)
        let scale = part.reduction(to: most)
        // Nor must rounding leave other proportions than are legal.
        let result = part.scaled(by: scale).cut(mismatch, ratios)
        let whole = size.scaled(by: scale)
        // Rounding must not leave less than is cut out.
        scaled = PixelSize(width: max(whole.width, result.width), height: max(whole.height, result.height))
        frame = .crop(to: result, focus: focus)
    }

    /// The smallest canvas of the nearest legal proportions that holds the whole picture.
    init(
        padding size: PixelSize, _ mismatch: Mismatch, _ ratios: ClosedRange<Double>, blurs: Bool,
        within most: PixelSize
    ) {
        let canvas = size.widened(mismatch, ratios)
        let scale = canvas.reduction(to: most)
        let result = canvas.scaled(by: scale).widened(mismatch, ratios)
        let whole = size.scaled(by: scale)
        scaled = PixelSize(width: min(whole.width, result.width), height: min(whole.height, result.height))
        frame = .pad(to: result, blurs: blurs)
    }
}

extension PixelSize {
    /// By how much it is multiplied to lie within a bound; 1 where it does.
    fileprivate func reduction(to most: PixelSize) -> Double {
        guard width > 0, height > 0 else { return 1 }
        return min(1, Double(most.width) / Double(width), Double(most.height) / Double(height))
    }

    /// The largest part of it within the ratios.
    fileprivate func cut(_ mismatch: PictureLayout.Mismatch, _ ratios: ClosedRange<Double>) -> PixelSize {
        // What a product of binary fractions misses of a whole number is no pixel.
        func whole(_ length: Double) -> Int { max(1, Int((length + 1e-6).rounded(.down))) }
        return switch mismatch {
        case .tooTall: PixelSize(width: width, height: min(height, whole(Double(width) / ratios.lowerBound)))
        case .tooWide: PixelSize(width: min(width, whole(Double(height) * ratios.upperBound)), height: height)
        }
    }

    /// The smallest canvas around it within the ratios.
    fileprivate func widened(_ mismatch: PictureLayout.Mismatch, _ ratios: ClosedRange<Double>) -> PixelSize {
        func whole(_ length: Double) -> Int { Int((length - 1e-6).rounded(.up)) }
        return switch mismatch {
        case .tooTall: PixelSize(width: max(width, whole(Double(height) * ratios.lowerBound)), height: height)
        case .tooWide: PixelSize(width: width, height: max(height, whole(Double(width) / ratios.upperBound)))
        }
    }

    fileprivate func scaled(by factor: Double) -> PixelSize {
        factor == 1
            ? self
            : PixelSize(
                width: max(1, Int((Double(width) * factor).rounded())),
                height: max(1, Int((Double(height) * factor).rounded())))
    }
}
