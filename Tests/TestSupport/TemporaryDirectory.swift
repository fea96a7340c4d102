public import Foundation
import Testing

/// A folder of a test's own, searched for secrets and removed with its owner.
public final class TemporaryDirectory: Sendable {
    /// Where it is; symbolic links in the path are resolved.
    public let url: URL

    /// Makes an empty folder.
    public init() throws {
        let name = "calends-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        url = folder.resolvingSymlinksInPath()
    }

    deinit {
        for place in SecretSearch.places(below: path) {
            Issue.record("a token or secret of the sandbox is in \(place)")
        }
        try? FileManager.default.removeItem(at: url)
    }

    /// The folder's path, without `/` at its end.
    public var path: String { url.path }

    /// The path of something in the folder.
    public func path(of name: String) -> String { path + "/" + name }

    /// Writes a file, making the folders it lies in.
    public func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

    /// Writes a file, making the folders it lies in.
    public func write(_ content: Data, to name: String) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file)
    }

    /// The text of a file.
    public func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
    }

    /// Removes a file or folder.
    public func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appending(path: name)) }
}
