import CVips
public import MediaWork

/// A picture of libvips, freed exactly once.
///
/// libvips computes nothing before pixels are asked for, so a picture may fail long after it was opened.
struct Picture: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over what a call of libvips has made.
    init(_ made: OpaquePointer?) throws(VipsFailure) {
        guard let made else { throw VipsFailure() }
        pointer = made
    }

    deinit { cvips_release(pointer) }

    /// The whole number under a name; `nil` where there is none.
    func integer(_ name: String) -> Int? {
        var value: Int32 = 0
        guard vips_image_get_typeof(pointer, name) != 0, vips_image_get_int(pointer, name, &value) == 0 else {
            vips_error_clear()
            return nil
        }
        return Int(value)
    }

    /// The bytes under a name; `nil` where there are none.
    func bytes(_ name: String) -> [UInt8]? {
        var data: UnsafeRawPointer?
        var count = 0
        guard has(name), vips_image_get_blob(pointer, name, &data, &count) == 0, let data else {
            vips_error_clear()
            return nil
        }
        return Array(UnsafeRawBufferPointer(start: data, count: count))
    }

    func has(_ name: String) -> Bool { vips_image_get_typeof(pointer, name) != 0 }
}

/// Reads and makes pictures by libvips.
public enum Pictures {
    /// Starts the library; to be called once, before anything else here and before the process is confined.
    public static func start() throws(VipsFailure) {
        guard cvips_start() == 0 else { throw VipsFailure() }
    }

    /// Decodes all of the picture at `path`.
    public static func inspect(_ path: String) throws(VipsFailure) -> PictureInspection {
        // What is left of an earlier file's messages is not about this one.
        vips_error_clear()
        let picture = try Picture(cvips_open(path))
        let inspection = PictureInspection(picture)
        try decode(picture, at: path)
        return inspection
    }

    private static func decode(_ picture: borrowing Picture, at path: String) throws(VipsFailure) {
        guard isJPEG(path) else { return try makePixels(picture) }
        // An eighth of a picture that is smaller than that is none, which libvips takes for a mistake of its own.
        let least = min(vips_image_get_width(picture.pointer), vips_image_get_height(picture.pointer))
        try strictly(path) { failOn throws(VipsFailure) in
            let small = try Picture(cvips_open_jpeg_small(path, least < 16 ? 1 : 8, failOn))
            try makePixels(small)
        }
    }

    private static func isJPEG(_ path: String) -> Bool {
        vips_foreign_find_load(path).map { String(cString: $0) == "VipsForeignLoadJpegFile" } ?? false
    }

    /// Decodes by `read`, which is told where decoders give up: for JPEG at what is no more than a warning to libjpeg.
    static func strictly<Value: ~Copyable>(
        _ path: String, read: (_ failOn: Int32) throws(VipsFailure) -> Value
    ) throws(VipsFailure) -> Value {
        guard isJPEG(path) else { return try read(Int32(CVIPS_FAIL_ON_TRUNCATED)) }
        do throws(VipsFailure) {
            vips_error_clear()
            let value = try read(Int32(CVIPS_FAIL_ON_WARNING))
            // libvips looks for warnings before it makes lines: those about the last ones are left in its messages.
            if let warning = VipsFailure.aboutJPEG() { throw warning }
            return value
        } catch {
            // Bytes too many before a marker are what some cameras write; bytes too few leave a grey field.
            guard error.message.contains("extraneous bytes") else { throw error }
        }
        return try read(Int32(CVIPS_FAIL_ON_TRUNCATED))
    }

    private static func makePixels(_ picture: borrowing Picture) throws(VipsFailure) {
        var mean = 0.0
        guard cvips_mean(picture.pointer, &mean) == 0 else { throw VipsFailure() }
    }
}

extension PictureInspection {
    fileprivate init(_ picture: borrowing Picture) {
        let image = picture.pointer
        let colour: Colour =
            switch Int(vips_image_guess_interpretation(image)) {
            case CVIPS_INTERPRETATION_B_W, CVIPS_INTERPRETATION_GREY16: .gray
            case CVIPS_INTERPRETATION_SRGB, CVIPS_INTERPRETATION_RGB, CVIPS_INTERPRETATION_RGB16: .rgb
            case CVIPS_INTERPRETATION_CMYK: .cmyk
            case CVIPS_INTERPRETATION_LAB, CVIPS_INTERPRETATION_LABS: .lab
            default: .other
            }
        let isEightBit = Int(vips_image_get_format(image)) == CVIPS_FORMAT_UCHAR
        self.init(
            width: Int(vips_image_get_width(image)), height: Int(vips_image_get_height(image)),
            orientation: picture.integer("orientation") ?? 1, colour: colour, bitDepth: isEightBit ? 8 : 16,
            hasAlpha: vips_image_hasalpha(image) != 0, frameCount: picture.integer("n-pages") ?? 1,
            hasProfile: picture.has("icc-profile-data"))
    }
}
