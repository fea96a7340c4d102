/// An account that was asked to publish a medium as well.
public struct Collaborator: Hashable, Sendable, Decodable {
    /// Its name, without `@`.
    public let username: String
    /// The platform's word, such as `Accepted` or `Pending`.
    public var inviteStatus: String?

    enum CodingKeys: String, CodingKey {
        case username
        case inviteStatus = "invite_status"
    }

    /// Whether it has said no, so that the medium is not its own.
    public var hasDeclined: Bool { inviteStatus?.lowercased() == "declined" }
}

extension GraphClient {
    /// Reads which accounts were asked to publish a medium as well. Facebook Login only.
    public func collaborators(of medium: MediaID) async throws(GraphError) -> GraphReply<[Collaborator]> {
        let reply: GraphReply<GraphPage<Collaborator>> = try await page(
            [medium.text, "collaborators"], ["username", "invite_status"])
        return reply.map(\.items)
    }
}
