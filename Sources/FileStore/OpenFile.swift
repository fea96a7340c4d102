import Glibc

/// A regular file held open for reading, from anywhere in it.
///
/// It stays the same file even when another takes its path.
public final class OpenFile: Sendable {
    /// Its length in bytes when it was opened.
    public let size: Int
    private let descriptor: Descriptor
    /// The path by which it was opened, as messages name it.
    public var path: String { descriptor.path }

    /// Flags that neither wait for a pipe's writer nor take over a terminal.
    static let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY

    init(_ descriptor: Descriptor) throws(FileError) {
        let facts = try descriptor.facts()
        guard facts.kind == .file else { throw .notAFile(descriptor.path, facts.kind) }
        (self.descriptor, size) = (descriptor, facts.size)
    }

    /// Opens the file at `path`, links followed.
    public convenience init(path: String) throws(FileError) {
        try self.init(Descriptor.open(path, Self.flags))
    }

    /// Up to `count` bytes from `offset`; fewer only where the file ends.
    public func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        guard offset >= 0, count > 0, offset <= Int.max - count else { return [] }
        return try descriptor.read(at: offset, count: count)
    }

    /// The whole content.
    ///
    /// - Throws: ``FileError/tooLarge(_:size:limit:)`` past `limit` bytes, before any is read if the size is known.
    public func bytes(limit: Int) throws(FileError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(descriptor.path, size: size, limit: limit) }
        // One more than expected shows whether the file grew in the meantime. Files in /proc claim a size of zero.
        var bytes: [UInt8] = []
        var wanted = size + 1
        while true {
            let part = try descriptor.read(at: bytes.count, count: wanted)
            if bytes.isEmpty { bytes = part } else { bytes += part }
            guard bytes.count <= limit else { throw .tooLarge(descriptor.path, size: bytes.count, limit: limit) }
            if part.count < wanted { return bytes }
            wanted = min(65_536, limit - bytes.count + 1)
        }
    }
}
