import CCurl

extension HTTPError.Kind {
    /// Sorts libcurl's result codes by what a caller can do about them.
    ///
    /// - Parameters:
    ///   - wasSent: libcurl has one code for "no such protocol" and for an answer that is not HTTP.
    ///   - hasStatus: and one for HTTP/2 answers that were cut short and for those that never began.
    init(_ code: CURLcode, wasSent: Bool, hasStatus: Bool) {
        switch code {
        case CURLE_URL_MALFORMAT: self = .invalidRequest
        case CURLE_UNSUPPORTED_PROTOCOL: self = wasSent ? .malformedResponse : .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .nameResolution
        case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED, CURLE_NO_CONNECTION_AVAILABLE:
            self = .connection
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT:
            self = .tls
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_SSL_SHUTDOWN_FAILED:
            self = .connectionLost
        case CURLE_PARTIAL_FILE: self = hasStatus ? .truncatedResponse : .connectionLost
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: self = .malformedResponse
        case CURLE_READ_ERROR: self = .bodyUnreadable
        case CURLE_TOO_MANY_REDIRECTS: self = .tooManyRedirects
        default: self = .other
        }
    }
}
