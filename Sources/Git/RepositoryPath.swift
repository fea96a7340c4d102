#if canImport(Glibc)
    import Glibc
#endif

/// A path below the top of a repository, `/` between its parts, as the bytes git keeps.
///
/// Git's names are bytes: they need not be UTF-8, and two that Unicode calls equivalent (`é` in one or in two
/// scalars) are two files. So paths are compared by their bytes, which a `String` would not do.
public struct RepositoryPath: Hashable, Sendable {
    /// The bytes of the path, with no `/` at either end. Empty names the top of the repository.
    public let bytes: [UInt8]

    /// The top of the repository, of which every path is a part.
    public static let top = RepositoryPath(bytes: [])

    /// Takes the bytes of a path; `/` at its ends is dropped.
    public init(bytes: some Collection<UInt8>) {
        let slash = UInt8(ascii: "/")
        let all = Array(bytes)
        guard all.first == slash || all.last == slash else {
            self.bytes = all
            return
        }
        let start = all.drop { $0 == slash }
        self.bytes = Array(start.dropLast(start.reversed().prefix { $0 == slash }.count))
    }

    /// Takes the UTF-8 bytes of `text`; `/` at its ends is dropped.
    public init(_ text: some StringProtocol) { self.init(bytes: text.utf8) }

    /// The path as text; nil when its bytes are not UTF-8.
    public var string: String? { String(validating: bytes, as: UTF8.self) }

    /// Whether this is the top of the repository.
    public var isTop: Bool { bytes.isEmpty }

    /// Whether `path` is this path, or lies in the folder it names.
    public func contains(_ path: RepositoryPath) -> Bool {
        if isTop { return true }
        guard path.bytes.starts(with: bytes) else { return false }
        return path.bytes.count == bytes.count || path.bytes[bytes.count] == UInt8(ascii: "/")
    }

    /// The path of `name` in the folder this path names.
    public func appending(_ name: some Collection<UInt8>) -> RepositoryPath {
        RepositoryPath(bytes: isTop ? Array(name) : bytes + CollectionOfOne(UInt8(ascii: "/")) + name)
    }

    /// The rest of the path in the folder `path` names; empty for that path itself. Bytes that are not UTF-8 are replaced.
    public func name(below path: RepositoryPath) -> String {
        String(decoding: bytes.dropFirst(path.bytes.count).drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
    }

    /// The names the path is made of, topmost first.
    var components: [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "/")) }

    /// The path as C wants it: an embedded zero would cut it short and name another file, so it is an error.
    func cString() throws(GitError) -> [CChar] {
        if bytes.contains(0) { throw GitError.invalidPath(self) }
        return bytes.map { CChar(bitPattern: $0) } + [0]
    }
}

extension RepositoryPath {
    /// Copies a path out of C.
    init(cString: UnsafePointer<CChar>) {
        let count = strlen(cString)
        self.init(bytes: UnsafeRawBufferPointer(start: cString, count: count))
    }
}

extension RepositoryPath: Comparable {
    /// Orders paths by their bytes.
    public static func < (left: RepositoryPath, right: RepositoryPath) -> Bool {
        left.bytes.withUnsafeBytes { a in
            right.bytes.withUnsafeBytes { b in
                guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
                let order = memcmp(first, second, min(a.count, b.count))
                return order != 0 ? order < 0 : a.count < b.count
            }
        }
    }
}

extension RepositoryPath: ExpressibleByStringLiteral {
    /// Takes the UTF-8 bytes of a literal.
    public init(stringLiteral text: String) { self.init(text) }
}

extension RepositoryPath: CustomStringConvertible {
    /// The path for people: bytes that are not UTF-8, control characters and `"` are escaped in quotes, as git does.
    public var description: String {
        if let string, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "\"") }) { return string }
        var text = "\""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): text += "\\\""
            case UInt8(ascii: "\\"): text += "\\\\"
            case 0x20..<0x7f: text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let octal = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
            }
        }
        return text + "\""
    }
}
