import Diagnostics
import LocalState
import Publishing
import ScheduleLock

extension Process {
    /// The machine's disk as local state uses it: power may fail between any two steps of a write.
    var disk: StateDisk {
        StateDisk(
            read: { [self] file async throws(Diagnostic) in machine.disk.bytes(of: file) },
            append: { [self] file, bytes, sound async throws(StateFailure) in
                try await step()
                machine.disk.write(bytes, to: file, at: sound)
                try await step()
                machine.disk.sync(file)
                try await step()
                world.note("\(name)   \(file): \(String(decoding: bytes, as: UTF8.self).dropLast())")
            },
            replace: { [self] file, bytes async throws(StateFailure) in
                let old = machine.disk.bytes(of: file)
                try await step()
                machine.disk.rename(bytes, to: file)
                if file == .lockfile { world.referee.lockfileChanged(from: old, to: bytes) }
                try await step()
                machine.disk.syncFolder()
                try await step()
            })
    }

    /// Some milliseconds, in which power may fail as well as before and after.
    private func step() async throws(StateFailure) {
        let failure = StateFailure(message: "power failure", fix: "none")
        guard !passesCrashPoint() else { throw failure }
        let isAlive = await wait(whenDead: false) { end in
            world.plan(after: world.dice.span(0.001...0.03)) { end(true) }
        }
        guard isAlive, !passesCrashPoint() else { throw failure }
    }
}

extension SimulatedDisk {
    /// What lockfile and journal say.
    ///
    /// - Throws: whatever makes them unreadable, which must never happen.
    func state() throws -> (Lockfile, Journal) {
        let bytes = bytes(of: .lockfile)
        let lockfile = bytes.isEmpty ? Lockfile() : try Lockfile(bytes: bytes)
        return (lockfile, Journal(events: try JournalText(bytes: self.bytes(of: .journal)).events))
    }

    /// What a mutant does: the folder that git ignores is gone.
    func forgetJournal() { write([], to: .journal, at: 0) }
}
