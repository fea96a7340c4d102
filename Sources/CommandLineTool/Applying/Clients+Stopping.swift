import FoundationEssentials
import Publishing
import ScheduleLock

// A run that is told to stop begins nothing more, but ends what it has begun: a request on its way is never cut off,
// since nobody could tell then what came of it.

extension ClockClient {
    /// Sleeps to the end when it is short, also after the run was told to stop; a longer sleep ends with it.
    func finishingShortSleeps(upTo limit: Duration) -> ClockClient {
        var clock = self
        let sleep = clock.sleep
        clock.sleep = { duration in
            guard duration <= limit else { return try await sleep(duration) }
            _ = await Task { try? await sleep(duration) }.value
        }
        return clock
    }
}

extension PlatformClient {
    /// Calls that have an effect are waited for, also after the run was told to stop, and so is the permalink: with it
    /// a medium that went live is recorded in the lockfile by this run. An upload, which may take long, is cut off: a
    /// later run goes on where it stopped.
    var finishingCalls: PlatformClient {
        var client = self
        let (create, publish, comment) = (client.createContainer, client.publish, client.comment)
        let (switchComments, delete) = (client.switchComments, client.delete)
        client.createContainer = { draft async throws(Refusal) in
            try await untouchedByCancellation { () async throws(Refusal) in try await create(draft) }
        }
        client.publish = { container async throws(Refusal) in
            try await untouchedByCancellation { () async throws(Refusal) in try await publish(container) }
        }
        let permalink = client.permalink
        client.permalink = { media async throws(Refusal) in
            try await untouchedByCancellation { () async throws(Refusal) in try await permalink(media) }
        }
        client.comment = { media, text async throws(Refusal) in
            try await untouchedByCancellation { () async throws(Refusal) in try await comment(media, text) }
        }
        client.switchComments = { media, enabled async throws(Refusal) in
            try await untouchedByCancellation { () async throws(Refusal) in try await switchComments(media, enabled) }
        }
        client.delete = { media async throws(Refusal) in
            try await untouchedByCancellation { () async throws(Refusal) in try await delete(media) }
        }
        let page = client.page
        client.page = { request async throws(Refusal) in
            if case .send = request { return try await page(request) }
            return try await untouchedByCancellation { () async throws(Refusal) in try await page(request) }
        }
        return client
    }
}

extension StateClient {
    /// What is written is written to its end, also after the run was told to stop: what is in flight ends recorded.
    var finishingWrites: StateClient {
        var client = self
        let (append, release, flush) = (client.append, client.release, client.flush)
        client.append = { event async throws(StateFailure) in
            try await untouchedByCancellation { () async throws(StateFailure) in try await append(event) }
        }
        client.flush = { () async throws(StateFailure) in
            try await untouchedByCancellation { () async throws(StateFailure) in try await flush() }
        }
        client.release = { accounts in await Task { await release(accounts) }.value }
        return client
    }
}

/// Runs `call` in a task of its own, which no cancellation of ours reaches.
private func untouchedByCancellation<Value: Sendable, Failure: Error>(
    _ call: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result = await Task { () -> Result<Value, Failure> in
        do throws(Failure) {
            return .success(try await call())
        } catch {
            return .failure(error)
        }
    }.value
    return try result.get()
}
