import CVips

/// A failed call of libvips, in the library's own words.
public struct VipsFailure: Error, Hashable, Sendable {
    /// What the library said, on one line.
    public let message: String

    /// Takes the library's messages since the last failure.
    init() {
        let lines = String(cString: vips_error_buffer()).split(separator: "\n")
        vips_error_clear()
        message = lines.isEmpty ? "no reason given" : lines.joined(separator: "; ")
    }

    /// What libjpeg has warned of although no call has failed, since messages were last taken.
    static func aboutJPEG() -> VipsFailure? {
        guard String(cString: vips_error_buffer()).contains("VipsJpeg: ") else { return nil }
        return VipsFailure()
    }

    /// A failure that the library did not notice.
    init(_ message: String) { self.message = message }
}
