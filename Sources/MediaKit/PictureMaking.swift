import CVips
import Glibc
import MediaHeaders
public import MediaWork

extension Pictures {
    /// Makes the picture at `path` anew and writes it to `output`.
    ///
    /// Decoders are asked for no more pixels than the result needs, so a large photograph is never held whole.
    public static func prepare(
        _ path: String, by recipe: PictureRecipe, to output: String
    ) throws(VipsFailure) -> PreparedPicture {
        vips_error_clear()
        // The pixels are made once, however often they are written.
        let whole = try strictly(path) { failOn throws(VipsFailure) in
            let made = try framed(path, recipe, failOn: failOn)
            return try Picture(vips_image_copy_memory(made.pointer))
        }
        let size = PixelSize(
            width: Int(vips_image_get_width(whole.pointer)), height: Int(vips_image_get_height(whole.pointer)))
        guard size == recipe.size else {
            throw VipsFailure("it is not the size that its headers say: \(size) came of \(recipe.size)")
        }
        let quality = try save(whole, to: output, within: recipe.byteLimit)
        var result = PreparedPicture(size: size, quality: quality)
        if recipe.keepsCopyright {
            let rights = try rights(of: path)
            (result.artist, result.copyright) = (rights?.artist, rights?.copyright)
        }
        return result
    }

    /// Read from the bytes themselves: the texts that libexif gives have lost what is not ASCII.
    private static func rights(of path: String) throws(VipsFailure) -> Rights? {
        let source = try Picture(cvips_open(path))
        if let exif = source.bytes("exif-data") { return Rights(exif: exif) }
        // A TIFF file is laid out as EXIF is, and has no part of its own for it.
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return Rights(inTIFFOf: try fileSize(path)) { offset, count in
            var bytes = [UInt8](repeating: 0, count: count)
            let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            return Array(bytes.prefix(max(0, read)))
        }
    }

    /// From the best that is worth its bytes down to where it begins to show.
    private static let qualities: [Int32] = [92, 88, 84, 80, 74, 68, 60, 50]

    private static func save(
        _ picture: borrowing Picture, to output: String, within limit: Int
    ) throws(VipsFailure) -> Int {
        for quality in qualities {
            guard cvips_save_jpeg(picture.pointer, output, quality) == 0 else { throw VipsFailure() }
            if try fileSize(output) <= limit { return Int(quality) }
        }
        throw VipsFailure("it does not fit into \(limit) bytes at any quality worth seeing")
    }

    private static func framed(
        _ path: String, _ recipe: PictureRecipe, failOn: Int32
    ) throws(VipsFailure) -> Picture {
        let background = recipe.background
        let scaled = try opaque(
            Picture(cvips_thumbnail(path, Int32(recipe.scaled.width), Int32(recipe.scaled.height), failOn)),
            over: background)
        switch recipe.frame {
        case .whole: return scaled
        case .crop(let size, nil):
            // What draws the eye is looked for in all of the picture, so it cannot be read in one pass.
            let all = try Picture(vips_image_copy_memory(scaled.pointer))
            return try Picture(cvips_crop_by_attention(all.pointer, Int32(size.width), Int32(size.height)))
        case .crop(let size, let focus?):
            let left = offset(of: size.width, in: recipe.scaled.width, around: focus.x)
            let top = offset(of: size.height, in: recipe.scaled.height, around: focus.y)
            return try Picture(cvips_crop(scaled.pointer, left, top, Int32(size.width), Int32(size.height)))
        case .pad(let size, false):
            let (x, y) = middle(of: recipe.scaled, in: size)
            return try background.components.withComponents { colour throws(VipsFailure) in
                try Picture(
                    cvips_embed(scaled.pointer, x, y, Int32(size.width), Int32(size.height), colour, 3))
            }
        case .pad(let size, true):
            let all = try Picture(vips_image_copy_memory(scaled.pointer))
            let (x, y) = middle(of: recipe.scaled, in: size)
            let under = try blurredLikeness(of: all, size)
            return try Picture(cvips_insert(under.pointer, all.pointer, x, y))
        }
    }

    /// A part of a length that has `focus` in its middle as nearly as the edges allow.
    private static func offset(of part: Int, in whole: Int, around focus: Double) -> Int32 {
        let wanted = (focus * Double(whole) - Double(part) / 2).rounded()
        return Int32(max(0, min(Double(whole - part), wanted)))
    }

    private static func middle(of inner: PixelSize, in outer: PixelSize) -> (Int32, Int32) {
        (Int32((outer.width - inner.width) / 2), Int32((outer.height - inner.height) / 2))
    }

    /// The middle of the picture, grown until it fills `size`, and so blurred that only its colours are left.
    ///
    /// It is blurred while it is small, which looks the same and is a hundred times as quick.
    private static func blurredLikeness(
        of picture: borrowing Picture, _ size: PixelSize
    ) throws(VipsFailure) -> Picture {
        let (width, height) = (max(8, size.width / 16), max(8, size.height / 16))
        let source = PixelSize(
            width: Int(vips_image_get_width(picture.pointer)), height: Int(vips_image_get_height(picture.pointer)))
        let scale = max(
            Double(width) / Double(source.width), Double(height) / Double(source.height))
        let covering = PixelSize(
            width: max(width, Int((Double(source.width) * scale).rounded())),
            height: max(height, Int((Double(source.height) * scale).rounded())))
        let small = try Picture(
            cvips_thumbnail_image(picture.pointer, Int32(covering.width), Int32(covering.height)))
        let part = try Picture(
            cvips_crop(
                small.pointer, Int32((covering.width - width) / 2), Int32((covering.height - height) / 2), Int32(width),
                Int32(height)))
        let blurred = try Picture(cvips_blur(part.pointer, 3))
        let grown = try Picture(cvips_thumbnail_image(blurred.pointer, Int32(size.width), Int32(size.height)))
        return try Picture(cvips_srgb(grown.pointer))
    }

    /// The picture in three components of eight bits, what was transparent filled with a colour.
    private static func opaque(
        _ picture: consuming Picture, over background: RGBColour
    ) throws(VipsFailure) -> Picture {
        // A picture of one component and transparency takes a background of one component: it becomes three first.
        let coloured = try Picture(cvips_srgb(picture.pointer))
        guard vips_image_hasalpha(coloured.pointer) != 0 else { return coloured }
        return try background.components.withComponents { colour throws(VipsFailure) in
            try Picture(cvips_flatten(coloured.pointer, colour, 3))
        }
    }
}

extension RGBColour {
    fileprivate var components: [Double] { [Double(red), Double(green), Double(blue)] }
}

extension [Double] {
    /// Typed throws do not pass through `withUnsafeBufferPointer` for a value that cannot be copied.
    fileprivate func withComponents<Value: ~Copyable>(
        _ body: (UnsafePointer<Double>) throws(VipsFailure) -> Value
    ) throws(VipsFailure) -> Value {
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: count)
        defer { memory.deallocate() }
        for (index, value) in enumerated() { memory[index] = value }
        return try body(memory)
    }
}
