import FoundationEssentials

/// What one machine's wall clock shows: it is off, it drifts, and now and then somebody sets it.
struct WallClock {
    /// How far it is ahead of true time, in seconds, when the schedule begins.
    var offset = 0.0
    /// Seconds gained in each true second.
    var drift = 0.0

    func shows(_ moment: Moment) -> Date {
        moment.date.addingTimeInterval(offset + drift * Double(moment.milliseconds) / 1000)
    }
}
