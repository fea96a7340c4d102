import Cryptography

/// A file that is sent as part of a form.
public struct FormFile: Hashable, Sendable {
    /// The name the platform is told; it decides nothing.
    public var name: String
    /// Such as `image/jpeg`.
    public var type: String
    /// The content.
    public var bytes: [UInt8]

    /// A file with its content in memory.
    public init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

/// A form with one file, as `multipart/form-data` (RFC 7578).
struct MultipartBody {
    let contentType: String
    let bytes: [UInt8]

    init(_ form: Form, _ field: String, _ file: FormFile) {
        // No file holds its own digest, and the same form is the same bytes each time.
        let boundary = "calends-" + SHA256.digest(of: file.bytes).hex
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.bytes.count + 2048)
        for item in form.items {
            bytes += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(item.name))\"\r\n\r\n".utf8)
            bytes += Array("\(item.value)\r\n".utf8)
        }
        bytes += Array(
            ("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(field))\"; "
                + "filename=\"\(Self.quoted(file.name))\"\r\nContent-Type: \(Self.quoted(file.type))\r\n\r\n").utf8)
        bytes += file.bytes
        bytes += Array("\r\n--\(boundary)--\r\n".utf8)
        contentType = "multipart/form-data; boundary=\(boundary)"
        self.bytes = bytes
    }

    /// Quotes and line ends are escaped as browsers do it (HTML, multipart form data).
    private static func quoted(_ text: String) -> String {
        text.replacing("\r", with: "%0D").replacing("\n", with: "%0A").replacing("\"", with: "%22")
    }
}
