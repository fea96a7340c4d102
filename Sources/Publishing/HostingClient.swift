public import ContentModel

/// Where media gets its public URL.
public struct HostingClient: Sendable {
    /// Makes a file public and answers its URL; asking again for the same content answers at once.
    ///
    /// The platform may answer a creation with an older container of the same media URL, so `tag` becomes part of the
    /// URL (for example `?v=TAG`) wherever the host leaves that free. Source: content-publishing fact sheet §2.3.
    public var publish: @Sendable (_ file: MediaFile, _ tag: String) async throws(Refusal) -> String

    /// Hosting by `publish`.
    public init(publish: @escaping @Sendable (_ file: MediaFile, _ tag: String) async throws(Refusal) -> String) {
        self.publish = publish
    }
}
