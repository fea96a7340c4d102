/// Runs the jobs of a schedule's tasks one by one on the calling thread, in an order that dice choose.
///
/// Tasks that prefer this executor, their structured children and the default actors they call all come here
/// (SE-0417), so what runs side by side in the product runs here in any order that the product could see, and in the
/// same one for the same seed.
final class SteppingExecutor: TaskExecutor, @unchecked Sendable {
    // Unchecked: jobs are enqueued and run on the one thread that drives the schedule.
    private var ready: [UnownedJob] = []
    private var dice: Dice

    init(dice: Dice) { self.dice = dice }

    func enqueue(_ job: consuming ExecutorJob) { ready.append(UnownedJob(job)) }

    /// Runs one of the jobs that can run; false when there is none.
    func step() -> Bool {
        guard !ready.isEmpty else { return false }
        let index = ready.count == 1 ? 0 : dice.number(0...ready.count - 1)
        let job = ready.remove(at: index)
        job.runSynchronously(on: asUnownedTaskExecutor())
        return true
    }
}
