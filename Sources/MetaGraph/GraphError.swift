public import HTTP

/// Why a call of the Graph API failed, what to do about it, and whether it may have taken effect.
public struct GraphError: Error, Hashable, Sendable {
    /// What came back in place of the answer.
    public enum Cause: Hashable, Sendable {
        /// No complete answer.
        case transport(HTTPError)
        /// The platform's refusal.
        case refused(GraphRefusal)
        /// An answer with an error status that is not the platform's: a gateway's HTML page, half a JSON text, nothing.
        case gateway(contentType: String?, byteCount: Int)
        /// A success status with something else than was promised; the text says what is wrong with it.
        case unexpectedAnswer(String)
        /// The call could not be written; nothing was sent. The text says why.
        case unwritable(String)
    }

    /// What came back.
    public let cause: Cause
    /// The call, by method and path; its parameters are left out.
    public let call: String
    /// Whether the call does what cannot be taken back.
    public let isIrreversible: Bool
    /// The HTTP status, when there was one.
    public let status: Int?
    /// The allowance used so far.
    public let usage: GraphUsage
    /// Meta's name for the exchange.
    public let traceID: String?

    /// An error made by hand, as tests and fakes need it.
    public init(
        _ cause: Cause, call: String, isIrreversible: Bool = false, status: Int? = nil,
        usage: GraphUsage = GraphUsage(), traceID: String? = nil
    ) {
        self.cause = cause
        self.call = call
        self.isIrreversible = isIrreversible
        self.status = status
        self.usage = usage
        self.traceID = traceID
    }

    /// The platform's refusal, if that is the cause.
    public var refusal: GraphRefusal? {
        if case .refused(let refusal) = cause { refusal } else { nil }
    }

    /// What is known of this kind of error; nil for one nobody has described.
    public var rule: ErrorRule? {
        switch cause {
        case .refused(let refusal): refusal.rule ?? (status == 429 ? ErrorRule.throttled : nil)
        case .gateway: status == 429 ? ErrorRule.throttled : nil
        case .transport, .unexpectedAnswer, .unwritable: nil
        }
    }

    /// Whether the call may have taken effect although it failed.
    public var outcome: Outcome {
        switch cause {
        case .transport(let error): error.delivery == .neverSent ? .certainlyNotDone : .unknown
        case .refused: rule?.outcome ?? .unknown
        case .gateway, .unexpectedAnswer: .unknown
        case .unwritable: .certainlyNotDone
        }
    }

    /// Whether not one byte of the call left this machine; then its ``outcome`` is ``Outcome/certainlyNotDone``.
    public var isUnsent: Bool {
        switch cause {
        case .transport(let error): error.delivery == .neverSent
        case .unwritable: true
        case .refused, .gateway, .unexpectedAnswer: false
        }
    }

    /// Whether the account or the app has called too often, so that calling on would only lengthen the block.
    public var isThrottling: Bool { rule == ErrorRule.throttled }

    /// Whether it says that there is no such object, or none that this token may see. An outage says so, too.
    public var saysNoSuchObject: Bool { refusal?.code == 100 && refusal?.subcode == 33 }

    /// What to try, in order.
    ///
    /// An irreversible call that may have taken effect starts with ``Remedy/lookUpFirst``, whatever the error.
    public var steps: [Remedy.Step] {
        let known = rule?.steps ?? [Remedy.Step(fallback)]
        let mustLook = isIrreversible && outcome == .unknown && known.first?.remedy != .lookUpFirst
        return (mustLook ? [Remedy.Step(.lookUpFirst, atMost: 1)] : []) + known
    }

    /// What to try first.
    public var remedy: Remedy { steps.first?.remedy ?? .person }

    /// How long the platform asks to stay silent before the next call; nil when it does not ask.
    public var wait: Duration? { usage.wait }

    private var fallback: Remedy {
        switch cause {
        case .transport(let error):
            switch error.kind {
            case .invalidRequest, .bodyUnreadable, .fileUnwritable: .fixContent
            default: .backOff
            }
        case .refused(let refusal):
            if refusal.isTransient == true || (status ?? 0) >= 500 {
                .backOff
            } else {
                // Of an upload nothing is lost with its container.
                refusal.source == .upload ? .newContainer : .person
            }
        case .gateway: .backOff
        case .unexpectedAnswer: .person
        case .unwritable: .fixContent
        }
    }
}

extension GraphError: CustomStringConvertible {
    /// One line: ``summary``, and what to do first.
    public var description: String { "\(summary); \(remedy.text)" }

    /// One line: the call, what happened with its codes, and Meta's words.
    public var summary: String {
        let trace = (refusal?.fbtraceID ?? traceID).map { " [trace \($0)]" } ?? ""
        return "\(call): \(facts)\(trace)"
    }

    private var facts: String {
        let answered = status.map { "HTTP \($0)" } ?? "no status"
        switch cause {
        case .transport(let error): return error.description
        case .gateway(let type, let count):
            return "\(answered) with \(count) bytes of \(type ?? "no type") in place of a Graph error"
        case .unexpectedAnswer(let reason): return "\(answered), but \(reason)"
        case .unwritable(let reason): return reason
        case .refused(let refusal):
            let codes = [
                refusal.code.map { "code \($0)" }, refusal.subcode.map { "subcode \($0)" }, refusal.type, answered,
            ]
            let meaning = rule?.meaning ?? "an error without a known meaning"
            let words = [refusal.message, refusal.userTitle, refusal.userMessage].compactMap { $0 }.filter {
                !$0.isEmpty
            }
            let what = "\(meaning) (\(codes.compactMap { $0 }.joined(separator: ", ")))"
            return words.isEmpty ? what : "\(what): \(words.joined(separator: " — "))"
        }
    }
}
