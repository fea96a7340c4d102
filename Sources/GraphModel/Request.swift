/// A file that came with a call, as part of its form.
public struct AttachedFile: Hashable, Sendable, Codable {
    /// The name of the form's field.
    public let name: String
    /// How many bytes came.
    public let byteCount: Int
    /// What the file is: this one, or the whole to which it is the last chunk; `nil` where more is to come.
    public let medium: FetchedMedium?

    /// A file of a form.
    public init(name: String, byteCount: Int, medium: FetchedMedium?) {
        self.name = name
        self.byteCount = byteCount
        self.medium = medium
    }
}

/// One call to the platform, as its HTTP face hands it over.
public struct Request: Hashable, Sendable, Codable {
    /// Which of Meta's hosts was addressed.
    public enum Host: String, Hashable, Sendable, Codable {
        /// `graph.facebook.com`: tokens of Facebook Login.
        case facebook
        /// `graph.instagram.com`: tokens of Instagram Login.
        case instagram
        /// One address for both, as a sandbox on one port has: the token tells which is meant.
        case any
    }

    /// The HTTP methods Graph knows.
    public enum Method: String, Hashable, Sendable, Codable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    /// The host addressed.
    public var host: Host
    /// What to do; a parameter `method` overrides it, as on Graph.
    public var method: Method
    /// The version component as written (`v25.0`), or `nil` for a path without one.
    public var version: String?
    /// The components after the version, decoded.
    public var path: [String]
    /// Query, form and JSON body; `access_token` may be among them.
    public var parameters: Parameters
    /// The token of an `Authorization: Bearer` (or `OAuth`) header.
    public var token: String?
    /// Scheme, host and any prefix that reaches this host again, without a slash at the end; `paging.next` begins
    /// with it.
    public var origin: String

    /// The files of a multipart form, which the face keeps.
    public var files: [AttachedFile] = []

    /// Whether an `appsecret_proof` came along that is not this token's; the face finds out, as it can hash.
    public var hasWrongProof = false

    /// What the `code_verifier` that came along is the answer to (RFC 7636, S256); the face finds out, as it can hash.
    public var verifierChallenge: String?

    /// A call whose path is one text, with or without a version: `v25.0/17841400000000001/media`.
    ///
    /// - Parameter origin: where ``Request/origin`` is not given, the real host of `host`.
    public init(
        _ method: Method, _ path: String, _ parameters: Parameters = [:], token: String? = nil, host: Host = .any,
        origin: String? = nil
    ) {
        var components = path.split(separator: "/").map { PercentEncoding.decodePath($0) }
        if let first = components.first, GraphVersion.isVersionLike(first) {
            version = first
            components.removeFirst()
        }
        self.path = components
        self.method = method
        self.parameters = parameters
        self.token = token
        self.host = host
        self.origin = origin ?? (host == .instagram ? "https://graph.instagram.com" : "https://graph.facebook.com")
    }

    /// The method that counts.
    var effectiveMethod: Method {
        (parameters["method"]?.text?.uppercased()).flatMap(Method.init(rawValue:)) ?? method
    }

    /// The token that counts: the header's, or else the parameter's.
    public var effectiveToken: String? {
        let text = token ?? parameters["access_token"]?.text
        return text?.isEmpty == true ? nil : text
    }
}
