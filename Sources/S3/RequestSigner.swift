import Cryptography
import URLText

/// Signs requests by AWS's Signature Version 4, in a header or in the URL.
///
/// libcurl can do the same (`CURLOPT_AWS_SIGV4`), but releases in use sign bare and unsorted queries in a way that
/// servers refuse. A path is signed as S3 wants it: encoded once, nothing in it normalised, for `a//b` and `a/../b` are
/// keys. Source: Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)".
struct RequestSigner {
    let credentials: S3Credentials
    let region: String
    var service = "s3"

    /// What is signed of a request.
    struct Request {
        var method: String
        /// Not encoded, with `/` at its start.
        var path: String
        /// Names and values, not encoded, in any order.
        var query: [(name: String, value: String)] = []
        /// Every header that is signed; `Host` must be among them.
        var headers: [(name: String, value: String)]
    }

    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    private static let algorithm = "AWS4-HMAC-SHA256"

    /// The value of `Authorization`; the headers name the time in `x-amz-date` already.
    ///
    /// - Parameter payload: the SHA-256 of the body in hexadecimal digits.
    func authorization(of request: Request, payload: String, at time: SigningTime) -> String {
        let names = Self.signedHeaders(request.headers)
        return "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope(time)), SignedHeaders=\(names), "
            + "Signature=\(signature(of: request, payload: payload, at: time))"
    }

    /// The encoded query of a URL that anybody may use for `seconds`, of at most seven days.
    func presignedQuery(
        of request: Request, lasting seconds: Int, payload: String = RequestSigner.unsignedPayload,
        at time: SigningTime
    ) -> String {
        var request = request
        request.query += [
            ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(credentials.accessKey)/\(scope(time))"),
            ("X-Amz-Date", time.stamp), ("X-Amz-Expires", String(seconds)),
            ("X-Amz-SignedHeaders", Self.signedHeaders(request.headers)),
        ]
        if let token = credentials.sessionToken { request.query.append(("X-Amz-Security-Token", token)) }
        let signature = signature(of: request, payload: payload, at: time)
        return "\(Self.canonicalQuery(request.query))&X-Amz-Signature=\(signature)"
    }

    // MARK: The steps of a signature

    private func scope(_ time: SigningTime) -> String { "\(time.day)/\(region)/\(service)/aws4_request" }

    private func signature(of request: Request, payload: String, at time: SigningTime) -> String {
        let canonical = SHA256.digest(of: Array(Self.canonical(request, payload: payload).utf8)).hex
        let text = [Self.algorithm, time.stamp, scope(time), canonical].joined(separator: "\n")
        let key = [time.day, region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secretKey)".utf8)) {
            HMACSHA256.code(of: Array($1.utf8), key: $0).bytes
        }
        return HMACSHA256.code(of: Array(text.utf8), key: key).hex
    }

    /// The one text of all that mean the same request.
    static func canonical(_ request: Request, payload: String) -> String {
        let headers = canonicalHeaders(request.headers)
        return [
            request.method, PercentEncoding.path(request.path), canonicalQuery(request.query),
            headers.map { "\($0.name):\($0.value)\n" }.joined(), signedHeaders(request.headers), payload,
        ].joined(separator: "\n")
    }

    /// Sorted by encoded name, then encoded value; a name without a value still has its `=`.
    static func canonicalQuery(_ query: [(name: String, value: String)]) -> String {
        query.map { (PercentEncoding.component($0.name), PercentEncoding.component($0.value)) }
            .sorted { $0.0 != $1.0 ? $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) : $0.1 < $1.1 }
            .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    private static func signedHeaders(_ headers: [(name: String, value: String)]) -> String {
        canonicalHeaders(headers).map(\.name).joined(separator: ";")
    }

    /// Lower-case names in order, the values of one name in one line, each run of spaces a single one.
    private static func canonicalHeaders(
        _ headers: [(name: String, value: String)]
    ) -> [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for (name, value) in headers {
            values[name.lowercased(), default: []].append(
                value.split(separator: " ").joined(separator: " "))
        }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
    }
}
