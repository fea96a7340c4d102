import FoundationEssentials
import HTTP
import HTTPServer
import Redaction

/// A request and what came of it, in a few lines for people, without secrets.
///
/// Of headers, those are shown that are known to say something, not all but those that are known to be secret.
struct ExchangeText {
    private let redaction: Redaction

    init(_ redaction: Redaction) { self.redaction = redaction }

    /// How many characters of one value, and of a body, are shown.
    private static let longestValue = 200
    private static let longestBody = 1_000

    // MARK: Requests

    /// The address without its query, then the query, then the body.
    func lines(of request: HTTPRequest) -> [String] {
        let parts = request.url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let authorization = request.headers["Authorization"] == nil ? "" : " (with Authorization)"
        var lines = ["\(request.method.rawValue) \(address(parts[0]))\(authorization)"]
        if parts.count > 1 { lines.append("?" + fields(parts[1])) }
        switch request.body {
        case .none: break
        case .bytes(let bytes): lines.append(body(bytes, of: request.headers["Content-Type"]))
        case .file(let path, let offset, let length):
            let from = offset > 0 ? " from byte \(offset)" : ""
            lines.append((length.map { "\($0) bytes of " } ?? "") + redaction.prose(path) + from)
        }
        return lines
    }

    /// The host of a URL, with its port.
    static func host(of url: String) -> String {
        let rest = url.split(separator: "://", maxSplits: 1).last ?? ""
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return String(authority.split(separator: "@").last ?? "")
    }

    private func address(_ text: Substring) -> String {
        let scheme = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let path = text.dropFirst(scheme.count + 3).drop { $0 != "/" }
        return redaction.prose("\(scheme)://\(Self.host(of: String(text)))\(path)")
    }

    private func fields(_ encoded: some StringProtocol) -> String {
        let fields = PercentCoding.fields(Substring(encoded))
        return fields.map { field in
            let value = redaction.value(field.value, of: field.name).shortened(to: Self.longestValue)
            return "\(field.name)=\(value)"
        }.joined(separator: " & ")
    }

    // MARK: Answers

    private static let shownHeaders = [
        "X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage", "X-FB-Trace-ID", "X-FB-Request-ID", "X-FB-Rev",
        "Facebook-API-Version", "Retry-After", "WWW-Authenticate", "Location", "X-Amz-Request-Id",
        "X-GitHub-Request-Id", "X-RateLimit-Remaining",
    ]

    /// Status and time, then the headers that tell how things stand, then the body.
    func lines(of result: Result<HTTPResponse, HTTPError>, after duration: Duration) -> [String] {
        let time = "in \(Int((duration / .milliseconds(1)).rounded())) ms"
        switch result {
        case .failure(let error): return ["failed \(time): \(redaction.body(error.description))"]
        case .success(let response):
            var lines = ["\(response.status) \(time)"]
            for name in Self.shownHeaders {
                for value in response.headers.values(of: name) {
                    lines.append("\(name): \(redaction.body(value).shortened(to: Self.longestBody))")
                }
            }
            if !response.body.isEmpty { lines.append(body(response.body, of: response.headers["Content-Type"])) }
            return lines
        }
    }

    /// A body as text where it is text, shortened after its secrets are gone, so that none is cut in two.
    private func body(_ bytes: [UInt8], of type: String?) -> String {
        let type = type?.lowercased() ?? ""
        if type.hasPrefix("application/x-www-form-urlencoded") { return fields(String(decoding: bytes, as: UTF8.self)) }
        let isText = ["json", "text/", "xml", "javascript"].contains { type.contains($0) }
        guard isText, bytes.count <= 1 << 20 else {
            return "\(bytes.count) bytes\(type.isEmpty ? "" : " of \(type)")"
        }
        return redaction.body(String(decoding: bytes, as: UTF8.self)).shortened(to: Self.longestBody)
    }
}

extension String {
    /// Its beginning, and how much there is more.
    fileprivate func shortened(to limit: Int) -> String {
        let count = self.count
        return count > limit ? "\(prefix(limit))… (\(count) characters)" : self
    }
}
