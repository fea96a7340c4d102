import FoundationEssentials

/// The platform's own account of why it refused a call, in whichever of its three shapes it came.
public struct GraphRefusal: Hashable, Sendable {
    /// Who says no, which decides what ``GraphRefusal/code`` and ``GraphRefusal/type`` mean.
    public enum Source: Hashable, Sendable {
        /// `{"error":{…}}`, the Graph API.
        case graph
        /// `{"error_type":…}`, the hosts that give out Instagram tokens; its code is an HTTP status.
        case tokenHost
        /// `{"debug_info":{…}}`, the host that takes uploads; it has types and no codes.
        case upload
    }

    /// Who says no.
    public var source: Source
    /// The main code.
    public var code: Int?
    /// The exact code, when there is one.
    public var subcode: Int?
    /// Such as `OAuthException`; several errors share one.
    public var type: String?
    /// For developers, and sometimes localised: never compare it.
    public var message: String
    /// A heading for the account's owner.
    public var userTitle: String?
    /// An explanation for the account's owner.
    public var userMessage: String?
    /// True is a hint that asking again helps; false says nothing.
    public var isTransient: Bool?
    /// What to quote when asking Meta for support.
    public var fbtraceID: String?

    /// Of a chunk that does not fit: the one that does, in bytes of the file.
    public var expectedChunk: Range<Int64>?

    /// A refusal made by hand, as tests and fakes need it.
    public init(
        source: Source = .graph, code: Int?, subcode: Int? = nil, type: String? = nil, message: String = "",
        userTitle: String? = nil, userMessage: String? = nil, isTransient: Bool? = nil, fbtraceID: String? = nil
    ) {
        self.source = source
        self.code = code
        self.subcode = subcode
        self.type = type
        self.message = message
        self.userTitle = userTitle
        self.userMessage = userMessage
        self.isTransient = isTransient
        self.fbtraceID = fbtraceID
    }

    /// What is known of this kind of refusal.
    public var rule: ErrorRule? {
        switch source {
        case .graph: code.flatMap { ErrorRule.matching(code: $0, subcode: subcode) }
        case .tokenHost: ErrorRule.matching(code: 190, subcode: nil)
        case .upload: type.flatMap { ErrorRule.uploads[$0] }
        }
    }

    /// Reads any of the three shapes; nil when `body` is none of them.
    init?(body: [UInt8], hiding secrets: [AccessToken]) {
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(body)) else { return nil }
        if let error = reply.error {
            self.init(
                code: error.code?.value, subcode: error.error_subcode?.value, type: error.type,
                message: error.message ?? "", userTitle: error.error_user_title, userMessage: error.error_user_msg,
                isTransient: error.is_transient, fbtraceID: error.fbtrace_id)
            expectedChunk = error.error_data?.chunk
        } else if reply.error_type != nil || reply.error_message != nil {
            self.init(
                source: .tokenHost, code: reply.code?.value, type: reply.error_type, message: reply.error_message ?? "")
        } else if let info = reply.debug_info {
            self.init(
                source: .upload, code: nil, type: info.type, message: info.message ?? "", isTransient: info.retriable)
        } else {
            return nil
        }
        for secret in secrets {
            message = secret.redacted(from: message)
            userTitle = userTitle.map(secret.redacted)
            userMessage = userMessage.map(secret.redacted)
        }
    }

    /// Spelt as in the answers; a property of an unexpected type counts as absent.
    private struct Reply: Decodable {
        let error: Envelope?
        let error_type: String?
        let error_message: String?
        let code: LenientInteger?
        let debug_info: DebugInfo?

        enum CodingKeys: CodingKey { case error, error_type, error_message, code, debug_info }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            error = try? values.decode(Envelope.self, forKey: .error)
            error_type = try? values.decode(String.self, forKey: .error_type)
            error_message = try? values.decode(String.self, forKey: .error_message)
            code = try? values.decode(LenientInteger.self, forKey: .code)
            debug_info = try? values.decode(DebugInfo.self, forKey: .debug_info)
        }
    }

    private struct Envelope: Decodable {
        let message: String?
        let type: String?
        let code: LenientInteger?
        let error_subcode: LenientInteger?
        let is_transient: Bool?
        let error_user_title: String?
        let error_user_msg: String?
        let fbtrace_id: String?
        let error_data: ChunkAnswer?

        enum CodingKeys: CodingKey {
            case message, type, code, error_subcode, is_transient, error_user_title, error_user_msg, fbtrace_id,
                error_data
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            message = try? values.decode(String.self, forKey: .message)
            type = try? values.decode(String.self, forKey: .type)
            code = try? values.decode(LenientInteger.self, forKey: .code)
            error_subcode = try? values.decode(LenientInteger.self, forKey: .error_subcode)
            is_transient = try? values.decode(Bool.self, forKey: .is_transient)
            error_user_title = try? values.decode(String.self, forKey: .error_user_title)
            error_user_msg = try? values.decode(String.self, forKey: .error_user_msg)
            fbtrace_id = try? values.decode(String.self, forKey: .fbtrace_id)
            // Some answers have the object as a text.
            let text = (try? values.decode(String.self, forKey: .error_data)) ?? ""
            error_data =
                (try? values.decode(ChunkAnswer.self, forKey: .error_data))
                ?? (try? JSONDecoder().decode(ChunkAnswer.self, from: Data(text.utf8)))
        }
    }

    private struct DebugInfo: Decodable {
        let type: String?
        let message: String?
        let retriable: Bool?
    }
}

/// A whole number that may also come as text.
private struct LenientInteger: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            value = number
        } else if let number = Int(try container.decode(String.self)) {
            value = number
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a whole number")
        }
    }
}
