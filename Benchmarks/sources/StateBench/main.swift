// What making state durable costs when many accounts want it at once, as Benchmarks/journal asks.
//
//     state-bench local FOLDER ACCOUNTS ROUNDS     LocalState in FOLDER, against one write and fsync of the same bytes
//     state-bench shared ROOT ACCOUNTS ROUNDS      SharedState of the clone at ROOT, through its remote `origin`
//
// Prints a line for each figure: its name, and milliseconds or numbers, one for each round.

let arguments = CommandLine.arguments
guard arguments.count == 5, let accounts = Int(arguments[3]), let rounds = Int(arguments[4]) else {
    fatalError("usage: state-bench local|shared FOLDER ACCOUNTS ROUNDS")
}
switch arguments[1] {
case "local": try await LocalBench(folder: arguments[2], accounts: accounts).run(rounds: rounds)
case "shared": try await SharedBench(root: arguments[2], accounts: accounts).run(rounds: rounds)
default: fatalError("unknown state: \(arguments[1])")
}
