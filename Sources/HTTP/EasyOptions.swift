import CCurl

/// Sets options of one easy handle and remembers the first that libcurl refused.
struct EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var failure: CURLcode?

    init(_ easy: UnsafeMutableRawPointer) {
        self.easy = easy
    }

    private mutating func note(_ code: CURLcode) {
        if code != CURLE_OK, failure == nil { failure = code }
    }

    mutating func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(easy, option, value)) }
    mutating func set(_ option: CURLoption, offset value: Int64) {
        note(ccurl_set_offset(easy, option, curl_off_t(value)))
    }
    mutating func set(_ option: CURLoption, _ value: String) { note(ccurl_set_string(easy, option, value)) }
    mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        note(ccurl_set_pointer(easy, option, value))
    }
    mutating func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) {
        note(ccurl_set_list(easy, option, value))
    }
    mutating func set(_ option: CURLoption, _ value: @escaping ccurl_data_callback) {
        note(ccurl_set_data_callback(easy, option, value))
    }
    mutating func onSeek(_ value: @escaping ccurl_seek_callback) { note(ccurl_set_seek_callback(easy, value)) }
    mutating func onPrerequest(_ value: @escaping ccurl_prerequest_callback) {
        note(ccurl_set_prerequest_callback(easy, value))
    }

    /// Everything that follows from the request and the client, callbacks and headers apart.
    mutating func apply(
        _ request: HTTPRequest, _ configuration: HTTPClient.Configuration, isEncrypted: Bool, fileLength: Int64?
    ) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, request.followRedirects ? 1 : 0)
        set(CURLOPT_MAXREDIRS, 10)
        set(CURLOPT_USERAGENT, configuration.userAgent)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Rather share a connection that is about to speak HTTP/2 than open one more. Without TLS none ever will, and
        // all would wait until the first answer has proved it.
        set(CURLOPT_PIPEWAIT, isEncrypted ? 1 : 0)
        set(CURLOPT_MAXAGE_CONN, configuration.idleConnectionLifetime.wholeSeconds)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_QUICK_EXIT, 1)  // a cancelled transfer leaves its name look-up behind instead of waiting for it
        if let authorities = configuration.certificateAuthorities { set(CURLOPT_CAINFO, authorities) }
        if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "") }
        apply(request.timeouts)
        apply(request.method, request.body, fileLength: fileLength)
    }

    private mutating func apply(_ timeouts: HTTPRequest.Timeouts) {
        set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect.milliseconds)
        if let total = timeouts.total { set(CURLOPT_TIMEOUT_MS, total.milliseconds) }
        if let stall = timeouts.stall {
            set(CURLOPT_LOW_SPEED_TIME, stall.wholeSeconds)
            set(CURLOPT_LOW_SPEED_LIMIT, min(max(1, timeouts.minimumBytesPerSecond), Int(Int32.max)))
        }
    }

    private mutating func apply(_ method: HTTPRequest.Method, _ body: HTTPRequest.Body, fileLength: Int64?) {
        switch (method, body) {
        case (.get, .none): set(CURLOPT_HTTPGET, 1)
        case (.head, _): set(CURLOPT_NOBODY, 1)
        case (.delete, .none): set(CURLOPT_CUSTOMREQUEST, method.rawValue)
        case (_, .none): setBody([], method)
        case (_, .bytes(let bytes)): setBody(bytes, method)
        case (_, .file):
            set(CURLOPT_UPLOAD, 1)
            set(CURLOPT_INFILESIZE_LARGE, offset: fileLength ?? 0)
            set(CURLOPT_CUSTOMREQUEST, method.rawValue)
        }
    }

    /// libcurl copies the bytes; their count has to be set first.
    private mutating func setBody(_ bytes: [UInt8], _ method: HTTPRequest.Method) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, offset: Int64(bytes.count))
        let empty: [UInt8] = [0]  // an empty array's address may be null, which would mean "read from a callback"
        (bytes.isEmpty ? empty : bytes).withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            note(ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start)))
        }
        if method != .post { set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
    }
}

extension Duration {
    private static let longest = Int(Int32.max)

    /// At least 1, because 0 would switch libcurl's limit off.
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < Self.longest / 1_000 else { return Self.longest }
        return max(1, Int(max(0, seconds)) * 1_000 + Int(attoseconds / 1_000_000_000_000_000))
    }

    /// Rounded down, at least 1.
    fileprivate var wholeSeconds: Int { Int(min(max(1, components.seconds), Int64(Self.longest))) }
}
