import FoundationEssentials

/// A stretch of time in which more goes out on an account than its quota holds, as it is planned.
struct QuotaExcess: Hashable {
    /// The first that is one too many, by its place among those planned.
    let first: Int
    /// When the last goes out that is one too many.
    private(set) var until: Date
    /// The most that one window holds.
    private(set) var most: Int

    /// Every one, in their order; two windows that share one too many are one stretch.
    ///
    /// - Parameters:
    ///   - planned: when those go out that are planned, in their order.
    ///   - former: when what counts besides them went out, in its order, before them.
    ///   - window: how long one counts, in seconds.
    static func all(of planned: [Date], after former: [Date], total: Int, window: Double) -> [QuotaExcess] {
        let times = former + planned
        var found: [QuotaExcess] = []
        var oldest = times.startIndex
        for (index, time) in planned.enumerated() {
            while times[oldest] <= time.addingTimeInterval(-window) { oldest += 1 }
            let count = former.count + index + 1 - oldest
            guard count > total else { continue }
            if let last = found.indices.last, times[oldest] <= found[last].until {
                found[last].until = time
                found[last].most = max(found[last].most, count)
            } else {
                found.append(QuotaExcess(first: index, until: time, most: count))
            }
        }
        return found
    }
}
