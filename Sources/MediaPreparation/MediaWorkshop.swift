public import MediaWork
import Synchronization

/// The media workers of a run: as many as ask at once, each kept for what comes next.
///
/// One that a file has ended is replaced by another, so the rest goes on.
public final class MediaWorkshop: Sendable {
    private struct State {
        var idle: [MediaWorkerHandle] = []
        var busy: [ObjectIdentifier: MediaWorkerHandle] = [:]
        var startCount = 0
        var isClosed = false
    }

    private let program: WorkerProgram
    private let silence: Duration?
    private let state = Mutex(State())

    /// Workers of this program. None is started before there is work.
    ///
    /// - Parameter silence: how long one may be silent, in place of what each task is given.
    public init(_ program: WorkerProgram, silence: Duration? = nil) {
        (self.program, self.silence) = (program, silence)
    }

    /// How many workers were started so far.
    public var startCount: Int { state.withLock { $0.startCount } }

    /// Hands a medium to a worker, waits for what comes of it.
    ///
    /// - Parameter progress: hears the part that is done, from 0 to 1.
    /// - Throws: ``MediaTrouble/refused(_:)`` for a refusal, which is no answer.
    public func perform(
        _ task: MediaTask, on bytes: [UInt8], progress: (Double) -> Void = { _ in }
    ) throws(MediaTrouble) -> MediaResult {
        let worker = try takeWorker()
        let result: MediaResult
        do throws(MediaTrouble) {
            result = try worker.perform(task, on: bytes, silence: silence ?? task.longestSilence, progress: progress)
        } catch {
            throw release(worker, isSound: false) ? error : .stopped
        }
        // Only one that answered is worth keeping; another has ended.
        guard release(worker, isSound: true) else { throw .stopped }
        if case .refusal(let refusal) = result.answer { throw .refused(refusal) }
        return result
    }

    /// Kills what is under way, and begins nothing more: who waits hears ``MediaTrouble/stopped``.
    public func close() {
        let (busy, idle) = state.withLock { state in
            defer { state.idle = [] }
            state.isClosed = true
            return (Array(state.busy.values), state.idle)
        }
        for worker in busy + idle { worker.kill() }
    }

    private func takeWorker() throws(MediaTrouble) -> MediaWorkerHandle {
        let (known, isClosed) = state.withLock { state in
            let worker = state.isClosed ? nil : state.idle.popLast()
            if let worker { state.busy[ObjectIdentifier(worker)] = worker }
            return (worker, state.isClosed)
        }
        if let known { return known }
        guard !isClosed else { throw .stopped }
        let worker = try MediaWorkerHandle(program)
        let isWanted = state.withLock { state in
            state.startCount += 1
            if !state.isClosed { state.busy[ObjectIdentifier(worker)] = worker }
            return !state.isClosed
        }
        guard isWanted else { throw .stopped }
        return worker
    }

    /// Takes a worker back; false where nobody wants it, or what it did, any more.
    private func release(_ worker: MediaWorkerHandle, isSound: Bool) -> Bool {
        state.withLock { state in
            state.busy[ObjectIdentifier(worker)] = nil
            if isSound, !state.isClosed { state.idle.append(worker) }
            return !state.isClosed
        }
    }
}

/// What came of a task that a worker could do.
public struct MediaResult: Sendable {
    /// The worker's last answer.
    public var answer: MediaReply.Answer
    /// The bytes of the file that the task names as its output; empty where it wrote none.
    public var output: [UInt8]
}
