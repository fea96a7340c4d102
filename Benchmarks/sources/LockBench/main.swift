// What a lockfile costs to read, to merge with another one, and to write, as Benchmarks/plan asks.
//
//     lock-bench OURS THEIRS ROUNDS     two folders with a `.schedule.lock` each
//
// Prints a line for each figure: its name, and seconds, one for each round.

import FileStore
import LocalState
import ScheduleLock

let arguments = CommandLine.arguments
guard arguments.count == 4, let rounds = Int(arguments[3]) else { fatalError("usage: lock-bench OURS THEIRS ROUNDS") }

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
}

let ours = try FileRoot(arguments[1])
let theirs = try StateSnapshot(in: FileRoot(arguments[2]), at: .real).lockfile
var (reads, merges, writes): ([Double], [Double], [Double]) = ([], [], [])
for _ in 0..<rounds {
    var lockfile = Lockfile()
    reads.append(try seconds { lockfile = try StateSnapshot(in: ours, at: .real).lockfile })
    var merged = Lockfile()
    merges.append(seconds { merged = Lockfile.merged(lockfile, theirs) })
    var bytes: [UInt8] = []
    writes.append(seconds { bytes = merged.bytes })
    precondition(bytes.count > 0 && merged.records.count > lockfile.records.count)
}
for (name, times) in [("read", reads), ("merge", merges), ("write", writes)] {
    print(name + "\t" + times.map { "\($0)" }.joined(separator: " "))
}
