import CSpawn
import Glibc
import Synchronization

/// A program that runs beside this one, asked line by line over its standard input and output.
///
/// It starts bare: with the environment it is given and nothing of ours, no open file but its three streams, default
/// signals, and a process group of its own, so that a Ctrl-C on the terminal is ours to hear. Used by one thread at a
/// time, but for ``kill()``; ends, killed if need be, when it is released.
public final class ChildProcess: @unchecked Sendable {
    /// Its number in the system, for those who look at it from outside.
    public let id: Int32
    private let input: Int32
    private let output: Int32
    private var pending: [UInt8] = []
    private var ending: Ending?
    /// Once it is, its number may be another's.
    private let isReaped = Mutex(false)

    /// Starts the program at `path`.
    ///
    /// - Parameters:
    ///   - environment: all of it, by name.
    ///   - errors: the file that its standard error goes to.
    public init(
        path: String, arguments: [String], environment: [String: String], errors: String
    ) throws(ChildFailure) {
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        // A socket, because a write to it can do without SIGPIPE.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &toChild) == 0 else { throw .cannotStart(Self.words(errno)) }
        guard pipe2(&fromChild, O_CLOEXEC) == 0 else {
            let reason = Self.words(errno)
            toChild.forEach { close($0) }
            throw .cannotStart(reason)
        }
        var child = pid_t()
        let code = Self.spawn(
            &child, path, arguments, environment, input: toChild[0], output: fromChild[1], errors: errors)
        close(toChild[0])
        close(fromChild[1])
        (id, input, output) = (child, toChild[1], fromChild[0])
        if code != 0 {
            // Nothing runs: what `deinit` would wait for does not exist.
            ending = .exited(127)
            isReaped.withLock { $0 = true }
            throw .cannotStart(Self.words(code))
        }
    }

    deinit {
        end()
        close(input)
        close(output)
    }

    private static func spawn(
        _ child: inout pid_t, _ path: String, _ arguments: [String], _ environment: [String: String], input: Int32,
        output: Int32, errors: String
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        let words = ([path] + arguments).map { strdup($0) }
        let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
        defer { (words + variables).forEach { free($0) } }
        return posix_spawn(&child, path, &actions, &attributes, words + [nil], variables + [nil])
    }

    /// Sends a line, which ends with its newline.
    ///
    /// - Throws: ``ChildFailure/ended(_:)`` when the program is gone.
    public func send(_ line: [UInt8]) throws(ChildFailure) {
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended(end()) }
            rest = rest.dropFirst(count)
        }
    }

    /// The next line it prints, without its newline.
    ///
    /// - Parameters:
    ///   - silence: how long to wait for it; then the program is killed.
    ///   - limit: a longer line is no line of ours; the program is killed.
    public func receive(within silence: Duration, limit: Int) throws(ChildFailure) -> [UInt8] {
        let clock = ContinuousClock()
        let deadline = clock.now + silence
        while true {
            if let newline = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(pending[..<newline])
                pending.removeSubrange(...newline)
                return line
            }
            guard pending.count <= limit else {
                kill()
                _ = end()
                throw .talksNonsense
            }
            let left = deadline - clock.now
            guard left > .zero else {
                kill()
                _ = end()
                throw .silent(silence)
            }
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let milliseconds = min(left / .milliseconds(1) + 1, 1_000_000)
            guard poll(&waiting, 1, Int32(milliseconds)) > 0 else { continue }
            var block = [UInt8](repeating: 0, count: 65_536)
            let count = block.withUnsafeMutableBytes { read(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended(end()) }
            pending += block[..<count]
        }
    }

    /// Ends the program, if it still runs, and answers how it ended.
    @discardableResult
    public func end() -> Ending {
        if let ending { return ending }
        // One that ends by itself has had its reason; the rest gets none.
        for attempt in 0..<50 {
            if let status = reap() { return note(status) }
            if attempt == 0, !isGone { break }
            usleep(2_000)
        }
        kill()
        while true {
            if let status = reap() { return note(status) }
            usleep(500)
        }
    }

    /// Kills the program, from any thread; whoever waits for its answer hears that it ended.
    public func kill() {
        isReaped.withLock { if !$0 { Glibc.kill(-id, SIGKILL) } }
    }

    /// The status that it ended with; nil while it runs.
    private func reap() -> Int32? {
        isReaped.withLock { isReaped in
            var status: Int32 = 0
            let answer = waitpid(id, &status, WNOHANG)
            // Somebody else has waited for it: there is nothing more to learn.
            guard answer == id || (answer < 0 && errno == ECHILD) else { return nil }
            isReaped = true
            return status
        }
    }

    /// Whether it has closed its output, so that it is on its way out.
    private var isGone: Bool {
        var waiting = pollfd(fd: output, events: 0, revents: 0)
        return poll(&waiting, 1, 0) > 0 && waiting.revents & Int16(POLLHUP) != 0
    }

    private func note(_ status: Int32) -> Ending {
        let signal = status & 0x7F
        let made: Ending = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
        ending = made
        return made
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
