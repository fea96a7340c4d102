import Foundation

/// A TCP client that sends exactly what it is told and reads exactly what comes.
///
/// Reading blocks a thread of its own, never one of those the server's handlers need.
final class RawClient: Sendable {
    struct Unreachable: Error {}

    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)  // a test that hangs fails instead
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Unreachable() }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// One answer: its status line, its header lines, and as much of its body as its length promises or as there is.
    func answer(hasBody: Bool = true) async -> Answer? {
        await onThread { $0.read(hasBody: hasBody) }
    }

    /// Whether the server closes the connection.
    func closes() async -> Bool {
        await onThread { client in
            var byte: UInt8 = 0
            return recv(client.descriptor, &byte, 1, 0) == 0
        }
    }

    private func onThread<Result: Sendable>(_ work: @escaping @Sendable (RawClient) -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: work(self)) }.start()
        }
    }

    private func read(hasBody: Bool) -> Answer? {
        var bytes: [UInt8] = []
        var end: Int?
        var wanted = Int.max
        while bytes.count < wanted {
            var buffer = [UInt8](repeating: 0, count: 1)
            guard recv(descriptor, &buffer, 1, 0) == 1 else { break }
            bytes += buffer
            if end == nil, bytes.suffix(4) == Array("\r\n\r\n".utf8)[...] {
                end = bytes.count
                let length = Answer(bytes, headEnd: bytes.count).header("Content-Length").flatMap { Int($0) } ?? 0
                wanted = bytes.count + (hasBody ? length : 0)
            }
        }
        return end.map { Answer(bytes, headEnd: $0) }
    }
}

struct Answer: Sendable {
    let status: String
    let lines: [String]
    let body: String

    init(_ bytes: [UInt8], headEnd: Int) {
        let head = String(decoding: bytes.prefix(headEnd), as: UTF8.self).components(separatedBy: "\r\n")
        status = head.first ?? ""
        lines = head.dropFirst().filter { !$0.isEmpty }
        body = String(decoding: bytes.dropFirst(headEnd), as: UTF8.self)
    }

    func header(_ name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}
