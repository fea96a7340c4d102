import ContentModel
import FoundationEssentials
import GraphPublishing
import HTTP
import LocalState
import MetaGraph
import Planning
import Publishing
import ScheduleLock
import StateSharing

/// The program on a machine: the product's scheduler over the product's state, run as `apply`, `apply --wait` or `run`.
///
/// The one place that knows them: everything else of a schedule is the world around them.
struct Runner: Sendable {
    let process: Process

    private var world: World { process.world }
    private var machine: Machine { process.machine }
    private var mutant: Mutant? { world.mutant }

    /// Runs until the process ends by itself or dies.
    func live() async {
        if world.scenario.isShared {
            let state = SharedState(
                runner: RunnerID("machine\(machine.number)"), session: world.dice.next(),
                remote: RemoteLine(process: process).journal.mutated(by: mutant),
                lockfiles: RemoteLine(process: process).lockfile.mutated(by: mutant, of: process),
                clock: process.sharingClock)
            process.mayAct = { state.mayAct($0) }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await state.run() }
                await run(state.client)
                group.cancelAll()
            }
        } else {
            process.mayAct = { _ in true }
            do {
                await run(try await LocalState(opening: process.disk).client)
            } catch {
                if !process.isDead { world.fail(.readable, "\(error)") }
            }
        }
    }

    private func run(_ client: StateClient) async {
        let state = client.mutated(by: mutant, of: process).heard(by: world.referee)
        let clock = process.clock.mutated(by: mutant)
        let scheduler = Scheduler(
            clock: clock, state: state, span: span(at: clock.now()),
            agenda: { run, now in agenda(run, at: now, state) },
            poll: machine.setup.poll, jitter: process.jitter,
            report: { event in
                if !process.isDead { world.note("\(process.name)   \(event.publication): \(event.happening)") }
            })
        do {
            _ = try await scheduler.run()
        } catch {
            if !process.isDead { world.note("\(process.name) stops: \(error)") }
        }
        await state.release(Set(world.scenario.accounts.keys))
        if !process.isDead { world.note("\(process.name) ends") }
    }

    private func span(at now: Date) -> Scheduler.Span {
        switch machine.setup.manner {
        case .once: .once
        case .waiting(let span): .until(now.addingTimeInterval(span / .seconds(1)))
        case .forever: .forever
        }
    }

    private func agenda(_ run: RunState, at now: Date, _ state: StateClient) -> Agenda {
        let calendar = world.scenario.calendar
        let head = calendar.head(at: max(.beginning, world.now - machine.setup.pullDelay))
        let plan = calendar.plan(head, lockfile: run.lockfile, journal: run.journal, at: now)
        let approach = now.addingTimeInterval(Scheduler.approach)
        let (until, horizon): (Date, Date) =
            switch span(at: now) {
            case .once: (now, now)
            case .until(let end): (min(approach, end), end)
            case .forever: (approach, .distantFuture)
            }
        let workload = Workload(
            of: plan, lockfile: run.lockfile, journal: run.journal, publishUntil: until, horizon: horizon,
            earlier: calendar.earlier(in: run.journal, head: head))
        world.note(
            "\(process.name) plans at \(Timestamp(now)), commit of \(head.at): "
                + plan.actions.map { "\($0.kind) \($0.publication)" }.joined(separator: ", "))
        return Agenda(work: workload.work, next: workload.next, platforms: platforms(state), hosting: hosting)
    }

    private func platforms(_ state: StateClient) -> [AccountName: PlatformClient] {
        if let known = process.platforms { return known }
        let platforms = world.scenario.accounts.compactMapValues { account -> PlatformClient? in
            let client = account.platform == .facebook ? page(account, state) : instagram(account, state)
            return client?.mutated(by: mutant)
        }
        process.platforms = platforms
        return platforms
    }

    private func instagram(_ account: Account, _ state: StateClient) -> PlatformClient? {
        guard let graph = graph(account, state) else { return nil }
        var client = PlatformClient.instagram(IGUserID(account.id), through: graph, media: media, now: now)
        let create = client.createContainer
        client.createContainer = { draft async throws(Refusal) in
            let made = try await create(draft)
            world.referee.containerMade(made.id, for: draft.publication)
            return made
        }
        return client
    }

    private func page(_ account: Account, _ state: StateClient) -> PlatformClient? {
        guard let graph = graph(account, state) else { return nil }
        var client = PlatformClient.page(PageID(account.id), through: graph, media: media, now: now)
        let ask = client.page
        client.page = { request async throws(Refusal) in
            guard let lineage = Lineage(of: request), let graph = self.graph(account, state, about: lineage) else {
                return try await ask(request)
            }
            return try await PlatformClient.page(PageID(account.id), through: graph, media: media, now: now)
                .page(request)
        }
        return client
    }

    private func graph(_ account: Account, _ state: StateClient, about lineage: Lineage? = nil) -> GraphClient? {
        guard let token = AccessToken(world.platform.token(of: account.name)) else { return nil }
        let login: GraphHost.Login = account.platform == .instagram(.instagram) ? .instagram : .facebook
        let network = Network(process: process, account: account.name, lineage: lineage)
        return GraphClient(
            host: GraphHost(login, baseURL: "https://graph.example"), token: token,
            mayAct: { state.mayAct(account.name) },
            transport: { request, maySend async throws(HTTPError) in
                try await network.exchange(request, maySend: maySend)
            })
    }

    private var now: @Sendable () -> Date { { [process] in process.machine.wallTime } }

    private var media: MediaFiles {
        MediaFiles(
            locate: { file in
                MediaFiles.Location(
                    path: SimulatedMedia.path(of: file.blob), byteCount: SimulatedMedia.byteCount,
                    contentType: "image/jpeg")
            },
            read: { location, range in SimulatedMedia.bytes(ofFileAt: location.path, count: range.count) })
    }

    private var hosting: HostingClient {
        HostingClient { file, tag async throws(Refusal) in
            if world.strikes(.hostingFails) {
                throw Refusal(remedy: .backOff, effect: .none, message: "the host is away", fix: "wait")
            }
            return SimulatedMedia.url(of: file.blob, tag: tag)
        }
    }
}

extension StateClient {
    /// Tells the referee what a runner takes to be written down.
    fileprivate func heard(by referee: Referee) -> StateClient {
        var client = self
        let append = client.append
        client.append = { event async throws(StateFailure) in
            try await append(event)
            referee.noted(event)
        }
        return client
    }
}

extension Lineage {
    /// Whose entry a Page is asked to make something of; `nil` where that was told before.
    fileprivate init?(of request: PageRequest) {
        switch request {
        case .uploadPhoto(let photo): self.init(of: photo.file)
        case .beginUpload(let file, _): self.init(of: file)
        case .createPost(let post, _), .createVideo(let post, _): self.init(of: .post(post))
        case .publish(_, let content), .schedule(_, let content, _): self.init(of: content)
        case .send, .read, .edit, .delete, .list: return nil
        }
    }
}
