/// Hosts that nobody on the Internet reaches.
enum LocalAddress {
    /// Whether a host, with or without a port, names this machine or a private network (RFC 1918, 3927, 4193, 6761).
    static func isLocal(_ host: String) -> Bool {
        let name: Substring
        if host.hasPrefix("[") {
            name = host.dropFirst().prefix { $0 != "]" }
        } else {
            name = host.prefix { $0 != ":" }
        }
        let lower = name.lowercased()
        if lower == "localhost" || lower.hasSuffix(".localhost") || lower.hasSuffix(".local") { return true }
        if lower == "::1" || lower.hasPrefix("fe80:") { return true }
        if lower.contains(":"), lower.hasPrefix("fc") || lower.hasPrefix("fd") { return true }
        let numbers = lower.split(separator: ".").map { UInt8($0) }
        guard numbers.count == 4, let first = numbers[0], let second = numbers[1], numbers[2] != nil, numbers[3] != nil
        else { return false }
        return first == 127 || first == 10 || first == 0 || (first == 172 && (16...31).contains(second))
            || (first == 192 && second == 168) || (first == 169 && second == 254)
    }
}
