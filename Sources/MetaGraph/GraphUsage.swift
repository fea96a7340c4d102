import FoundationEssentials
public import HTTP

/// How much of its allowance the app has used, as the headers of an answer tell it.
///
/// Meta sends each header only now and then and documents none of them fully: what is missing or unreadable is left
/// out.
public struct GraphUsage: Hashable, Sendable {
    /// Percentages of one allowance; at 100 calls are refused.
    public struct Load: Hashable, Sendable {
        /// Calls made.
        public let calls: Int
        /// Time spent.
        public let time: Int
        /// Processor time spent.
        public let processorTime: Int

        /// Three percentages.
        public init(calls: Int, time: Int = 0, processorTime: Int = 0) {
            self.calls = calls
            self.time = time
            self.processorTime = processorTime
        }

        /// The fullest of the three.
        public var highest: Int { max(calls, time, processorTime) }
    }

    /// The allowance of one business use case.
    public struct UseCase: Hashable, Sendable {
        /// The business or account it counts for.
        public let owner: String
        /// Such as `instagram` or `pages`.
        public let type: String
        /// How far it is used up.
        public let load: Load
        /// How long until calls are let through again; nil when they are.
        public let timeToRegainAccess: Duration?

        /// An allowance made by hand, as tests and fakes need it.
        public init(owner: String, type: String, load: Load, timeToRegainAccess: Duration? = nil) {
            self.owner = owner
            self.type = type
            self.load = load
            self.timeToRegainAccess = timeToRegainAccess
        }
    }

    /// From `X-App-Usage`.
    public var app: Load?
    /// From `X-Page-Usage`.
    public var page: Load?
    /// From `X-Business-Use-Case-Usage`, sorted by owner and type.
    public var useCases: [UseCase] = []
    /// From `Retry-After`, when given in seconds.
    public var retryAfter: Duration?

    /// Nothing known.
    public init() {}

    /// The fullest allowance, in percent; nil when nothing is known.
    public var highestLoad: Int? { ([app, page].compactMap { $0 } + useCases.map(\.load)).map(\.highest).max() }

    /// How long the platform asks to stay silent; nil when it does not ask.
    public var wait: Duration? { (useCases.map(\.timeToRegainAccess) + [retryAfter]).compactMap { $0 }.max() }

    /// Reads the headers of an answer.
    public init(_ headers: HTTPHeaders) {
        app = Self.read(Numbers.self, headers["X-App-Usage"])?.load
        page = Self.read(Numbers.self, headers["X-Page-Usage"])?.load
        for (owner, cases) in Self.read([String: [Numbers]].self, headers["X-Business-Use-Case-Usage"]) ?? [:] {
            useCases += cases.map { numbers in
                let minutes = numbers.estimated_time_to_regain_access?.value ?? 0
                return UseCase(
                    owner: owner, type: numbers.type ?? "", load: numbers.load,
                    timeToRegainAccess: minutes > 0 ? .seconds(minutes * 60) : nil)
            }
        }
        useCases.sort { ($0.owner, $0.type) < ($1.owner, $1.type) }
        retryAfter = headers["Retry-After"].flatMap { Int($0) }.map { .seconds(min(max(0, $0), LenientNumber.limit)) }
    }

    private static func read<T: Decodable>(_ type: T.Type, _ text: String?) -> T? {
        text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }

    /// Spelt as in the headers.
    private struct Numbers: Decodable {
        let call_count: LenientNumber?
        let total_time: LenientNumber?
        let total_cputime: LenientNumber?
        let estimated_time_to_regain_access: LenientNumber?
        let type: String?

        var load: Load {
            Load(calls: call_count?.value ?? 0, time: total_time?.value ?? 0, processorTime: total_cputime?.value ?? 0)
        }
    }
}

/// A count that may come as a whole number, a fraction or text; outlandish values are brought into bounds.
struct LenientNumber: Decodable {
    static let limit = 1_000_000_000
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let number = try (try? container.decode(Double.self)) ?? Double(container.decode(String.self)) ?? 0
        value = number.isFinite ? Int(min(max(0, number), Double(Self.limit))) : 0
    }
}
