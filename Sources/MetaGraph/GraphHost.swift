/// A Graph API host, which also says through which login its accounts are reached.
public struct GraphHost: Hashable, Sendable {
    /// The login whose tokens a host takes; some features exist for one of them only.
    public enum Login: String, Hashable, Sendable {
        /// Facebook Login: Pages, and Instagram accounts linked to a Page.
        case facebook
        /// Instagram Login: Instagram accounts alone.
        case instagram
    }

    /// The login of the tokens sent here.
    public let login: Login
    /// What stands before the version in a URL, without a slash at the end.
    public let baseURL: String

    /// A host elsewhere that speaks as Meta's would for `login`, such as a sandbox.
    public init(_ login: Login, baseURL: String) {
        self.login = login
        var base = Substring(baseURL)
        while base.last == "/" { base.removeLast() }
        self.baseURL = String(base)
    }

    /// Scheme, host and port, which say who is talked to.
    public var origin: String {
        let scheme = baseURL.firstRange(of: "://").map { baseURL[..<$0.upperBound] } ?? ""
        return (scheme + baseURL.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }).lowercased()
    }

    /// `graph.facebook.com`.
    public static let facebook = GraphHost(.facebook, baseURL: "https://graph.facebook.com")
    /// `graph.instagram.com`.
    public static let instagram = GraphHost(.instagram, baseURL: "https://graph.instagram.com")
}

/// A version of the Graph API as it stands in a URL.
public struct GraphVersion: Hashable, Sendable, CustomStringConvertible {
    /// The number before the point.
    public let major: Int
    /// The number after the point; 0 in every version since 2016.
    public let minor: Int

    /// A version from its two numbers.
    public init(_ major: Int, _ minor: Int = 0) {
        self.major = major
        self.minor = minor
    }

    /// A version as people write it, `v25.0` or `25.0`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let major = Int(parts[0]), let minor = Int(parts[1])
        else { return nil }
        self.init(major, minor)
    }

    /// The end of the last day on which Meta serves it, in UTC; nil for one whose end is not announced, or not known here.
    ///
    /// A version past its end is answered as the oldest one that is still served. Source: Graph API changelog, Nov 2026.
    public var servedUntil: String? {
        [
            20: "2026-09-24", 21: "2027-01-21", 22: "2027-05-20", 23: "2027-10-08", 24: "2028-02-18", 25: "2028-07-29",
        ][major]
    }

    /// v25.0 of 18 February 2026, served until 29 July 2028; the newest that Instagram's pages print.
    public static let v25 = GraphVersion(25)

    /// As in a URL: `v25.0`.
    public var description: String { "v\(major).\(minor)" }
}
