public import FoundationEssentials

extension Sandbox {
    /// Moves the sandbox's clock on to `date`; a date that is past already changes nothing.
    public func advance(to date: Date) async {
        // The clock is in memory at once; should the disk refuse it, the next change writes it again.
        _ = try? await world.changeClock { clock, real in clock.set(date, real: real) }
    }
}
