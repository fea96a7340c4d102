#if canImport(Glibc)
    import Glibc
#endif

/// A wait between tries on a call's own thread, longer each time, of random length so that two do not keep step.
enum Pause {
    /// - Parameter attempt: counted from 1.
    static func take(attempt: Int) {
        let longest = min(200, 5 << min(attempt, 6))
        usleep(UInt32(Int.random(in: 1...longest)) * 1_000)
    }
}
