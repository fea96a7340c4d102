// A run that follows one calendar for a year, on a clock that runs as fast as it can: what it takes of memory, month by
// month, as Benchmarks/year asks.
//
//     year-bench ROOT START DAYS      The calendar below ROOT, from START in Unix seconds.
//
// Prints a line a month: days gone, looks, publications, bytes resident, bytes of heap in use, and bytes of heap that a
// process takes for holding the same state which has just opened it.

import CalendarLoading
import ContentModel
import FileStore
import FoundationEssentials
import Glibc
import LocalState
import Publishing

let arguments = CommandLine.arguments
guard arguments.count == 4, let start = Double(arguments[2]), let days = Int(arguments[3]) else {
    fatalError("usage: year-bench ROOT START DAYS")
}
let clock = FastClock(startingAt: Date(timeIntervalSince1970: start))
let calendar = try await CalendarLoader(zones: .system()).load(.folder(at: arguments[1]))
for problem in calendar.diagnostics.prefix(3) { print("# \(problem)") }
let run = try YearRun(calendar, root: arguments[1], clock: clock)
run.begin()
for day in stride(from: 0, through: days, by: 30) {
    clock.run(until: Date(timeIntervalSince1970: start + Double(day) * 86_400))
    let figures = [
        day, run.lookCount, run.platform.publishCount, MemoryFigures.resident, MemoryFigures.heapInUse,
        run.heapOfState(),
    ]
    print(figures.map { "\($0)" }.joined(separator: "\t"))
    fflush(nil)
}
run.end()
