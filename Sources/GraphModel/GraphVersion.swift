import FoundationEssentials

/// A version of the Graph API, `v25.0`.
struct GraphVersion: Hashable, Comparable {
    let major: Int

    var text: String { "v\(major).0" }

    static func < (left: GraphVersion, right: GraphVersion) -> Bool { left.major < right.major }

    /// Whether a path component stands where a version stands: `v`, digits, a point, digits.
    static func isVersionLike(_ component: String) -> Bool {
        let parts = component.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return component.first == "v" && parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    /// First day each dead version no longer answered, in Unix seconds (Graph API changelog, Nov 2026).
    private static let ends: [(major: Int, end: Double)] = [
        (20, 1_790_208_000),  // 2026-09-24
        (21, 1_800_489_600),  // 2027-01-21
        (22, 1_810_771_200),  // 2027-05-20
        (23, 1_822_953_600),  // 2027-10-08
        (24, 1_834_444_800),  // 2028-02-18
        (25, 1_848_441_600),  // 2028-07-29
    ]

    static let newest = GraphVersion(major: 26)

    /// The oldest version that still answers; calls without a version get it.
    static func oldestLive(at now: Date) -> GraphVersion {
        let first = ends.first { now.timeIntervalSince1970 < $0.end }
        return GraphVersion(major: first?.major ?? newest.major)
    }

    /// The version that serves a call: a dead one is forwarded to the oldest live one; `nil` for one that never was.
    static func serving(_ text: String?, at now: Date) -> GraphVersion? {
        let oldest = oldestLive(at: now)
        guard let text else { return oldest }
        let parts = text.dropFirst().split(separator: ".")
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        // Versions 1.0 to 2.12 had minor numbers; since 3.0 only a few had (3.1 to 3.3).
        let known = (1...newest.major).contains(major) && (minor == 0 || (major <= 3 && minor <= 12))
        return known ? max(GraphVersion(major: major), oldest) : nil
    }

    /// From v26 at once, and in every version since 2026-10-27: `GET /?ids=` is refused.
    func refusesMultipleLookup(at now: Date) -> Bool {
        major >= 26 || now.timeIntervalSince1970 >= 1_793_059_200
    }
}
