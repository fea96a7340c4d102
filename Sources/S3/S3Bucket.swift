import URLText

/// A bucket and how its objects are addressed.
public struct S3Bucket: Hashable, Sendable {
    /// Where the bucket's name stands in a URL.
    public enum Addressing: String, CaseIterable, Hashable, Sendable {
        /// `https://ENDPOINT/BUCKET/KEY`: every server knows it but newer buckets of AWS.
        case path
        /// `https://BUCKET.ENDPOINT/KEY`: needs a name and a certificate for each bucket.
        case virtual
    }

    /// The bucket's name.
    public let name: String
    /// Where the name stands.
    public let addressing: Addressing
    /// `https` or `http`, then `://`.
    private let scheme: String
    /// The endpoint's host, with its port where that is not the scheme's own.
    private let authority: String
    /// What stands before the bucket in the endpoint, `/` first and none at the end; mostly empty.
    private let basePath: String
    /// The region requests are signed for; nil where it is to be found out, beginning with ``likelyRegion``.
    public let region: String?

    /// - Parameters:
    ///   - endpoint: an absolute `http` or `https` URL without query, such as `https://s3.eu-central-1.amazonaws.com`.
    ///   - region: `auto` finds it out.
    ///   - addressing: nil for what the endpoint is known to want: `virtual` on AWS, `path` elsewhere.
    /// - Returns: nil where `endpoint` is no such URL.
    public init?(endpoint: String, name: String, region: String = "auto", addressing: Addressing? = nil) {
        guard let mark = endpoint.firstRange(of: "://") else { return nil }
        let scheme = endpoint[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        let rest = endpoint[mark.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var authority = rest[..<slash].lowercased()
        let ownPort = scheme == "https" ? ":443" : ":80"
        if authority.hasSuffix(ownPort) { authority.removeLast(ownPort.count) }
        guard !authority.isEmpty, !authority.contains(where: { "@?# ".contains($0) }) else { return nil }
        self.name = name
        self.scheme = scheme + "://"
        self.authority = authority
        basePath = rest[slash...].split(separator: "/").map { "/\($0)" }.joined()
        self.region = region == "auto" ? nil : region
        // A name with dots is no single label, which is all that a certificate for `*.s3.…` covers.
        let isAWS = Self.isAWS(authority) && !(name.contains(".") && scheme == "https")
        self.addressing = addressing ?? (isAWS ? .virtual : .path)
    }

    /// What the `Host` header says.
    var host: String { addressing == .virtual ? "\(name).\(authority)" : authority }

    /// The path of a key, or of the bucket itself; not encoded.
    func path(of key: String?) -> String {
        let bucket = addressing == .virtual ? "" : "/\(name)"
        return "\(basePath)\(bucket)/\(key ?? "")"
    }

    /// The URL of a key, or of the bucket itself, without a query.
    func url(of key: String?) -> String { "\(scheme)\(host)\(PercentEncoding.path(path(of: key)))" }

    /// The region that the endpoint's name tells, else the one that servers without regions answer to.
    var likelyRegion: String {
        let labels = authority.prefix { $0 != ":" }.split(separator: ".").map(String.init)
        if authority.hasSuffix(".r2.cloudflarestorage.com") { return "auto" }
        // s3.REGION.amazonaws.com, s3.dualstack.REGION.amazonaws.com, and others with the region behind `s3`.
        if let service = labels.firstIndex(of: "s3") {
            let next = labels[(service + 1)...].first { $0 != "dualstack" }
            if let next, next.contains("-") { return next }
        }
        return "us-east-1"
    }

    private static func isAWS(_ authority: String) -> Bool {
        authority.hasSuffix(".amazonaws.com") || authority.hasSuffix(".amazonaws.com.cn")
    }
}
