public import ContentModel

/// How a lockfile lies in a repository.
public enum LockfileLayout: String, Hashable, Sendable, CaseIterable {
    /// One file.
    case file
    /// A folder with one file an account, so that a result rewrites one account's records, not everybody's.
    case accounts
}

/// A lockfile as the files it lies in, each of which is a lockfile by itself.
public struct LockfileParts: Hashable, Sendable {
    /// The content of each file by its name in the folder; of the single file by ``single``.
    public var contents: [String: [UInt8]]

    /// The name of the single file: it lies where the folder would.
    public static let single = ""

    /// Takes files as they were found; none where there is no lockfile yet.
    public init(_ contents: [String: [UInt8]]) { self.contents = contents }

    /// One file of these bytes; none where there are no bytes.
    public init(single bytes: [UInt8]) { contents = bytes.isEmpty ? [:] : [Self.single: bytes] }

    /// Cuts a lockfile into files.
    ///
    /// - Parameter text: as ``Lockfile/bytes`` gives it.
    public init(cutting text: [UInt8], into layout: LockfileLayout) {
        guard layout == .accounts else {
            self.init(single: text)
            return
        }
        var files: [String: [UInt8]] = [:]
        var names: [ArraySlice<UInt8>: String] = [:]
        for block in LockfileBlocks(text) {
            let account = block.account
            let name = names[account] ?? Self.name(of: account)
            names[account] = name
            files[name, default: Self.head] += text[block.range]
        }
        self.init(files.mapValues { $0 + Self.tail })
    }

    /// The text that says what all files say; blocks stay in the order of their files.
    ///
    /// - Throws: ``LockfilePartError`` for a file that is no lockfile by itself.
    public func joined() throws(LockfilePartError) -> [UInt8] {
        if let only = contents[Self.single], contents.count == 1 { return only }
        guard !contents.isEmpty else { return [] }
        var text = Self.head
        text.reserveCapacity(contents.values.reduce(64) { $0 + $1.count })
        for (name, bytes) in contents.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if bytes.starts(with: Self.head), bytes.suffix(Self.tail.count).elementsEqual(Self.tail) {
                text += bytes[Self.head.count..<(bytes.count - Self.tail.count)]
                continue
            }
            // Written by a person or by git's own merge: it is read to be written as it should be.
            do throws(LockfileError) {
                text += try Lockfile(bytes: bytes).bytes.dropFirst(Self.head.count).dropLast(Self.tail.count)
            } catch {
                throw LockfilePartError(name: name, error: error)
            }
        }
        return text + Self.tail
    }

    /// Which file is damaged, of those whose joined text could not be read.
    public func damage() -> LockfilePartError? {
        for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            do throws(LockfileError) {
                _ = try Lockfile(bytes: bytes)
            } catch {
                return LockfilePartError(name: name, error: error)
            }
        }
        return nil
    }

    /// Reads what all files say together.
    public func lockfile() throws(LockfilePartError) -> Lockfile {
        let text = try joined()
        guard !text.isEmpty else { return Lockfile() }
        do throws(LockfileError) {
            return try Lockfile(bytes: text)
        } catch {
            // Two files may each be sound and contradict each other.
            throw damage() ?? LockfilePartError(name: Self.single, error: error)
        }
    }

    private static let (head, tail) = (LockfileText.head, LockfileText.tail)

    /// The name of an account's file: what a file system could take for something else, or for another account's, is
    /// escaped.
    public static func name(of account: AccountName) -> String { name(escaping: Array(account.text.utf8)) }

    private static func name(of field: ArraySlice<UInt8>) -> String {
        name(escaping: field.fieldText.map { Array($0.utf8) } ?? Array(field))
    }

    private static func name(escaping account: [UInt8]) -> String {
        var name = ""
        for (place, byte) in account.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ".") where place > 0: name.append(".")
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                name += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return name
    }
}

/// One of a lockfile's files that cannot be read.
public struct LockfilePartError: Error, Hashable, Sendable {
    /// In the folder; empty for the single file.
    public let name: String
    /// Why.
    public let error: LockfileError

    /// The path of the file, where the whole lockfile lies at `path`.
    public func path(in path: String) -> String { name.isEmpty ? path : "\(path)/\(name)" }
}

/// The blocks of a lockfile's text, in their order, as places in it.
struct LockfileBlocks: Sequence, IteratorProtocol {
    /// A block with the empty line behind it.
    struct Block {
        let range: Range<Int>
        /// What stands between the brackets.
        let head: ArraySlice<UInt8>

        /// The field of the account.
        var account: ArraySlice<UInt8> {
            head.lastIndex(of: UInt8(ascii: "@")).map { head[($0 + 1)...] } ?? head
        }
    }

    private let text: [UInt8]
    private var position: Int

    /// - Parameter text: as ``Lockfile/bytes`` gives it.
    init(_ text: [UInt8]) {
        self.text = text
        position = Lockfile.header.utf8.count + 2
    }

    /// Whether only the last line is left: what is not written as it should be ends the blocks before.
    var isAtEnd: Bool { position == text.count - LockfileText.tail.count }

    mutating func next() -> Block? {
        guard position < text.count, text[position] == UInt8(ascii: "["),
            let headEnd = text.firstNewline(from: position)
        else { return nil }
        let start = position
        var end = headEnd + 1
        while end < text.count, text[end] != .newline, let line = text.firstNewline(from: end) { end = line + 1 }
        position = end + 1
        return Block(range: start..<Swift.min(position, text.count), head: text[(start + 1)..<(headEnd - 1)])
    }
}
