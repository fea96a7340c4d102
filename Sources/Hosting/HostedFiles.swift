public import FileStore
public import FoundationEssentials
public import S3

/// The files of ours at a host, and how one is taken away.
///
/// Only what is named by its content, as we name it, is ever among them.
public struct HostedFiles: Sendable {
    /// A file of ours at its host.
    public struct File: Hashable, Sendable {
        /// ``PublicFile/name``.
        public var name: String
        /// In bytes.
        public var size: Int
        /// When it was written.
        public var modified: Date

        /// A file with these facts.
        public init(name: String, size: Int, modified: Date) {
            self.name = name
            self.size = size
            self.modified = modified
        }
    }

    /// An upload that was begun and not ended.
    public struct Upload: Hashable, Sendable {
        /// The name of the file it would become.
        public var name: String
        /// When it was begun; nil where the host does not tell.
        public var begun: Date?
        /// Gives it up.
        let end: End

        /// A step that is the same for the same upload.
        struct End: Hashable, Sendable {
            let id: String
            let perform: @Sendable () async throws -> Void
            static func == (first: End, second: End) -> Bool { first.id == second.id }
            func hash(into hasher: inout Hasher) { hasher.combine(id) }
        }

        /// Gives it up, what has arrived of it included.
        public func abort() async throws { try await end.perform() }
    }

    /// All files of ours, sorted by name.
    public var list: @Sendable () async throws -> [File]
    /// Takes one away; one that is gone already is no error.
    public var remove: @Sendable (File) async throws -> Void
    /// Uploads that were begun and not ended.
    public var uploads: @Sendable () async throws -> [Upload]

    /// The files in a folder that something else serves.
    public static func directory(_ folder: FileRoot) -> HostedFiles {
        HostedFiles(
            list: {
                try folder.list().compactMap { entry in
                    guard entry.kind == .file, PublicFileName.isOurs(entry.path),
                        let facts = try folder.facts(of: entry.path)
                    else { return nil }
                    return File(
                        name: entry.path, size: facts.size,
                        modified: Date(timeIntervalSince1970: TimeInterval(facts.modified)))
                }
            },
            remove: { try folder.durableFile($0.name).remove() }, uploads: { [] })
    }

    /// The objects of a bucket whose keys begin with `prefix`.
    public static func s3(_ client: S3Client, prefix: String) -> HostedFiles {
        HostedFiles(
            list: {
                try await client.list(prefix: prefix).compactMap { object in
                    let name = object.key.dropFirst(prefix.count)
                    guard object.key.hasPrefix(prefix), PublicFileName.isOurs(name) else { return nil }
                    return File(name: String(name), size: object.size, modified: object.modified)
                }.sorted { $0.name < $1.name }
            },
            remove: { try await client.remove(prefix + $0.name) },
            uploads: {
                try await client.pendingUploads(prefix: prefix).compactMap { upload in
                    let name = upload.key.dropFirst(prefix.count)
                    guard upload.key.hasPrefix(prefix), PublicFileName.isOurs(name) else { return nil }
                    return Upload(
                        name: String(name), begun: upload.begun,
                        end: Upload.End(id: upload.id) { try await client.abort(upload) })
                }
            })
    }
}
