import FoundationEssentials

extension PagePost.Release {
    /// The earliest a post may be scheduled for, from now (Page `feed` reference).
    static let shortestNotice: TimeInterval = 600

    /// Reads `published`, `scheduled_publish_time` and `unpublished_content_type`.
    ///
    /// - Parameter days: how far ahead the platform takes times.
    init(_ parameters: Parameters, days: Int, at now: Date) throws(GraphError) {
        let isPublished = try parameters.flag("published") ?? true
        let type = parameters["unpublished_content_type"]?.text ?? ""
        guard
            ["", "PUBLISHED", "DRAFT", "SCHEDULED", "ADS_POST", "INLINE_CREATED", "SCHEDULED_RECURRING"].contains(type)
        else { throw .parameterInvalid("unpublished_content_type", why: "must be one of the types there are") }
        if let date = try Self.time(parameters, days: days, at: now) {
            guard !isPublished else { throw .page(.scheduledButPublished) }
            self = .scheduled(for: date)
        } else {
            guard type != "SCHEDULED" else { throw .parameterRequired("scheduled_publish_time") }
            self = isPublished ? .published(at: now) : .draft
        }
    }

    /// The time under `scheduled_publish_time`, which lies within what the platform takes; `nil` where there is none.
    static func time(_ parameters: Parameters, days: Int, at now: Date) throws(GraphError) -> Date? {
        guard parameters.holds("scheduled_publish_time"), let text = parameters["scheduled_publish_time"]?.text else {
            return nil
        }
        guard let date = GraphTime.read(text, now: now) else { throw .page(.scheduleInvalid) }
        let notice = date.timeIntervalSince(now)
        guard notice >= shortestNotice, notice <= Double(days) * 86_400 else { throw .page(.scheduleInvalid) }
        return date
    }
}

extension Parameters {
    /// A switch; `nil` where it is absent.
    func flag(_ name: String) throws(GraphError) -> Bool? {
        guard holds(name), let value = self[name] else { return nil }
        guard let flag = value.bool else { throw .parameterInvalid(name, why: "must be a boolean") }
        return flag
    }
}

extension Call {
    /// A switch; `nil` where it is absent.
    func flag(_ name: String) throws(GraphError) -> Bool? { try parameters.flag(name) }
}
