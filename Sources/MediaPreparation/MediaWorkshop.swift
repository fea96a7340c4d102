import ChildProcess
public import MediaWork
import Synchronization

/// The media workers of a run: as many as ask at once, each kept for what comes next.
///
/// One that a file has ended is replaced by another, so the rest goes on.
public final class MediaWorkshop: Sendable {
    private let program: WorkerProgram
    private let silence: Duration?
    private let idle = Mutex<[MediaWorkerHandle]>([])
    private let started = Mutex(0)

    /// Workers of this program. None is started before there is work.
    ///
    /// - Parameter silence: how long one may be silent, in place of what each task is given.
    public init(_ program: WorkerProgram, silence: Duration? = nil) {
        (self.program, self.silence) = (program, silence)
    }

    /// How many workers were started so far.
    public var startCount: Int { started.withLock { $0 } }

    /// Hands `bytes` to a worker, waits for what comes of it.
    ///
    /// - Parameter progress: hears the part that is done, from 0 to 1.
    /// - Throws: ``MediaTrouble/refused(_:)`` for a refusal, which is no answer.
    public func perform(
        _ task: MediaTask, on bytes: [UInt8], progress: (Double) -> Void = { _ in }
    ) throws(MediaTrouble) -> MediaResult {
        let worker = try worker()
        let result = try worker.perform(
            task, on: bytes, silence: silence ?? task.longestSilence, progress: progress)
        // Only one that answered is worth keeping; another has ended.
        idle.withLock { $0.append(worker) }
        if case .refusal(let refusal) = result.answer { throw .refused(refusal) }
        return result
    }

    private func worker() throws(MediaTrouble) -> MediaWorkerHandle {
        if let worker = idle.withLock({ $0.popLast() }) { return worker }
        let worker = try MediaWorkerHandle(program)
        started.withLock { $0 += 1 }
        return worker
    }
}

/// What came of a task that a worker could do.
public struct MediaResult: Sendable {
    /// The worker's last answer.
    public var answer: MediaReply.Answer
    /// The bytes of the file that the task names as its output; empty where it wrote none.
    public var output: [UInt8]
}
