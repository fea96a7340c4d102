/// How far the work on a video is.
public struct VideoProgress: Hashable, Sendable {
    /// Seconds of the source that are done.
    public var seconds: Double
    /// Seconds of the whole source, where it says so.
    public var total: Double?
}

/// The hundredths of a video, or its seconds where it does not say how long it is: each is told once.
struct ProgressSteps {
    private let total: Double?
    private var told = 0

    init(of total: Double?) { self.total = total }

    /// What is to be told once the work has come to `seconds`; `nil` where that is nothing new.
    mutating func step(at seconds: Double) -> VideoProgress? {
        let step = total.map { seconds / $0 * 100 } ?? seconds
        guard step >= Double(told + 1) else { return nil }
        told = Int(min(step, 1e9))
        return VideoProgress(seconds: seconds, total: total)
    }
}
