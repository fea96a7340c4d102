public import Diagnostics
public import Publishing

/// What keeps local state: three small files. The file system is one; a simulation gives one that tears and fails.
public struct StateDisk: Sendable {
    /// One of the files.
    public enum File: Hashable, Sendable, CaseIterable {
        /// What is in flight.
        case journal
        /// What has been published.
        case lockfile
        /// Everything that lockfiles here have ever recorded.
        case memory
    }

    /// The content, without a limit of its own; empty where there is no such file.
    public var read: @Sendable (File) async throws(Diagnostic) -> [UInt8]
    /// Adds bytes behind the first `sound` ones, cutting off what else is there, and returns when they are durable.
    ///
    /// A crash on the way leaves the sound bytes, and any part of the new ones.
    public var append: @Sendable (File, _ bytes: [UInt8], _ sound: Int) async throws(StateFailure) -> Void
    /// Makes bytes the whole content and returns when that is durable. A crash on the way leaves the old or the new.
    public var replace: @Sendable (File, _ bytes: [UInt8]) async throws(StateFailure) -> Void

    /// A disk that these calls make up.
    public init(
        read: @escaping @Sendable (File) async throws(Diagnostic) -> [UInt8],
        append: @escaping @Sendable (File, [UInt8], Int) async throws(StateFailure) -> Void,
        replace: @escaping @Sendable (File, [UInt8]) async throws(StateFailure) -> Void
    ) {
        self.read = read
        self.append = append
        self.replace = replace
    }
}
