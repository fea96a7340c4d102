import FoundationEssentials

extension Platform {
    /// `POST /{ig}/media_publish`.
    mutating func publish(for account: Account, _ call: Call) throws(GraphError) -> JSON {
        try demand(.read, in: call)
        try demand(.publish, in: call)
        guard call.parameters.holds("creation_id"), let text = call.parameters["creation_id"]?.text else {
            throw .parameterRequired("creation_id")
        }
        guard let container = containers[ContainerID(text)] else { throw .containerUnknown }
        guard container.account == account.id else { throw .containerNotVisible }
        guard !container.kind.isChild else {
            throw .parameterInvalid("creation_id", why: "is a carousel item and cannot be published on its own")
        }
        switch container.status(at: call.now) {
        case .inProgress: throw .containerNotReady
        case .expired: throw .containerExpired
        case .error: throw .containerFailed
        case .finished: break
        case .published:
            switch configuration.secondPublish {
            case .sameID: return ["id": .string(container.medium?.text ?? "")]
            case .error: throw .containerAlreadyPublished
            case .newMedia: break
            }
        }
        guard account.published.count(at: call.now) < configuration.publishesPerDay else { throw .publishQuota }
        let medium = goLive(container, at: call.now)
        switch configuration.publishAnswer {
        case .id: return ["id": .string(medium.text)]
        case .actionBlocked: throw .actionBlocked
        case .serverError: throw .serverError
        case .unknownError: throw .unknownError
        case .serviceDown: throw .serviceDown
        }
    }

    private mutating func goLive(_ container: Container, at now: Date) -> MediumID {
        let id = makeMedium(of: container, parent: nil, at: now)
        for child in container.content.children.compactMap({ containers[$0] }) {
            let slide = makeMedium(of: child, parent: id, at: now)
            media[id]?.children.append(slide)
        }
        accounts[container.account]?.media.append(id)
        accounts[container.account]?.published.add(now)
        return id
    }

    private mutating func makeMedium(of container: Container, parent: MediumID?, at now: Date) -> MediumID {
        let id = MediumID(freshNumber())
        media[id] = Medium(
            id: id, account: container.account, container: container.id, kind: container.kind,
            content: container.content, published: now, number: source.mediumNumber(at: now),
            storedName: container.storedName, storedCover: container.storedCover, parent: parent)
        if containers[container.id]?.medium == nil { containers[container.id]?.medium = id }
        return id
    }

    /// `GET /{ig}/content_publishing_limit`.
    func publishingLimit(
        _ account: Account, _ field: FieldSelection.Field, _ call: Call
    ) throws(GraphError) -> JSON {
        try demand(.publish, in: call)
        var since: Date?
        if field.calls.holds("since"), let text = field.calls["since"]?.text {
            guard let date = GraphTime.read(text, now: call.now),
                call.now.timeIntervalSince(date) <= RollingCount.window
            else { throw .parameterInvalid("since", why: "must be a time within the last 24 hours") }
            since = date
        }
        let usage = JSON.integer(account.published.count(at: call.now, since: since))
        var members: [JSON.Member] = []
        for asked in (field.selection ?? FieldSelection(names: ["quota_usage"])).fields {
            switch asked.name {
            case "quota_usage": members.append(.init(name: asked.key, value: usage))
            case "config":
                let config: JSON = [
                    "quota_total": .integer(configuration.publishesPerDay),
                    "quota_duration": .integer(Int(RollingCount.window)),
                ]
                members.append(.init(name: asked.key, value: config))
            default: throw .fieldMissing(asked.name, type: "IGContentPublishingLimit")
            }
        }
        return ["data": [.object(members)]]
    }
}
