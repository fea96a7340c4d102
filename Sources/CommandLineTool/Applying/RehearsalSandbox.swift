import FoundationEssentials
import GraphSandbox
import HTTP
import ScheduleLock

/// The sandbox as a rehearsal uses it: started for it alone, or served by `calends sandbox` already.
struct RehearsalSandbox: Sendable {
    let url: String
    let accounts: [SandboxAccount]
    /// Moves its clock on to a date, unless that is past there.
    let catchUp: @Sendable (_ date: Date) async -> Void
    /// Lets so many seconds pass there.
    let pass: @Sendable (_ seconds: TimeInterval) async -> Void
    let stop: @Sendable () async -> Void

    /// One that runs in this process and ends with it.
    init(_ sandbox: Sandbox) {
        url = sandbox.url
        accounts = sandbox.accounts
        catchUp = { await sandbox.advance(to: $0) }
        pass = { await sandbox.advance(to: sandbox.now().addingTimeInterval($0)) }
        stop = { await sandbox.stop() }
    }

    /// One that another process serves, and goes on serving.
    ///
    /// - Parameter announcement: the line it began with; `nil` when that is no such line.
    init?(announcement: [UInt8]) {
        guard let served = try? JSONDecoder().decode(Announcement.self, from: Data(announcement)) else { return nil }
        let http = HTTPClient(configuration: .init(userAgent: "calends/\(Version.current)"))
        let clock = served.url + "/_sandbox/clock"
        // A clock that cannot be moved makes a rehearsal slower and spoils nothing, so answers are not looked at.
        @Sendable func tell(_ body: String) async {
            let request = HTTPRequest(
                method: .post, url: clock, headers: ["Content-Type": "application/json"], body: .bytes(Array(body.utf8))
            )
            _ = try? await http.send(request)
        }
        url = served.url
        accounts = served.accounts
        catchUp = { await tell(#"{"set":"\#(Timestamp($0))"}"#) }
        pass = { await tell(#"{"advance":\#($0)}"#) }
        stop = {}
    }

    private struct Announcement: Decodable {
        var url: String
        var accounts: [SandboxAccount]
    }
}
