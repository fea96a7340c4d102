public import ContentModel
public import Publishing
public import ScheduleLock

extension SharedState {
    /// Takes a record for the lockfile; it travels with others, after ``SharingPolicy/gathering`` or at ``flush()``.
    ///
    /// A crash before that leaves the publication in the journal with its medium's id, so nobody publishes it again.
    public func record(_ record: LockRecord, of publication: PublicationID) {
        pending.add(record, of: publication, at: clock.elapsed())
        signal.raise()
    }

    /// Returns when the lockfile has every record and the chain every event, those that nobody waited for included.
    public func flush() async throws(StateFailure) {
        try await commitRecords()
        _ = try await carry(.arrival)
    }

    /// Returns when the lockfile has the records of this moment, or patience is over.
    func commitRecords() async throws(StateFailure) {
        let target = pending.generation
        try await patiently { () async throws(RemoteFailure) in
            if !pending.hasArrived(target) { try await commitPending() }
        }
    }

    /// The lockfile as the branch has it.
    func fetchLockfile() async throws(StateFailure) -> Lockfile {
        try await patiently { () async throws(RemoteFailure) in try await lockfiles.fetch() }
    }

    /// One try to commit what is pending, in turn.
    func commitPending() async throws(RemoteFailure) {
        let generation = pending.generation
        let records = pending.lockfile
        guard !records.records.isEmpty else { return }
        _ = try await lockfiles.commit(records)
        // Nobody waits for a settling: it travels with the next link, and `run` sees that there is one.
        for event in pending.arrive(generation, at: clock.elapsed()) { enqueue(event) }
        signal.raise()
    }

    /// One try that nobody waits for.
    func commitInTurn() async {
        await recordTurn.take()
        defer { recordTurn.pass() }
        do throws(RemoteFailure) {
            try await commitPending()
            recordTrouble = nil
        } catch {
            recordTrouble = Trouble(error, after: recordTrouble, policy: policy, clock: clock)
        }
    }

    /// Tries until it works, patience is over or the remote refuses.
    private func patiently<Value: Sendable>(
        _ attempt: () async throws(RemoteFailure) -> Value
    ) async throws(StateFailure) -> Value {
        let start = clock.elapsed()
        var wasTried = false
        while true {
            await recordTurn.take()
            let now = clock.elapsed()
            let isOver = now - start >= policy.patience || Task.isCancelled
            if wasTried, isOver {
                recordTurn.pass()
                throw .away(recordTrouble?.failure, tried: now - start)
            }
            let retryAt = recordTrouble?.failure.kind == .away ? recordTrouble?.retryAt ?? now : now
            guard now < retryAt, !isOver else {
                wasTried = true
                defer { recordTurn.pass() }
                do throws(RemoteFailure) {
                    let answer = try await attempt()
                    recordTrouble = nil
                    return answer
                } catch {
                    recordTrouble = Trouble(error, after: recordTrouble, policy: policy, clock: clock)
                    if error.kind == .refused { throw StateFailure(error) }
                }
                continue
            }
            recordTurn.pass()
            do throws(CancellationError) {
                try await clock.sleep(min(retryAt, start + policy.patience) - now)
            } catch {
                // The cancelled task finds out above.
            }
        }
    }
}
