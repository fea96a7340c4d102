import ContentModel
import FoundationEssentials
import ObjectIDs
import Publishing
import ScheduleLock
import StateSharing

// What the mutants do to the clients of a runner. Production code stays as it is: a mistake in it would show in what
// it asks of its clients and what it makes of their answers, and both can be had from outside.

extension ClockClient {
    func mutated(by mutant: Mutant?) -> ClockClient {
        guard mutant == .hourAhead else { return self }
        var clock = self
        let now = clock.now
        clock.now = { now().addingTimeInterval(3600) }
        return clock
    }
}

extension StateClient {
    func mutated(by mutant: Mutant?, of process: Process) -> StateClient {
        var client = self
        let (append, read) = (client.append, client.read)
        switch mutant {
        case .answersBeforeDurable:
            client.append = { event async throws(StateFailure) in
                let world = process.world
                world.plan(after: .seconds(20)) {
                    guard !process.isDead else { return }
                    Swift.Task(executorPreference: world.executor) { try? await append(event) }
                }
            }
        case .losesRecords: client.record = { _, _ async throws(StateFailure) in }
        case .oldLockfile:
            client.read = { () async throws(StateFailure) in
                var state = try await read()
                let newest = state.lockfile.records.max {
                    ($0.value.publication?.publishedAt.secondsSince1970 ?? 0, $0.key)
                        < ($1.value.publication?.publishedAt.secondsSince1970 ?? 0, $1.key)
                }
                if let newest { state.lockfile.records[newest.key] = nil }
                return state
            }
        case .skipsLease:
            client.acquire = { accounts async throws(StateFailure) in accounts }
            client.mayAct = { _ in true }
            client.append = { event async throws(StateFailure) in try? await append(event) }
        case .believesLeaseForever: client.mayAct = { _ in true }
        case .hidesPosts:
            let accounts = process.world.scenario.accounts
            client.append = { event async throws(StateFailure) in
                let isOnPage = accounts[event.publication.account]?.platform == .facebook
                if isOnPage, case .containerCreated(_, nil, _) = event.step { return }
                try await append(event)
            }
        default: break
        }
        return client
    }
}

extension JournalRemote {
    func mutated(by mutant: Mutant?) -> JournalRemote {
        guard mutant == .believesRejectedPush else { return self }
        var remote = self
        let append = remote.append
        remote.append = { bytes, last async throws(RemoteFailure) in
            let outcome = try await append(bytes, last)
            guard outcome == .rejected else { return outcome }
            return .appended(CommitID(SimulatedMedia.digest(of: String(decoding: bytes, as: UTF8.self))))
        }
        return remote
    }
}

extension LockfileRemote {
    func mutated(by mutant: Mutant?, of process: Process) -> LockfileRemote {
        guard mutant == .settlesBeforeLockfile else { return self }
        var remote = self
        let commit = remote.commit
        remote.commit = { records async throws(RemoteFailure) in
            let world = process.world
            world.plan(after: .seconds(30)) {
                guard !process.isDead else { return }
                Swift.Task(executorPreference: world.executor) { try? await commit(records) }
            }
            return records
        }
        return remote
    }
}

extension PlatformClient {
    func mutated(by mutant: Mutant?) -> PlatformClient {
        switch mutant {
        case .repeatsPublish: repeatingPublish
        case .timeoutMeansNotDone: denyingWhatTimedOut
        case .takesFirstListed: takingFirstListed
        case .publishedIsFinished:
            with { status in if status == .published { .finished } else { status } }
        case .finishedIsExpired: expiringAfterRequest
        case .makesPostsAnew: makingPostsAnew
        case .changesWithoutLooking: changingWithoutLooking
        case .losesOtherHours: losingOtherHours
        case .leavesPosts: leavingPosts
        default: self
        }
    }

    private func with(_ change: @escaping @Sendable (ContainerStatus) -> ContainerStatus) -> PlatformClient {
        var client = self
        let status = client.containerStatus
        client.containerStatus = { container async throws(Refusal) in change(try await status(container)) }
        return client
    }

    private var repeatingPublish: PlatformClient {
        var client = self
        let publish = client.publish
        client.publish = { container async throws(Refusal) in
            do throws(Refusal) {
                return try await publish(container)
            } catch {
                guard error.effect == .unknown else { throw error }
                return try await publish(container)
            }
        }
        return client
    }

    /// After a publish without an answer, everything is told as it was before it.
    private var denyingWhatTimedOut: PlatformClient {
        let memory = Memory()
        var client = self
        let (publish, status, list) = (client.publish, client.containerStatus, client.newestMedia)
        client.publish = { container async throws(Refusal) in
            do throws(Refusal) {
                return try await publish(container)
            } catch {
                if error.effect == .unknown { memory.doubted.insert(container) }
                throw error
            }
        }
        client.containerStatus = { container async throws(Refusal) in
            let found = try await status(container)
            return memory.doubted.contains(container) ? .finished : found
        }
        client.newestMedia = { surface, limit async throws(Refusal) in
            if memory.doubted.isEmpty { memory.listed = try await list(surface, limit) }
            return memory.listed
        }
        return client
    }

    private var takingFirstListed: PlatformClient {
        let memory = Memory()
        var client = self
        let (create, list) = (client.createContainer, client.newestMedia)
        client.createContainer = { draft async throws(Refusal) in
            memory.look = draft.publication.content
            return try await create(draft)
        }
        client.newestMedia = { surface, limit async throws(Refusal) in
            let media = try await list(surface, limit)
            guard let first = media.first, let content = memory.look else { return media }
            let look = MediaLook(of: content)
            return [
                ListedMedium(
                    id: first.id, timestamp: nil, caption: content.feedDetails?.caption, kind: look.kind,
                    childCount: look.childCount)
            ]
        }
        return client
    }

    private var expiringAfterRequest: PlatformClient {
        let memory = Memory()
        var client = self
        let (publish, status) = (client.publish, client.containerStatus)
        client.publish = { container async throws(Refusal) in
            memory.doubted.insert(container)
            return try await publish(container)
        }
        client.containerStatus = { container async throws(Refusal) in
            let found = try await status(container)
            return found == .finished && memory.doubted.contains(container) ? .expired : found
        }
        return client
    }
}

/// What a mutant keeps in mind.
final class Memory: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    var doubted: Set<String> = []
    var listed: [ListedMedium] = []
    var look: Content?
    /// What waits at Facebook, and until when.
    var hours: [String: Date] = [:]
}
