import CGit2

/// What libgit2 asks and tells during a call, answered from a ``RemoteCall``.
///
/// Made on the call's own thread and used there alone.
final class RemoteCallbacks {
    let call: RemoteCall
    private var untried: [Credentials.Way] = []
    private(set) var tried: [String] = []
    /// The host at the other end of the last encrypted connection.
    private var peer: String?

    /// Kept of what a server says beside its answer, in bytes.
    private static let wordsLimit = 16 << 10

    init(_ call: RemoteCall) { self.call = call }

    /// Forgets what the last connection tried: a call may make several, each of which proves anew who asks.
    func beginConnection() {
        untried = call.credentials.ways(for: call.url)
        tried = []
        peer = nil
    }

    /// Lets libgit2 call this object, which must outlive the call.
    func install(in callbacks: inout git_remote_callbacks) {
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.credentials = { made, _, user, kinds, payload in
            RemoteCallbacks.of(payload).credential(
                &made!.pointee, user: user.map { String(cString: $0) }, kinds: git_credential_t(kinds))
        }
        callbacks.certificate_check = { certificate, isValid, host, payload in
            RemoteCallbacks.of(payload).judge(
                certificate, isValid: isValid != 0, host: host.map { String(cString: $0) } ?? "")
        }
        callbacks.transfer_progress = { _, payload in RemoteCallbacks.of(payload).goOn() }
        callbacks.push_transfer_progress = { _, _, _, payload in RemoteCallbacks.of(payload).goOn() }
        callbacks.pack_progress = { _, _, _, payload in RemoteCallbacks.of(payload).goOn() }
        callbacks.sideband_progress = { text, count, payload in
            RemoteCallbacks.of(payload).hear(UnsafeRawBufferPointer(start: text, count: Int(max(0, count))))
        }
        callbacks.push_update_reference = { _, words, payload in
            RemoteCallbacks.of(payload).call.see { $0.verdict = words.map { String(cString: $0) } ?? "" }
            return 0
        }
    }

    private static func of(_ payload: UnsafeMutableRawPointer?) -> RemoteCallbacks {
        guard let payload else { preconditionFailure("libgit2 hands back the payload it was given") }
        return Unmanaged<RemoteCallbacks>.fromOpaque(payload).takeUnretainedValue()
    }

    private func goOn() -> Int32 { call.noteProgress() ? 0 : GIT_EUSER.rawValue }

    private func hear(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        call.see { sight in
            sight.words += bytes.prefix(max(0, Self.wordsLimit - sight.words.count))
        }
        return goOn()
    }

    private func refuse(_ problem: RemoteProblem) -> Int32 {
        call.see { $0.problem = problem }
        return GIT_EUSER.rawValue
    }

    /// Gives libgit2 the next credential that was not tried yet; asked again, it means that the last one was refused.
    private func credential(
        _ made: inout UnsafeMutablePointer<git_credential>?, user: String?, kinds: git_credential_t
    ) -> Int32 {
        guard call.noteProgress() else { return GIT_EUSER.rawValue }
        if let peer, case .http = call.url.transport, peer != call.url.hostWithoutPort {
            return refuse(.redirected(url: "\(call.url)", to: peer))
        }
        if kinds.rawValue & GIT_CREDENTIAL_USERNAME.rawValue != 0 {
            return git_credential_username_new(&made, call.credentials.login)
        }
        while !untried.isEmpty {
            let way = untried.removeFirst()
            let code: Int32?
            switch way {
            case .token(let token) where kinds.rawValue & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0:
                code = git_credential_userpass_plaintext_new(&made, "x-access-token", token)
            case .askPass(let program) where kinds.rawValue & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0:
                let asked = AskPass(
                    program: program, environment: call.credentials.environment, deadline: call.deadline
                ).answer(for: call.url, user: user)
                code = asked.map { git_credential_userpass_plaintext_new(&made, $0.user, $0.password) }
            case .agent where kinds.rawValue & GIT_CREDENTIAL_SSH_KEY.rawValue != 0:
                code = git_credential_ssh_key_from_agent(&made, user ?? call.credentials.login)
            case .key(let path) where kinds.rawValue & GIT_CREDENTIAL_SSH_KEY.rawValue != 0:
                code = git_credential_ssh_key_new(&made, user ?? call.credentials.login, nil, path, nil)
            default: continue
            }
            tried.append(way.name)
            if let code { return code }
        }
        return refuse(.authenticationRefused(url: "\(call.url)", tried: tried))
    }

    /// Keeps to libgit2's own judgement of a server's key, and says what it was when it is not to be trusted.
    private func judge(_ certificate: UnsafeMutablePointer<git_cert>?, isValid: Bool, host: String) -> Int32 {
        guard call.noteProgress() else { return GIT_EUSER.rawValue }
        peer = host.lowercased()
        if isValid { return 0 }
        guard let certificate, certificate.pointee.cert_type == GIT_CERT_HOSTKEY_LIBSSH2 else {
            return refuse(.certificateRefused(host: call.url.host, detail: "it is not valid for this host"))
        }
        return certificate.withMemoryRebound(to: git_cert_hostkey.self, capacity: 1) { key in
            // ssh names keys by this hash, in base 64 without padding.
            let hash = withUnsafeBytes(of: key.pointee.hash_sha256) { Array($0) }
            let hasHash = key.pointee.type.rawValue & GIT_CERT_SSH_SHA256.rawValue != 0
            let fingerprint = hasHash ? "SHA256:\(Self.base64(hash))" : "of unknown fingerprint"
            return refuse(.hostKeyUnknown(host: call.url.host, fingerprint: fingerprint))
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 6 {
                count -= 6
                text.append(digits[bits >> count & 63])
            }
            bits &= (1 << count) - 1
        }
        if count > 0 { text.append(digits[bits << (6 - count) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }
}

extension RemoteURL {
    /// The machine's name alone.
    var hostWithoutPort: String {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }
}
