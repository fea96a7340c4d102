import FoundationEssentials

/// Whose usage a call counts against, besides the app's.
enum Metered: Hashable, Sendable, Codable {
    case account(AccountID)
    case page(PageID)

    var id: String {
        switch self {
        case .account(let id): id.text
        case .page(let id): id.text
        }
    }

    /// What the header calls it.
    var type: String {
        switch self {
        case .account: "instagram"
        case .page: "pages"
        }
    }
}

/// How many calls were made: by the app in this hour, and to each account and Page in the last 24.
struct UsageMeter: Hashable, Sendable, Codable {
    /// Calls by hour since 1970; hours that no longer count are dropped.
    private var app: [Int: Int] = [:]
    private var metered: [String: [Int: Int]] = [:]

    private static func hour(_ date: Date) -> Int { Int(max(0, min(1e9, date.timeIntervalSince1970 / 3600))) }

    mutating func count(at now: Date) {
        let hour = Self.hour(now)
        app = app.filter { $0.key == hour }
        app[hour, default: 0] += 1
    }

    mutating func count(for node: Metered, at now: Date) {
        let hour = Self.hour(now)
        var hours = metered[node.id, default: [:]].filter { $0.key > hour - 24 }
        hours[hour, default: 0] += 1
        metered[node.id] = hours
    }

    /// Why the latest call counted is one too many, if it is.
    func refusal(for node: Metered?, _ configuration: Configuration, at now: Date) -> GraphError? {
        if (app[Self.hour(now)] ?? 0) > configuration.appCallsPerHour { return .appThrottled }
        guard let node, calls(to: node, at: now) > configuration.accountCallsPerDay else { return nil }
        if case .page = node { return .page(.throttled) }
        return .accountThrottled
    }

    private func calls(to node: Metered, at now: Date) -> Int {
        let hour = Self.hour(now)
        return (metered[node.id] ?? [:]).reduce(0) { $1.key > hour - 24 ? $0 + $1.value : $0 }
    }

    private static func percent(_ calls: Int, of limit: Int) -> Int {
        limit > 0 ? Int(min(Double(calls) * 100 / Double(limit), 1e9)) : 100
    }

    /// The two usage headers. Time and processor time, which nothing here takes, are reported as the calls are.
    func headers(for node: Metered?, _ configuration: Configuration, at now: Date) -> [Response.Header] {
        let percent = Self.percent(app[Self.hour(now)] ?? 0, of: configuration.appCallsPerHour)
        let usage: JSON = [
            "call_count": .integer(percent), "total_cputime": .integer(percent), "total_time": .integer(percent),
        ]
        var headers = [Response.Header("X-App-Usage", usage.text())]
        if let node {
            let percent = Self.percent(calls(to: node, at: now), of: configuration.accountCallsPerDay)
            // The oldest hour falls out at the turn of the hour; only then can access come back.
            let minuteOfHour = now.timeIntervalSince1970 / 60 - Double(Self.hour(now)) * 60
            let minutes = percent >= 100 ? 60 - Int(max(0, min(59, minuteOfHour))) : 0
            let entry: JSON = [
                "type": .string(node.type), "call_count": .integer(percent), "total_cputime": .integer(percent),
                "total_time": .integer(percent), "estimated_time_to_regain_access": .integer(minutes),
            ]
            let header = JSON.object([.init(name: node.id, value: .array([entry]))])
            headers.append(Response.Header("X-Business-Use-Case-Usage", header.text()))
        }
        return headers
    }
}
