import CCurl
import Glibc
import Synchronization

/// One request under way: its libcurl handle, what the handle points at, and the answer as it grows.
///
/// Made by a task, then touched by the loop's thread alone, but for ``isCancelled``; that hand-over, through the loop's
/// lock, is what makes the class `Sendable`. The loop retains a transfer for as long as libcurl can call back into it.
final class Transfer: @unchecked Sendable {
    /// Headers past this size are an attack or a mistake, not an answer.
    private static let maximumHeaderBytes = 256 << 10

    let easy: UnsafeMutableRawPointer
    let host: String
    /// Whether the URL asks for TLS.
    let isEncrypted: Bool
    /// Set by the task's cancellation handler, which can run before the transfer reaches the loop.
    let isCancelled = Atomic(false)
    var continuation: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>?

    /// When the answer has to be complete; nil leaves it open.
    let deadline: ContinuousClock.Instant?

    private let isIdempotent: Bool
    private let maySend: HTTPClient.SendCheck
    private let maximumResponseBytes: Int
    private let wantedBytes: Int
    private let file: FileSlice?
    private let sink: FileSink?
    private let headerList: HeaderList
    private let errorText: UnsafeMutablePointer<CChar>

    private var attempts = 0
    private var status: Int?
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var headersAreComplete = false
    private var body: [UInt8] = []
    private var bodyBytes = 0
    /// Whether all that is wanted of the body has come, and more.
    private var hasEnough = false
    /// Why one of our callbacks stopped the transfer; it says more than libcurl's code for that.
    private var stop: (kind: HTTPError.Kind, message: String)?

