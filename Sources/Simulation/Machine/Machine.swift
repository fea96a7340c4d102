import ContentModel
import FoundationEssentials
import Publishing

/// A machine with its clock and its disk, on which the program runs, dies, and is started again.
final class Machine: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    let number: Int
    unowned let world: World
    let setup: Scenario.MachineSetup
    let disk: SimulatedDisk
    private(set) var process: Process?
    private var starts = 0
    private var clock: WallClock
    private var isOver = false

    init(number: Int, world: World) {
        self.number = number
        self.world = world
        setup = world.scenario.machines[number - 1]
        clock = setup.clock
        disk = SimulatedDisk()
    }

    /// What its wall clock shows.
    var wallTime: Date { clock.shows(world.now) }

    func start() {
        if clock.offset != 0 { world.count(.clockOff) }
        for jump in setup.clockJumps {
            world.plan(at: jump.at) { [self] in
                world.count(.clockJumps)
                clock.offset += jump.by
            }
        }
        startProcess(after: world.dice.span(0.1...60))
    }

    private func startProcess(after span: Duration) {
        world.plan(after: span) { [self] in
            guard !isOver else { return }
            starts += 1
            if starts > 1, world.mutant == .forgetsJournal { disk.forgetJournal() }
            let process = Process(name: "\(number).\(starts)", machine: self)
            self.process = process
            world.note("process \(process.name) starts")
            let runner = Runner(process: process)
            process.task = Task(executorPreference: world.executor) { [self] in
                await runner.live()
                guard !process.isDead else { return }
                process.kill()
                startProcess(after: setup.interval)
            }
        }
    }

    /// Does something now, or, while the machine is suspended, as soon as it goes on.
    func wakeful(_ action: @escaping () -> Void) {
        guard let end = world.scenario.weather.end(of: .suspended, on: nil, number, at: world.now) else {
            return action()
        }
        world.count(.suspended)
        world.plan(at: end) { [self] in wakeful(action) }
    }

    /// Ends the process where it stands, as a power failure does, and starts another one later.
    func crash() {
        guard let process, !process.isDead else { return }
        world.count(.crash)
        process.kill()
        disk.losePower(&world.dice)
        startProcess(after: world.dice.span(1...1800))
    }

    /// Ends the process for good.
    func kill() {
        isOver = true
        process?.kill()
    }
}

/// One run of the program: when it dies, whatever it waits for fails, and nothing it does has an effect any more.
final class Process: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    let name: String
    let machine: Machine
    private(set) var isDead = false
    var task: Task<Void, Never>?
    /// The right to act, as the state has it; what a mutant makes of that is another matter.
    var mayAct: (AccountName) -> Bool = { _ in false }
    /// The clients of its accounts, made once.
    var platforms: [AccountName: PlatformClient]?
    private var endings: [Int: () -> Void] = [:]
    private var waits = 0

    var world: World { machine.world }

    init(name: String, machine: Machine) {
        self.name = name
        self.machine = machine
    }

    func kill() {
        isDead = true
        let all = endings.sorted { $0.key < $1.key }
        endings = [:]
        for (_, end) in all { end() }
        task?.cancel()
        (task, platforms) = (nil, nil)
    }

    /// Suspends until `begin` has its argument called, or the process dies, or the task is cancelled where that counts.
    func wait<Value: Sendable>(
        whenDead: Value, whenCancelled: Value? = nil, _ begin: (@escaping (Value) -> Void) -> Void
    ) async -> Value {
        guard !isDead else { return whenDead }
        let wait = Wait<Value>()
        waits += 1
        let key = waits
        endings[key] = { wait.end(whenDead) }
        defer { endings[key] = nil }
        begin { [self] value in machine.wakeful { if !self.isDead { wait.end(value) } } }
        guard let whenCancelled else { return await wait.value() }
        return await withTaskCancellationHandler {
            await wait.value()
        } onCancel: {
            wait.end(whenCancelled)
        }
    }

    /// An occasion at which power may fail; whether it did.
    func passesCrashPoint() -> Bool {
        guard !isDead else { return true }
        guard world.dice.chance(world.scenario.weather.rate(of: .crash, at: world.now)) else { return false }
        machine.crash()
        return true
    }
}
