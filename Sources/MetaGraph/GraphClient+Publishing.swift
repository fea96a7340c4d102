public import FoundationEssentials
import HTTP

extension GraphClient {
    /// Makes a draft of a medium; drafts are invisible and expire after 24 hours, so doing it twice does no harm.
    ///
    /// An account has 400 of them in 24 hours. The platform may give the id of an earlier draft for the same media URL.
    public func createContainer(
        _ request: ContainerRequest, for account: IGUserID
    ) async throws(GraphError) -> GraphReply<CreatedContainer> {
        let parts = [account.text, "media"]
        let form: Form
        do {
            form = try request.form()
        } catch {
            throw GraphError(
                .unwritable("a coordinate or volume is not a finite number"),
                call: GraphCall(.post, parts).name)
        }
        return try await send(GraphCall(.post, parts, form))
    }

    /// Asks how far a draft has come; Meta advises once a minute for five minutes at most.
    public func status(of container: ContainerID) async throws(GraphError) -> GraphReply<ContainerStatus> {
        // Only Facebook Login knows the phases of an upload; with Instagram Login naming them would be an error (100).
        let fields: [Field] = ["id", "status_code", "status"]
        return try await get(container.text, host.login == .facebook ? fields + ["video_status"] : fields)
    }

    /// Publishes a finished draft; this cannot be taken back.
    ///
    /// There is no key that makes a second call harmless: after an error whose ``GraphError/outcome`` is
    /// ``Outcome/unknown``, ask for the draft's status and the account's media before anything else.
    public func publish(
        _ container: ContainerID, on account: IGUserID
    ) async throws(GraphError) -> GraphReply<MediaID> {
        var form = Form()
        form.add("creation_id", container.text)
        return try await create(GraphCall(.post, [account.text, "media_publish"], form, isIrreversible: true))
    }

    /// Asks how much of its publishing quota an account has used, in the whole window or since a time within it.
    public func publishingLimit(
        of account: IGUserID, since: Date? = nil
    ) async throws(GraphError) -> GraphReply<PublishingLimit> {
        var form = Form()
        form.add("since", since?.graphSeconds)
        let parts = [account.text, "content_publishing_limit"]
        let reply: GraphReply<Listing<PublishingLimit>> = try await get(
            parts.joined(separator: "/"), ["quota_usage", "config"], parameters: form)
        guard let limit = reply.value.data.first else {
            throw GraphError(
                .unexpectedAnswer("the list of limits is empty"), call: GraphCall(.get, parts).name, status: 200,
                usage: reply.usage, traceID: reply.traceID)
        }
        return reply.map { _ in limit }
    }

    /// Asks whose token this is.
    ///
    /// - Parameter fields: nil asks for what every account of the host's login has.
    public func me(_ fields: [Field]? = nil) async throws(GraphError) -> GraphReply<Profile> {
        let usual: [Field] = host.login == .instagram ? ["user_id", "username", "account_type"] : ["id", "name"]
        return try await get("me", fields ?? usual)
    }
}

extension Date {
    /// Unix seconds, as the API's parameters want them.
    var graphSeconds: Int { Int(min(max(timeIntervalSince1970, -1e12), 1e12)) }
}
