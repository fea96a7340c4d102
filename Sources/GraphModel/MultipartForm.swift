/// The parts of a `multipart/form-data` body (RFC 7578), which is how files come with a call.
public struct MultipartForm: Sendable {
    /// One field, or one file.
    public struct Part: Hashable, Sendable {
        /// The field's name.
        public let name: String
        /// Present for files, however empty.
        public let fileName: String?
        /// The value, or the file's content.
        public let body: [UInt8]
    }

    /// In the order sent.
    public private(set) var parts: [Part] = []

    /// Reads what can be read; a body that ends in the middle of a part loses that part.
    public init(body: [UInt8], boundary: String) {
        let delimiter = Array("--\(boundary)".utf8)
        var rest = body[...]
        guard !boundary.isEmpty, let start = rest.firstIndex(of: delimiter) else { return }
        rest = rest[start.upperBound...]
        while rest.starts(with: [13, 10]), let end = rest.firstIndex(of: [13, 10] + delimiter) {
            if let part = Self.part(rest[rest.startIndex + 2..<end.lowerBound]) { parts.append(part) }
            rest = rest[end.upperBound...]
        }
    }

    /// The boundary a `Content-Type` names; nil when it is not multipart.
    public static func boundary(of contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        return parameter("boundary", of: contentType)
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let blank = bytes.firstIndex(of: [13, 10, 13, 10]) else { return nil }
        let head = String(decoding: bytes[..<blank.lowerBound], as: UTF8.self)
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            guard let name = parameter("name", of: line) else { return nil }
            return Part(name: name, fileName: parameter("filename", of: line), body: Array(bytes[blank.upperBound...]))
        }
        return nil
    }

    /// The value of `; name=value` or `; name="value"`.
    private static func parameter(_ name: String, of header: some StringProtocol) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let sides = piece.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, String(sides[0].filter { $0 != " " }).lowercased() == name else { continue }
            let value = sides[1]
            return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : String(value)
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// Where these bytes first occur.
    fileprivate func firstIndex(of wanted: [UInt8]) -> Range<Int>? {
        guard let first = wanted.first else { return nil }
        var position = startIndex
        while let found = self[position...].firstIndex(of: first), endIndex - found >= wanted.count {
            if self[found..<found + wanted.count].elementsEqual(wanted) { return found..<found + wanted.count }
            position = found + 1
        }
        return nil
    }
}
