public import FoundationEssentials

/// A creation that waits for its image.
struct PendingCreation: Hashable, Sendable, Codable {
    let account: AccountID
    let kind: ContainerKind
    let content: ContainerContent
    let url: String
    let version: String?
}

/// A fetch whose container is IN_PROGRESS.
struct PendingFetch: Hashable, Sendable, Codable {
    let ticket: FetchTicket
    let container: ContainerID
}

extension Platform {
    /// `POST /{ig}/media`.
    mutating func createContainer(for account: Account, _ call: Call) throws(GraphError) -> Step {
        try demand(.read, in: call)
        try demand(.publish, in: call)
        let kind = try ContainerKind(call.parameters)
        if call.login == .instagram && call.parameters.holds("upload_type") && !call.parameters.holds("video_url") {
            throw .parameterRequired("video_url")
        }
        let parameters = try ContainerRules.admit(
            call.parameters, for: kind, login: call.login, misplaced: configuration.misplacedParameters)
        let content = try ContainerContent(parameters, for: kind, configuration)
        if configuration.deduplicatesByURL, let known = known(content, account, call.now) {
            return .body(["id": .string(known.text)])
        }
        guard account.containersMade.count(at: call.now) < configuration.containersPerDay else {
            throw .containersExhausted(configuration.containersPerDay)
        }
        switch kind {
        case .image, .childImage, .storyImage:
            let ticket = ticket(content.imageURL ?? "", .image)
            creations[ticket.id] = PendingCreation(
                account: account.id, kind: kind, content: content, url: ticket.url, version: call.request.version)
            return .fetch(ticket)
        case .carousel:
            try checkChildren(content.children, of: account, at: call.now)
            let container = add(kind, content, account.id, at: call.now)
            containers[container]?.readyAt = call.now + configuration.carouselProcessing
            return .body(["id": .string(container.text)])
        case .childVideo, .reel, .storyVideo:
            let container = add(kind, content, account.id, at: call.now)
            expect(content.coverURL, .cover, for: container)
            guard let url = content.videoURL else { return .body(expectUpload(for: container, call)) }
            expect(url, .video, for: container)
            return .body(["id": .string(container.text)])
        }
    }

    mutating func ticket(_ url: String, _ purpose: FetchTicket.Purpose) -> FetchTicket {
        lastTicket &+= 1
        return FetchTicket(id: lastTicket, url: url, purpose: purpose)
    }

    mutating func expect(_ url: String?, _ purpose: FetchTicket.Purpose, for container: ContainerID) {
        guard let url else { return }
        let ticket = ticket(url, purpose)
        containers[container]?.tickets.append(ticket.id)
        fetches[ticket.id] = PendingFetch(ticket: ticket, container: container)
    }

    /// A container made from the same URL within its life, where the platform deduplicates.
    private func known(_ content: ContainerContent, _ account: Account, _ now: Date) -> ContainerID? {
        guard let url = content.videoURL ?? content.imageURL, let id = account.containersByURL[url],
            let container = containers[id], now.timeIntervalSince(container.created) < Container.life
        else { return nil }
        return id
    }

    private mutating func add(
        _ kind: ContainerKind, _ content: ContainerContent, _ account: AccountID, at now: Date
    ) -> ContainerID {
        let id = ContainerID(freshNumber())
        containers[id] = Container(id: id, account: account, kind: kind, content: content, created: now)
        accounts[account]?.containersMade.add(now)
        if let url = content.videoURL ?? content.imageURL { accounts[account]?.containersByURL[url] = id }
        return id
    }

    /// A number that no node has yet.
    mutating func freshNumber() -> String {
        var number = source.graphNumber()
        while containers[ContainerID(number)] != nil || media[MediumID(number)] != nil
            || comments[CommentID(number)] != nil || accounts[AccountID(number)] != nil
            || photos[PhotoID(number)] != nil || videos[VideoID(number)] != nil || posts[PostID(number)] != nil
            || sessions[number] != nil
        {
            number = source.graphNumber()
        }
        return number
    }

    /// Slides must be finished, this account's own, made as slides, and not part of what is published.
    private func checkChildren(_ children: [ContainerID], of account: Account, at now: Date) throws(GraphError) {
        for (index, id) in children.enumerated() {
            guard let child = containers[id], child.account == account.id else {
                throw .carouselChildInvalid("No container \(id) can be used.")
            }
            guard child.kind.isChild else { throw .carouselChildInvalid("\(id) was not made with is_carousel_item.") }
            guard !children[..<index].contains(id) else { throw .carouselChildInvalid("\(id) appears twice.") }
            switch child.status(at: now) {
            case .finished: break
            case .inProgress: throw .containerNotReady
            case .expired: throw .containerExpired
            case .error: throw .containerFailed
            case .published: throw .carouselChildInvalid("\(id) has been published already.")
            }
        }
    }

    /// Ends a creation that waited for its image.
    mutating func finishCreation(_ ticket: FetchTicket, with result: FetchedMedium, at now: Date) -> Response {
        if let photo = photosToFetch.removeValue(forKey: ticket.id) { return finish(photo, with: result, at: now) }
        guard let creation = creations.removeValue(forKey: ticket.id) else {
            return refusal(.unknownError, version: nil, metered: nil, at: now)
        }
        let version = GraphVersion.serving(creation.version, at: now)
        do throws(GraphError) {
            try MediaRules.checkImage(result, url: creation.url, for: creation.kind)
            let made = accounts[creation.account]?.containersMade.count(at: now) ?? 0
            guard made < configuration.containersPerDay else {
                throw .containersExhausted(configuration.containersPerDay)
            }
        } catch {
            return refusal(error, version: version, metered: .account(creation.account), at: now)
        }
        let id = add(creation.kind, creation.content, creation.account, at: now)
        containers[id]?.storedName = result.storedName
        containers[id]?.readyAt = now + configuration.imageProcessing
        return Response(
            headers: headers(version: version, metered: .account(creation.account), at: now),
            body: ["id": .string(id.text)])
    }

    /// What is to be fetched while its container is IN_PROGRESS, and for Pages' videos, in the order asked.
    public func pendingFetches(at now: Date) -> [FetchTicket] {
        (fetches.values
            .filter { containers[$0.container]?.status(at: now) == .inProgress }
            .map(\.ticket) + pendingVideoFetches())
            .sorted { $0.id < $1.id }
    }

    /// Takes in what a pending fetch brought; a ticket that is not pending any more is passed over.
    public mutating func fetched(_ ticket: FetchTicket, _ result: FetchedMedium, at now: Date) {
        if fetchedVideo(ticket, result, at: now) { return }
        guard let fetch = fetches.removeValue(forKey: ticket.id), var container = containers[fetch.container] else {
            return
        }
        container.tickets.removeAll { $0 == ticket.id }
        do throws(GraphError) {
            if fetch.ticket.purpose == .cover {
                try MediaRules.checkImage(result, url: fetch.ticket.url, for: container.kind)
                container.storedCover = result.storedName
            } else {
                try MediaRules.checkVideo(
                    result, for: container.kind, thumbOffset: container.content.thumbOffset, configuration)
                container.storedName = result.storedName
            }
        } catch {
            container.failure = container.failure ?? error
        }
        container.startProcessing(at: now, for: configuration.videoProcessing)
        containers[container.id] = container
    }
}
