import FoundationEssentials

/// The credentials that the environment holds for one remote, in the order in which they are tried, each once.
///
/// Nobody is asked on a terminal. Credential helpers of git's configuration are not run.
struct Credentials: Sendable {
    /// A way to prove who asks.
    enum Way: Hashable, Sendable {
        /// `GITHUB_TOKEN`, as GitHub's own checkout uses it.
        case token(String)
        /// The program that `GIT_ASKPASS` names.
        case askPass(program: String)
        /// The keys of the agent that `SSH_AUTH_SOCK` names.
        case agent
        /// A private key without passphrase.
        case key(path: String)

        /// The way as a message names it: never what it holds.
        var name: String {
            switch self {
            case .token: "the token in GITHUB_TOKEN"
            case .askPass(let program): "what GIT_ASKPASS ('\(program)') printed"
            case .agent: "the keys of the ssh agent"
            case .key(let path): "the key '\(path)'"
            }
        }
    }

    let environment: [String: String]

    /// What there is for this URL.
    func ways(for url: RemoteURL) -> [Way] {
        switch url.transport {
        case .http(let isEncrypted):
            var ways: [Way] = []
            if isEncrypted, isGitHub(url), let token = value("GITHUB_TOKEN") { ways.append(.token(token)) }
            if let program = value("GIT_ASKPASS") { ways.append(.askPass(program: program)) }
            return ways
        case .ssh:
            let keys = ["id_ed25519", "id_ecdsa", "id_rsa"].compactMap { name -> Way? in
                guard let home = value("HOME") else { return nil }
                let path = "\(home)/.ssh/\(name)"
                return Self.isOpenKey(path) ? .key(path: path) : nil
            }
            return (value("SSH_AUTH_SOCK") == nil ? [] : [.agent]) + keys
        case .git, .local: return []
        }
    }

    /// Who logs in over ssh where the URL does not say, as ssh itself does.
    var login: String { value("LOGNAME") ?? value("USER") ?? "git" }

    /// The token is GitHub's: no other host may see it. In a workflow GITHUB_SERVER_URL names the GitHub it runs on
    /// (docs.github.com, "Default environment variables").
    private func isGitHub(_ url: RemoteURL) -> Bool {
        let host = Self.withoutDefaultPort(url.host)
        if host == "github.com" { return true }
        guard let server = value("GITHUB_SERVER_URL"), let own = try? RemoteURL(server, relativeTo: "/"),
            own.transport == .http(isEncrypted: true)
        else { return false }
        return host == Self.withoutDefaultPort(own.host)
    }

    private static func withoutDefaultPort(_ host: String) -> Substring {
        host.hasSuffix(":443") ? host.dropLast(4) : host[...]
    }

    private func value(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }

    /// Whether a file holds a private key that needs no passphrase, which nobody could be asked for.
    private static func isOpenKey(_ path: String) -> Bool {
        guard let content = try? Data(contentsOf: URL(fileURLWithPath: path)), content.count < 1 << 16 else {
            return false
        }
        let lines = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.first, first.contains("PRIVATE KEY") else { return false }
        // OpenSSH's own format names its cipher first, here "none" (openssh, PROTOCOL.key); the older ones say
        // "ENCRYPTED" in a header.
        if first.contains("OPENSSH") {
            return lines.dropFirst().first?.hasPrefix("b3BlbnNzaC1rZXktdjEAAAAABG5vbmU") == true
        }
        return !lines.prefix(3).contains { $0.contains("ENCRYPTED") }
    }
}
