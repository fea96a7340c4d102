public import ContentModel

/// Where media gets its public URL.
public struct HostingClient: Sendable {
    /// Makes files public and answers their URLs; asking again for the same answers at once.
    ///
    /// The platform may answer a creation with an older container of the same media URL, so `tag` becomes part of the
    /// URL (for example `?v=TAG`) wherever the host leaves that free. Source: content-publishing fact sheet §2.3.
    /// What takes long tells how it goes on.
    public var publish:
        @Sendable (_ files: [MediaFile], _ tag: String, _ progress: @escaping @Sendable (HostingProgress) -> Void)
            async throws(Refusal) -> [OutgoingMedium: String]

    /// Whether there is hosting at all: what can do without it asks for it only where there is.
    public let isThere: Bool

    /// Hosting by `publish`.
    public init(
        all publish:
            @escaping @Sendable (
                _ files: [MediaFile], _ tag: String, _ progress: @escaping @Sendable (HostingProgress) -> Void
            ) async throws(Refusal) -> [OutgoingMedium: String]
    ) {
        self.publish = publish
        isThere = true
    }

    /// Hosting one file after the other.
    public init(publish: @escaping @Sendable (_ file: MediaFile, _ tag: String) async throws(Refusal) -> String) {
        self.init { files, tag, _ async throws(Refusal) in
            var urls: [OutgoingMedium: String] = [:]
            for file in files where urls[file.outgoing] == nil {
                urls[file.outgoing] = try await publish(file, tag)
            }
            return urls
        }
    }

    private init(refusal: Refusal) {
        publish = { _, _, _ throws(Refusal) in throw refusal }
        isThere = false
    }

    /// No hosting: `refusal` says so to whoever asks for a URL.
    public static func missing(_ refusal: Refusal) -> HostingClient { HostingClient(refusal: refusal) }
}

/// How far a file has come that is on its way to its host.
public struct HostingProgress: Hashable, Sendable {
    /// From the repository's root.
    public var path: String
    /// How many bytes have arrived.
    public var sent: Int
    /// How many it has.
    public var size: Int

    /// A file on its way.
    public init(path: String, sent: Int, size: Int) {
        self.path = path
        self.sent = sent
        self.size = size
    }
}
