import CCurl

/// The facts of a request that must hold before libcurl sees it.
struct RequestCheck {
    /// The URL's host, as libcurl itself understands the URL.
    let host: String
    /// Whether the URL asks for TLS.
    let isEncrypted: Bool

    /// - Throws: ``HTTPError/Kind/invalidRequest`` for anything that is not plain HTTP: other schemes, control characters
    ///   in the URL (a NUL would cut it short), and header text that could smuggle in further headers.
    init(_ request: HTTPRequest) throws(HTTPError) {
        func refuse(_ message: String, host: String = "") -> HTTPError {
            HTTPError(kind: .invalidRequest, delivery: .neverSent, host: host, message: message)
        }
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw refuse("the URL has white space or control characters")
        }
        guard let handle = curl_url() else { throw refuse("out of memory") }
        defer { curl_url_cleanup(handle) }
        let code = curl_url_set(handle, CURLUPART_URL, request.url, 0)
        guard code == CURLUE_OK else { throw refuse(String(cString: curl_url_strerror(code))) }
        guard let host = Self.part(CURLUPART_HOST, of: handle), let scheme = Self.part(CURLUPART_SCHEME, of: handle),
            scheme == "http" || scheme == "https"
        else { throw refuse("the URL is not an absolute http or https URL") }
        self.host = host
        isEncrypted = scheme == "https"

        for field in request.headers.fields {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(Self.isTokenByte) else {
                throw refuse("a header's name has characters that are not allowed", host: host)
            }
            guard field.value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw refuse("header '\(field.name)' has control characters in its value", host: host)
            }
        }
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// RFC 9110 §5.6.2, `tchar`.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
