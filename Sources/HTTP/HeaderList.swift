import CCurl

/// The header lines of one request as libcurl's linked list, freed exactly once.
final class HeaderList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    /// Nil when memory ends.
    init?(_ request: HTTPRequest) {
        // A line that ends in a colon takes away a header libcurl would add: its guess of the body's type, and the
        // question whether a body is welcome, which costs a round trip and which some servers never answer.
        var lines = ["Expect:"]
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        // An empty value is written with a semicolon, by libcurl's rule.
        lines += request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for line in lines {
            guard let longer = curl_slist_append(first, line) else { return nil }
            first = longer
        }
    }

    deinit {
        curl_slist_free_all(first)
    }
}
