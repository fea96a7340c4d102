import FoundationEssentials

/// A moment as signatures write it.
struct SigningTime: Hashable {
    /// Such as `20150830T123600Z`.
    let stamp: String

    init(_ date: Date) {
        stamp = String(date.formatted(.iso8601).filter { !"-:".contains($0) })
    }

    /// Such as `20150830`.
    var day: String { String(stamp.prefix(8)) }
}
