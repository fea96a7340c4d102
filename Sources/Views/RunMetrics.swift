public import FoundationEssentials

/// The figures of a run, as Prometheus reads them.
///
/// Names and units follow Prometheus' conventions: base units, `_total` for what only grows. Source: Prometheus text
/// exposition format, version 0.0.4.
public struct RunMetrics: Hashable, Sendable {
    /// How often publications ended in each way, by the word of the event stream.
    public var outcomes: [String: Int] = [:]
    /// How late publish requests left, in seconds.
    public var lateness = Histogram(bounds: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30, 120, 600, 3600, 21_600])
    /// Publications that are being worked on.
    public var running = 0
    /// When state and calendar were last looked at with success.
    public var lastLook: Date?
    /// When something is due next.
    public var nextDue: Date?
    /// Publications that wait for a person.
    public var needingPerson = 0
    /// How often state or calendar could not be had.
    public var troubles = 0
    /// Whether they can be had now.
    public var isInTrouble = false
    /// Accounts with work that another runner holds.
    public var heldByOthers = 0
    /// Accounts whose token in the store cannot be had or renewed.
    public var tokensInTrouble = 0

    /// A run that has just begun.
    public init() {}

    /// Counts of values up to each bound.
    public struct Histogram: Hashable, Sendable {
        /// Upper bounds, ascending.
        public let bounds: [Double]
        private var counts: [Int]
        private var sum = 0.0

        /// A histogram without values.
        public init(bounds: [Double]) {
            self.bounds = bounds
            counts = [Int](repeating: 0, count: bounds.count + 1)
        }

        /// Counts one value.
        public mutating func add(_ value: Double) {
            counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
            sum += value
        }

        fileprivate func lines(named name: String) -> [String] {
            var total = 0
            var lines: [String] = []
            for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], counts) {
                total += count
                lines.append("\(name)_bucket{le=\"\(bound)\"} \(total)")
            }
            return lines + ["\(name)_sum \(sum)", "\(name)_count \(total)"]
        }
    }

    /// The text of a scrape.
    ///
    /// - Parameter version: the program's.
    public func text(version: String) -> String {
        let blocks = [
            Self.block(
                "calends_build_info", "gauge", "The version that runs.",
                ["calends_build_info{version=\"\(version)\"} 1"]),
            Self.block(
                "calends_publications_total", "counter", "Publications whose work ended, by outcome.",
                outcomes.sorted { $0.key < $1.key }.map { "calends_publications_total{outcome=\"\($0)\"} \($1)" }),
            Self.block(
                "calends_publish_lateness_seconds", "histogram", "From due time to the request that publishes.",
                lateness.lines(named: "calends_publish_lateness_seconds")),
            Self.gauge("calends_publications_running", "Publications that are worked on now.", running),
            Self.gauge("calends_publications_needing_person", "Publications that wait for a person.", needingPerson),
            Self.gauge(
                "calends_accounts_held_by_others", "Accounts with work that another runner holds.", heldByOthers),
            Self.gauge(
                "calends_tokens_in_trouble", "Accounts whose token in the store cannot be had or renewed.",
                tokensInTrouble),
            Self.gauge("calends_state_reachable", "Whether state and calendar can be had.", isInTrouble ? 0 : 1),
            Self.block(
                "calends_state_failures_total", "counter", "How often state or calendar could not be had.",
                ["calends_state_failures_total \(troubles)"]),
            Self.moment(
                "calends_last_look_timestamp_seconds", "When state and calendar were last looked at.", lastLook),
            Self.moment("calends_next_due_timestamp_seconds", "When something is due next.", nextDue),
        ]
        return blocks.joined()
    }

    private static func block(_ name: String, _ type: String, _ help: String, _ lines: [String]) -> String {
        (["# HELP \(name) \(help)", "# TYPE \(name) \(type)"] + lines).map { $0 + "\n" }.joined()
    }

    private static func gauge(_ name: String, _ help: String, _ value: Int) -> String {
        block(name, "gauge", help, ["\(name) \(value)"])
    }

    /// A moment; without one the metric has no value, which an alert can tell from an early one.
    private static func moment(_ name: String, _ help: String, _ date: Date?) -> String {
        block(name, "gauge", help, date.map { ["\(name) \($0.timeIntervalSince1970)"] } ?? [])
    }
}
