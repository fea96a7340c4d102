import Glibc
import Simulation

// Swift seeds its hashing anew for every process. A schedule must not depend on that, so the process starts again with
// fixed hashing, which is read before the first line of a program runs.
if getenv("SWIFT_DETERMINISTIC_HASHING") == nil {
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
    execv("/proc/self/exe", CommandLine.unsafeArgv)
}
// Each line at once: a night's run is watched, and may be ended early.
let status = SimulationCommand.run(Array(CommandLine.arguments.dropFirst())) { line in
    print(line)
    fflush(nil)
}
exit(status)
