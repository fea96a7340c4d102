public import ContentModel

/// Where media gets its public URL.
public struct HostingClient: Sendable {
    /// Makes a file public and answers its URL; asking again for the same content answers at once.
    public var publish: @Sendable (MediaFile) async throws(Refusal) -> String

    public init(publish: @escaping @Sendable (MediaFile) async throws(Refusal) -> String) {
        self.publish = publish
    }
}