    /// - Parameters:
    ///   - path: where the body of a successful answer goes; nil keeps it in memory.
    ///   - maySend: asked on the loop's thread before each first byte.
    /// - Throws: ``HTTPError`` with ``HTTPError/Delivery/neverSent`` when the request cannot be sent as written.
    init(
        _ request: HTTPRequest, _ configuration: HTTPClient.Configuration, savingTo path: String? = nil,
        maySend: @escaping HTTPClient.SendCheck = { true }
    ) throws(HTTPError) {
        let checked = try RequestCheck(request)
        let host = checked.host
        func refuse(_ kind: HTTPError.Kind, _ message: String) -> HTTPError {
            HTTPError(kind: kind, delivery: .neverSent, host: host, message: message)
        }
        file =
            switch request.body {
            case .file(let path, let offset, let length):
                try FileSlice.open(path, offset: offset, length: length) { refuse(.bodyUnreadable, $0) }
            case .none, .bytes: nil
            }
        sink = if let path { try FileSink.create(path) { refuse(.fileUnwritable, $0) } } else { nil }
        guard let list = HeaderList(request) else { throw refuse(.other, "out of memory") }
        guard let easy = curl_easy_init() else { throw refuse(.other, "out of memory") }
        self.easy = easy
        self.host = host
        isEncrypted = checked.isEncrypted
        deadline = request.timeouts.total.map { .now + min($0, .seconds(Int32.max)) }
        isIdempotent = request.method.isIdempotent
        self.maySend = maySend
        maximumResponseBytes = max(0, request.maximumResponseBytes)
        wantedBytes = request.wantedBytes.map { max(1, $0) } ?? .max
        headerList = list
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))

        var options = EasyOptions(easy)
        options.apply(request, configuration, isEncrypted: isEncrypted, fileLength: file?.length)
        options.set(CURLOPT_HTTPHEADER, list.first)
        options.set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(errorText))
        installCallbacks(&options)
        if let code = options.failure { throw refuse(.other, String(cString: curl_easy_strerror(code))) }
    }

    deinit {
        curl_easy_cleanup(easy)
        errorText.deallocate()
    }

    func finish(_ result: Result<HTTPResponse, HTTPError>) {
        sink?.discard()  // a file that was kept stays; the caller must not still see another
        continuation?.resume(returning: result)
        continuation = nil
    }

    // MARK: What became of it

    /// Whether it still waits for a connection, in line or while one is made.
    var isUnsent: Bool { attempts == 0 }

    /// A failure at this point of the transfer.
    func failure(_ kind: HTTPError.Kind, _ message: String) -> HTTPError {
        HTTPError(
            kind: kind, delivery: isUnsent ? .neverSent : .unknown, status: status, host: host, message: message)
    }

    func result(_ code: CURLcode) -> Result<HTTPResponse, HTTPError> {
        if let stop { return .failure(failure(stop.kind, stop.message)) }
        guard code == CURLE_OK || hasEnough else {
            let detail = String(cString: errorText)
            let message = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
            return .failure(failure(HTTPError.Kind(code, wasSent: !isUnsent, hasStatus: status != nil), message))
        }
        guard let status else { return .failure(failure(.malformedResponse, "no status line")) }
        if let sink, (200..<300).contains(status), let reason = sink.keep() {
            return .failure(failure(.fileUnwritable, reason))
        }
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    // MARK: Callbacks, on the loop's thread

    private func installCallbacks(_ options: inout EasyOptions) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_SEEKDATA, CURLOPT_PREREQDATA] {
            options.set(option, context)
        }
        options.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.from(context)?.receive(UnsafeRawBufferPointer(start: bytes, count: size &* count)) ?? 0
        }
        options.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.from(context)?.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size &* count)) ?? 0
        }
        options.onPrerequest { context, _, _, _, _ in
            Transfer.from(context)?.aboutToSend() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        guard file != nil else { return }
        options.set(CURLOPT_READFUNCTION) { bytes, size, count, context in
            let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size &* count)
            return Transfer.from(context)?.supply(buffer) ?? Int(CURL_READFUNC_ABORT)
        }
        options.onSeek { context, offset, origin in
            guard origin == SEEK_SET, let file = Transfer.from(context)?.file else { return CURL_SEEKFUNC_FAIL }
            file.rewind(to: Int64(offset))
            return CURL_SEEKFUNC_OK
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// libcurl asks this when a connection stands and before the first byte of the request; also before it repeats one.
    ///
    /// It belongs to the transfer, not to the connection: each stream of a shared HTTP/2 connection is asked for, and each
    /// redirect. Source: libcurl's CURLOPT_PREREQFUNCTION, and `state_do` in its multi.c.
    ///
    /// It repeats by itself when a kept connection dies unanswered. The server may have acted by then, so a request that
    /// must not happen twice ends here.
    private func aboutToSend() -> Bool {
        // A followed redirect is the server's own wish, not a repetition: it comes after an answer.
        if attempts > 0, status == nil, !isIdempotent {
            stop = (.connectionLost, "the connection ended before an answer, and repeating is not safe")
            return false
        }
        guard maySend() else {
            stop = (.heldBack, "it may not be sent any more")
            return false
        }
        attempts += 1
        status = nil
        return true
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bodyBytes <= wantedBytes - bytes.count else {
            // libcurl ends the transfer when fewer bytes are taken than came.
            body.append(contentsOf: bytes.prefix(wantedBytes - bodyBytes))
            hasEnough = true
            return 0
        }
        guard bytes.count <= maximumResponseBytes - bodyBytes else {
            stop = (.responseTooLarge(limit: maximumResponseBytes), "the transfer was stopped")
            return 0
        }
        bodyBytes += bytes.count
        if let sink, let status, (200..<300).contains(status) {
            if let reason = sink.write(bytes) {
                stop = (.fileUnwritable, reason)
                return 0
            }
        } else {
            body.append(contentsOf: bytes)
        }
        return bytes.count
    }

    /// Takes one header line; a new status line (after 1xx or a redirect) starts over, trailers are dropped.
    private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            stop = (.responseTooLarge(limit: Self.maximumHeaderBytes), "the headers are too large")
            return 0
        }
        let line = String(decoding: bytes, as: UTF8.self).trimmed
        if line.hasPrefix("HTTP/"), headersAreComplete || status == nil {
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            (headers, headersAreComplete) = (HTTPHeaders(), false)
        } else if line.isEmpty {
            headersAreComplete = true
        } else if !headersAreComplete, let colon = line.firstIndex(of: ":") {
            headers.append(
                name: String(line[..<colon]).trimmed, value: String(line[line.index(after: colon)...]).trimmed)
        }
        return bytes.count
    }

    private func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let count = file?.read(into: buffer) else {
            stop = (.bodyUnreadable, "the file ended early or could not be read while it was sent")
            return Int(CURL_READFUNC_ABORT)
        }
        return count
    }
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
