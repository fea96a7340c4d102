#if canImport(Glibc)
    import Glibc
#endif

/// The program that git asks for users and passwords (gitcredentials(7), "REQUESTING CREDENTIALS").
struct AskPass {
    let program: String
    let environment: [String: String]
    /// Until when it must have answered.
    let deadline: ContinuousClock.Instant

    /// More than any password has, in bytes.
    private static let limit = 1 << 16

    /// Who the program says is asking, for this URL.
    func answer(for url: RemoteURL, user: String?) -> (user: String, password: String)? {
        let scheme = url.transport == .http(isEncrypted: true) ? "https" : "http"
        guard let user = user ?? ask("Username for '\(scheme)://\(url.host)': "),
            let password = ask("Password for '\(scheme)://\(user)@\(url.host)': ")
        else { return nil }
        return (user, password)
    }

    /// The first line that the program prints when it is asked; nil when it fails, prints none, or is late.
    private func ask(_ prompt: String) -> String? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        guard let child = start(prompt, output: ends[1]) else {
            close(ends[1])
            return nil
        }
        close(ends[1])
        let output = read(ends[0])
        if output == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        guard let output, status == 0 else { return nil }
        let line = output.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(validating: line, as: UTF8.self)
    }

    private func start(_ prompt: String, output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        // The threads that call this block SIGPIPE; the program gets what programs expect.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let arguments = [program, prompt]
        let variables = environment.map { "\($0.key)=\($0.value)" }
        guard !(arguments + variables).contains(where: { $0.utf8.contains(0) }) else { return nil }
        var child = pid_t()
        let code = Self.withCStrings(arguments) { argv in
            Self.withCStrings(variables) { envp in posix_spawnp(&child, program, &actions, &attributes, argv, envp) }
        }
        return code == 0 ? child : nil
    }

    /// What the program prints until it ends or closes; nil when it is late or prints too much.
    private func read(_ descriptor: Int32) -> [UInt8]? {
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero else { return nil }
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wanted, 1, Int32(clamping: rest.components.seconds * 1_000 + 1))
            if ready < 0, errno != EINTR { return nil }
            guard ready > 0 else { continue }
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return output }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            output += chunk[..<count]
            guard output.count <= Self.limit else { return nil }
        }
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var strings: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        return strings.withUnsafeMutableBufferPointer { buffer in
            // At least the closing nil is in it.
            guard let base = buffer.baseAddress else { preconditionFailure("an array of one or more has an address") }
            return body(base)
        }
    }
}
