import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 whose every byte the test decides: each connection runs `serve` on a thread of its own.
///
/// It listens from `init` to `deinit`.
public final class LoopbackServer: Sendable {
    /// The port the system chose.
    public let port: UInt16
    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// How many connections were made so far.
    public var connectionCount: Int { accepted.withLock { $0 } }
    private let listener: Int32
    private let accepted: AcceptCount

    private final class AcceptCount: Sendable {
        private let count = Mutex(0)
        func withLock<T: Sendable>(_ body: (inout Int) -> T) -> T { count.withLock { body(&$0) } }
    }

    /// Starts to listen; when `serve` returns the connection is closed.
    public init(_ serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw POSIXError(.EMFILE) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1_024) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else {
            close(listener)
            throw POSIXError(.EADDRINUSE)
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let accepted = AcceptCount()
        self.accepted = accepted
        Thread.detachNewThread {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                let number = accepted.withLock { count in
                    count += 1
                    return count
                }
                Thread.detachNewThread {
                    let connection = LoopbackConnection(descriptor: descriptor, number: number)
                    serve(connection)
                    connection.close()
                }
            }
            close(listener)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))  // ends the accept, whose thread then closes the socket
    }
}

/// One request as it arrived.
public struct LoopbackRequest: Sendable {
    /// The first line, such as `GET / HTTP/1.1`.
    public let line: String
    /// The header lines, as written.
    public let headers: [String]
    /// The body, by its `Content-Length`.
    public let body: [UInt8]

    /// The value of a header, by its lower-case name.
    public func header(_ name: String) -> String? {
        for line in headers {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { continue }
            return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return nil
    }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// One accepted connection, used by its own thread.
public final class LoopbackConnection {
    /// Which connection of its server this is, from 1.
    public let number: Int
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isClosed = false

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    /// The next request, or nil when the client has closed.
    public func readRequest() -> LoopbackRequest? {
        let end = Array("\r\n\r\n".utf8)
        var headEnd: Int?
        while headEnd == nil {
            headEnd = buffer.indices.first { buffer[$0...].starts(with: end) }
            if headEnd == nil, !fill() { return nil }
        }
        guard let headEnd else { return nil }
        let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
        let head = LoopbackRequest(line: lines[0], headers: Array(lines.dropFirst()), body: [])
        let length = head.header("content-length").flatMap { Int($0) } ?? 0
        let bodyStart = headEnd + end.count
        while buffer.count < bodyStart + length { guard fill() else { return nil } }
        let body = Array(buffer[bodyStart..<bodyStart + length])
        buffer.removeFirst(bodyStart + length)
        return LoopbackRequest(line: head.line, headers: head.headers, body: body)
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }

    /// Waits until the client closes; every byte not read as a request before.
    public func readToEnd() -> [UInt8] {
        while fill() {}
        return buffer
    }

    /// Waits until the client closes, and drops what it still sends.
    public func waitForEnd() {
        while fill() {}
    }

    /// Sends text as it is.
    public func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Sends bytes as they are; stops when the client has gone.
    public func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Sends a complete answer with its length.
    public func respond(_ status: String = "200 OK", headers: [String] = [], body: [UInt8] = []) {
        let head = (["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + headers).joined(separator: "\r\n")
        write(Array((head + "\r\n\r\n").utf8) + body)
    }

    /// Ends the connection with a TCP reset, as a crashed peer does.
    public func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    /// Ends the connection; again does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
    }
}
