import FoundationEssentials
import Git
import HTTP
import Redaction
import Synchronization
import Views

/// What a command says while it works: each step with `-v`, and each request and answer with `-vv`.
///
/// Every line begins with the time (UTC) and goes to standard error. Nothing gets out but through ``Redaction``.
struct Trace: Sendable {
    /// How much is told.
    enum Detail: Int, Comparable, Sendable {
        case nothing, steps, requests

        static func < (one: Detail, other: Detail) -> Bool { one.rawValue < other.rawValue }
    }

    let detail: Detail
    private let style: Style
    private let report: @Sendable (String) -> Void
    private let now: @Sendable () -> Date
    private let memory = Memory()

    /// - Parameters:
    ///   - report: writes lines that end with a line feed.
    ///   - now: the time that lines begin with.
    init(
        _ detail: Detail, style: Style = .plain, report: @escaping @Sendable (String) -> Void,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        (self.detail, self.style, self.report, self.now) = (detail, style, report, now)
    }

    /// Tells nothing.
    static let none = Trace(.nothing, report: { _ in })

    /// What lasts as long as the command, and is shared by all copies.
    private final class Memory: Sendable {
        struct State {
            var secrets: Set<String> = []
            var told: Set<String> = []
            var requests = 0
        }
        let state = Mutex(State())
    }

    // MARK: Steps

    /// Remembers a secret that this process holds, which is then never told.
    func hide(_ secret: String) {
        guard detail > .nothing else { return }
        memory.state.withLock { _ = $0.secrets.insert(secret) }
    }

    /// Tells of a step, in words that begin with a verb: `reads calendar/settings.yaml`.
    func step(_ line: @autoclosure () -> String) {
        guard detail > .nothing else { return }
        tell([redaction.prose(line())])
    }

    /// Tells of a step that is taken again and again, the first time alone.
    func stepOnce(_ line: @autoclosure () -> String) {
        guard detail > .nothing else { return }
        let line = line()
        if memory.state.withLock({ $0.told.insert(line).inserted }) { step(line) }
    }

    /// Tells of each call to a git remote; for ``Git/Remote``.
    var remoteObserver: Remote.Observer { { self.step("\($0)") } }

    private var redaction: Redaction { Redaction(hiding: memory.state.withLock { $0.secrets }) }

    private func tell(_ lines: [String]) {
        let now = now()
        let time = now.formatted(.iso8601.time(includingFractionalSeconds: true)) + "Z"
        report(lines.map { style.faint("\(time) \($0.printableLine)") + "\n" }.joined())
    }

    // MARK: Requests

    /// A client whose requests are told, each host with `-v`, everything with `-vv`.
    func httpClient(maximumConnectionsPerHost: Int? = nil) -> HTTPClient {
        var configuration = HTTPClient.Configuration(userAgent: "calends/\(Version.current)")
        if let maximumConnectionsPerHost { configuration.maximumConnectionsPerHost = maximumConnectionsPerHost }
        return HTTPClient(configuration: configuration, observe: requestObserver)
    }

    /// Tells of requests; nil where nothing is to be told.
    var requestObserver: HTTPClient.Observer? {
        guard detail > .nothing else { return nil }
        return { request in
            guard self.detail >= .requests else {
                self.noteHost(of: request)
                return { _ in }
            }
            let number = self.memory.state.withLock { state in
                state.requests += 1
                return state.requests
            }
            let begin = ContinuousClock.now
            self.tell(ExchangeText(self.redaction).lines(of: request).numbered(number, ">"))
            return { result in
                let duration = begin.duration(to: .now)
                self.tell(ExchangeText(self.redaction).lines(of: result, after: duration).numbered(number, "<"))
            }
        }
    }

    private func noteHost(of request: HTTPRequest) {
        let host = ExchangeText.host(of: request.url)
        stepOnce("asks \(host)")
    }
}

extension [String] {
    /// The first line with its mark and number, the others below it.
    fileprivate func numbered(_ number: Int, _ mark: String) -> [String] {
        enumerated().map { "\(mark) \(number) " + ($0.offset == 0 ? "" : "  ") + $0.element }
    }
}

extension String {
    /// On one line, without characters that a terminal would obey.
    fileprivate var printableLine: String {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "⏎").printable
    }
}
