import CGit2

extension GitError {
    /// Whether a change that was asked of a remote may have been made although this was answered.
    public var mayHaveHappened: Bool {
        if case .remote(let problem) = self { return problem.mayHaveHappened }
        return false
    }

    /// What a failed call to a remote means. Reads this thread's last libgit2 message: call it at once.
    init(remoteCall name: String, code: Int32, callbacks: RemoteCallbacks) {
        let call = callbacks.call
        let url = "\(call.url)"
        let error = git_error_last()
        let kind = error.map { git_error_t(UInt32(bitPattern: $0.pointee.klass)) } ?? GIT_ERROR_NONE
        let message = RemoteURL.redacting(
            error?.pointee.message.map { String(cString: $0) } ?? "the connection ended")
        let (problem, hasSent) = call.see { ($0.problem, $0.hasSent) }
        if let problem {
            self = .remote(problem)
            return
        }
        if code == GIT_EAUTH.rawValue {
            self = .remote(.authenticationRefused(url: url, tried: callbacks.tried))
            return
        }
        if code == GIT_ECERTIFICATE.rawValue {
            self = .remote(.certificateRefused(host: call.url.host, detail: message))
            return
        }
        if let status = Self.httpStatus(in: message) {
            self = .remote(Self.problem(ofStatus: status, url: url, hasSent: hasSent))
            return
        }
        // libgit2: "cannot redirect from 'HOST' to 'HOST'".
        if message.hasPrefix("cannot redirect"), let other = message.split(separator: "'").last {
            self = .remote(.redirected(url: url, to: String(other)))
            return
        }
        switch (code, kind) {
        // What an ssh server prints instead of an answer, and what any server says in an error packet.
        case (GIT_EEOF.rawValue, GIT_ERROR_SSH):
            self = .remote(.noSuchRepository(url: url, words: Self.plain(Array(message.utf8))))
        case (_, GIT_ERROR_NET) where !hasSent && message.hasPrefix("remote error: "):
            self = .remote(.noSuchRepository(url: url, words: String(message.dropFirst("remote error: ".count))))
        case (_, GIT_ERROR_NET), (_, GIT_ERROR_SSH), (_, GIT_ERROR_SSL), (_, GIT_ERROR_HTTP), (_, GIT_ERROR_OS):
            self = .remote(.unreachable(url: url, detail: Self.plain(Array(message.utf8)), mayHaveHappened: hasSent))
        default:
            let other = GitError(call: name, code: code)
            switch other {
            // Of a pack that could not be made whole, a server takes nothing.
            case .missingObject, .corruptObject: self = other
            // Otherwise no failure of ours proves, once something was sent, that the server did nothing.
            default:
                self =
                    hasSent
                    ? .remote(.unreachable(url: url, detail: other.description, mayHaveHappened: true)) : other
            }
        }
    }

    /// The status that libgit2's words name, which it tells nowhere else.
    private static func httpStatus(in message: String) -> Int? {
        guard message.contains("status code"), let last = message.split(separator: " ").last else { return nil }
        return Int(last)
    }

    private static func problem(ofStatus status: Int, url: String, hasSent: Bool) -> RemoteProblem {
        switch status {
        case 401: .authenticationRefused(url: url, tried: [])
        case 403: .forbidden(url: url, detail: "HTTP status 403")
        case 404, 410: .noSuchRepository(url: url, words: "HTTP status \(status)")
        default: .unreachable(url: url, detail: "HTTP status \(status)", mayHaveHappened: hasSent)
        }
    }

    /// A server's words on one line, without control characters that would move a terminal's cursor.
    static func plain(_ bytes: [UInt8]) -> String {
        let text = RemoteURL.redacting(String(decoding: bytes, as: UTF8.self))
        var words = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
            words.unicodeScalars.append(isControl ? " " : scalar)
        }
        return words.split(separator: " ").joined(separator: " ")
    }
}
