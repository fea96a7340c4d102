import CMicroHTTPD
import Glibc

/// libmicrohttpd's side of one request.
///
/// Sendable because only ``resume()`` is called off the daemon's thread, which libmicrohttpd allows, and a suspended
/// connection lives until it is resumed.
struct Connection: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    func suspend() { MHD_suspend_connection(pointer) }
    func resume() { MHD_resume_connection(pointer) }

    func header(_ name: String) -> String? {
        MHD_lookup_connection_value(pointer, .HEADER_KIND, name).map { String(cString: $0) }
    }

    /// Every header field as sent.
    func headers() -> [ServerRequest.Field] {
        var fields: [ServerRequest.Field] = []
        withUnsafeMutablePointer(to: &fields) { fields in
            _ = MHD_get_connection_values(
                pointer, .HEADER_KIND,
                { context, _, name, value in
                    if let name {
                        context?.assumingMemoryBound(to: [ServerRequest.Field].self).pointee
                            .append(.init(String(cString: name), Self.trimmed(value.map { String(cString: $0) } ?? "")))
                    }
                    return .YES
                }, fields)
        }
        return fields
    }

    /// The white space behind a value is not part of it (RFC 9110, section 5.5); libmicrohttpd leaves it.
    private static func trimmed(_ value: String) -> String {
        let end = value.utf8.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return end.map { String(value[...$0]) } ?? ""
    }

    /// Queues an answer.
    ///
    /// - Returns: Whether the connection goes on; false closes it.
    func send(_ response: ServerResponse) -> Bool {
        switch response.body {
        case .hangUp:
            return false
        case .bytes(let bytes):
            return queue(response, OwnedResponse(copying: bytes))
        case .cutShort(let bytes, let declaredLength):
            return queue(response, OwnedResponse(copying: bytes, declaredLength: declaredLength))
        case .file(let path):
            guard let file = OpenFile(path: path) else {
                return send(.text("no such file\n", status: 404))
            }
            return send(file, response)
        }
    }

    private func send(_ file: consuming OpenFile, _ response: ServerResponse) -> Bool {
        var response = response
        let tag = file.entityTag
        response.headers += [.init("ETag", tag), .init("Accept-Ranges", "bytes")]
        guard response.status == 200 else { return queue(response, OwnedResponse(file: file)) }
        if let known = header("If-None-Match"), known == "*" || known.contains(tag) {
            response.status = 304
            return queue(response, OwnedResponse(copying: []))
        }
        // A range of another version of the file would be spliced into the wrong bytes.
        let isSameVersion = header("If-Range").map { $0 == tag } ?? true
        switch ByteRange(header: isSameVersion ? header("Range") : nil, length: file.length) {
        case .whole:
            return queue(response, OwnedResponse(file: file))
        case .part(let range):
            response.status = 206
            response.headers.append(
                .init("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.length)"))
            return queue(response, OwnedResponse(file: file, range: range))
        case .unsatisfiable:
            response.status = 416
            response.headers.append(.init("Content-Range", "bytes */\(file.length)"))
            return queue(response, OwnedResponse(copying: []))
        }
    }

    private func queue(_ response: ServerResponse, _ owned: consuming OwnedResponse?) -> Bool {
        guard let owned else { return false }
        for field in response.headers where !owned.add(field) {
            return send(.text("the answer has a header that HTTP cannot carry\n", status: 500))
        }
        return owned.queue(on: pointer, status: UInt32(exactly: response.status) ?? 500)
    }
}

/// A libmicrohttpd response with its one reference, given back exactly once.
private struct OwnedResponse: ~Copyable {
    private let pointer: OpaquePointer

    init?(copying bytes: [UInt8]) {
        // The bytes are only read: the C signature lacks a const.
        let created = bytes.withUnsafeBytes {
            MHD_create_response_from_buffer(
                $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
        }
        guard let created else { return nil }
        pointer = created
    }

    /// A response that ends with an error after `bytes`, however long it says it is.
    init?(copying bytes: [UInt8], declaredLength: Int) {
        let remaining = Unmanaged.passRetained(CutShort(bytes))
        let created = MHD_create_response_from_callback(
            UInt64(clamping: max(declaredLength, bytes.count + 1)), 16 << 10,
            { context, position, buffer, room in
                guard let context, let buffer else { return MHD_CONTENT_READER_END_WITH_ERROR_VALUE }
                let bytes = Unmanaged<CutShort>.fromOpaque(context).takeUnretainedValue().bytes
                let rest = bytes.dropFirst(Int(clamping: position)).prefix(room)
                guard !rest.isEmpty else { return MHD_CONTENT_READER_END_WITH_ERROR_VALUE }
                UnsafeMutableRawBufferPointer(start: buffer, count: room).copyBytes(from: rest)
                return rest.count
            }, remaining.toOpaque(),
            { context in
                if let context { Unmanaged<CutShort>.fromOpaque(context).release() }
            })
        guard let created else {
            remaining.release()
            return nil
        }
        pointer = created
    }

    init?(file: consuming OpenFile) {
        let length = file.length
        self.init(file: file, range: 0..<length)
    }

    init?(file: consuming OpenFile, range: Range<UInt64>) {
        let descriptor = file.take()
        guard
            let created = MHD_create_response_from_fd_at_offset64(
                range.upperBound - range.lowerBound, descriptor, range.lowerBound)
        else {
            close(descriptor)
            return nil
        }
        pointer = created  // it closes the descriptor
    }

    deinit { MHD_destroy_response(pointer) }

    func add(_ field: ServerRequest.Field) -> Bool {
        MHD_add_response_header(pointer, field.name, field.value) == .YES
    }

    func queue(on connection: OpaquePointer, status: UInt32) -> Bool {
        MHD_queue_response(connection, status, pointer) == .YES
    }
}

/// The macro `MHD_CONTENT_READER_END_WITH_ERROR`, which holds a cast Swift does not import.
private let MHD_CONTENT_READER_END_WITH_ERROR_VALUE = -2

private final class CutShort: Sendable {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
}
