/// Notices pictures that went into a decoder and never came out.
///
/// Decoders pass over what they make nothing of. Frames come out in the order in which they are shown: what is still
/// awaited when a later one comes is lost.
struct FrameWatch {
    private var awaited: [Int64] = []
    private var start: Int64?

    /// More than any codec holds back (16), with as many as threads work at.
    private static let mostHeldBack = 64

    /// Notes when the next picture is shown; answers when the first lost one is, where nothing has come out for too long.
    mutating func send(_ time: Int64) -> Int64? {
        start = start ?? time
        awaited.append(time)
        return awaited.count > Self.mostHeldBack ? firstLost(before: .max) : nil
    }

    /// Takes out the picture shown at `time`; answers when the first one is that was lost before it.
    mutating func receive(_ time: Int64) -> Int64? {
        if let index = awaited.firstIndex(of: time) { awaited.remove(at: index) }
        let lost = firstLost(before: time)
        awaited.removeAll { $0 < time }
        return lost
    }

    /// When the first picture is shown that has not come out at the end.
    func end() -> Int64? { firstLost(before: .max) }

    /// What is shown before the first key frame looks back at pictures that the file does not have; nobody shows it.
    private func firstLost(before time: Int64) -> Int64? {
        awaited.filter { $0 < time && $0 >= start ?? 0 }.min()
    }
}
