internal import CFFmpeg

/// Frames a second as a fraction, as films count them: 30000/1001.
struct FrameRate: Hashable {
    var frames: Int32
    var seconds: Int32

    /// The rate of the result for a source that shows `source` frames a second.
    ///
    /// Multiplying repeats every frame equally often, and dividing drops all but every n-th: motion stays even.
    init(bringing source: Double?, within bounds: ClosedRange<Double>) {
        guard let source, source > 0.05, source < 10_000 else {
            (frames, seconds) = (30, 1)
            return
        }
        self = Self.nearby(source) ?? Self(frames: Int32((source * 1000).rounded()), seconds: 1000)
        // What a file calls 23.976 or 60 may be off by what its clock rounds.
        if source < bounds.lowerBound - 0.05 {
            frames *= Int32((bounds.lowerBound / source).rounded(.up))
        } else if source > bounds.upperBound + 0.05 {
            seconds *= Int32((source / bounds.upperBound - 0.001).rounded(.up))
        }
    }

    private init(frames: Int32, seconds: Int32) { (self.frames, self.seconds) = (frames, seconds) }

    /// The whole number, or the one slowed down by 1001/1000 as colour television once was, that `rate` is meant to be.
    private static func nearby(_ rate: Double) -> Self? {
        let whole = rate.rounded()
        if abs(rate - whole) < 0.005 { return Self(frames: Int32(whole), seconds: 1) }
        let slowed = (rate * 1.001).rounded()
        if abs(rate * 1.001 - slowed) < 0.005 { return Self(frames: Int32(slowed) * 1000, seconds: 1001) }
        return nil
    }

    /// The rate that a stream is meant to have, of the two that FFmpeg tells.
    ///
    /// The usual one is finer than any frame where frames are not equally long, as phones write them; those mean the
    /// next of the rates that cameras have. The average one is off by a first or last frame that is held longer.
    static func shown(usual: AVRational, average: AVRational) -> Double? {
        guard let average = average.value else { return usual.value }
        if let usual = usual.value, abs(usual / average - 1) < 0.05 { return usual }
        return [24, 25, 30, 50, 60].first { 0.98...1.2 ~= $0 / average } ?? average
    }

    var rational: AVRational { AVRational(num: frames, den: seconds) }
    var value: Double { Double(frames) / Double(seconds) }
}
