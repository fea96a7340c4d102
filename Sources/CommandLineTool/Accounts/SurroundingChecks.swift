import CalendarLoading
import ContentModel
import Cryptography
import Diagnostics
import FileStore
import FoundationEssentials
import Git
import GitState
import HTTP
import Hosting
import LocalState
import MediaPreparation
import MetaGraph
import ObjectIDs
import S3
import StateSharing
import URLText

/// What `calends doctor` looks at besides the accounts.
enum SurroundingChecks {
    // MARK: Media

    static func mediaTools(_ environment: [String: String]) -> Check {
        do throws(MediaTrouble) {
            let program = try WorkerProgram.find(environment: environment)
            return Check(subject: "media", name: "tools", verdict: .ok, what: program.path)
        } catch {
            return Check(
                subject: "media", name: "tools", verdict: .warn,
                what: "there is no calends-media: pictures cannot be prepared",
                fix: "install calends-media beside calends, or name it in \(WorkerProgram.variable)")
        }
    }

    // MARK: Hosting

    /// Whether media can be put where the settings say, and be fetched from there by anybody.
    static func hosting(
        _ settings: Settings, _ calendar: LoadedCalendar, _ workspace: Workspace, _ environment: [String: String],
        _ http: HTTPClient
    ) async -> [Check] {
        func check(_ name: String, _ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
            Check(subject: "hosting", name: name, verdict: verdict, what: what, fix: fix)
        }
        switch settings.hosting {
        case nil:
            return [
                check(
                    "settings", .fail, "there is none, and Meta fetches media from public URLs",
                    "write hosting: in the settings")
            ]
        case .s3(let s3): return await bucket(s3, settings, workspace, environment, http)
        case .url(let base):
            guard let commit = calendar.commit, let path = firstMedium(of: calendar) else {
                return [
                    check("reading", .warn, "nothing is committed that could be tried", "commit an entry with media")
                ]
            }
            let url =
                base.replacing("{commit}", with: commit.description).withoutFinalSlashes + "/"
                + PercentEncoding.path(path)
            return [await reading(url, expecting: nil, http)]
        case .directory(let path, let publicURL, _):
            let (name, words) = probe
            let file: DurableFile
            do throws(FileError) {
                let files = try workspace.files()
                try files.createFolder(path)
                file = try files.durableFile("\(path)/\(name)")
                try file.replace(with: words)
            } catch {
                return [check("writing", .fail, "\(error.what): \(error.why)", error.fix)]
            }
            let seen = await reading("\(publicURL.withoutFinalSlashes)/\(name)", expecting: words, http)
            try? file.remove()
            return [check("writing", .ok, "\(path) can be written"), seen]
        }
    }

    /// A file that nobody else has, to be written, read and removed.
    private static var probe: (name: String, bytes: [UInt8]) {
        (
            "calends-doctor-\(UInt64.random(in: .min ... .max)).txt",
            Array("calends doctor was here, and will remove this at once\n".utf8)
        )
    }

    private static func bucket(
        _ s3: S3Settings, _ settings: Settings, _ workspace: Workspace, _ environment: [String: String],
        _ http: HTTPClient
    ) async -> [Check] {
        func check(_ name: String, _ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
            Check(subject: "hosting", name: name, verdict: verdict, what: what, fix: fix)
        }
        let client: S3Client
        do throws(Diagnostic) {
            client = try RealHosting(
                settings: settings, commit: nil, workspace: workspace, environment: environment
            ).bucket(s3)
        } catch {
            return [check("writing", .fail, "\(error.message): \(error.why)", error.fix)]
        }
        let (name, words) = probe
        let key = s3.prefix + name
        do {
            let files = try workspace.files()
            try files.createFolder(StatePaths.real.folder)
            let place = "\(StatePaths.real.folder)/\(name)"
            let file = try files.durableFile(place)
            try file.replace(with: words)
            defer { try? file.remove() }
            _ = try await client.upload(
                S3File(
                    path: "\(workspace.root)/\(place)", size: words.count, sha256: SHA256.digest(of: words),
                    contentType: "text/plain"), to: key, progress: { _ in })
        } catch let error as S3Error {
            let words = S3Words(error)
            return [check("writing", .fail, "\(words.what): \(error)", words.fix)]
        } catch {
            return [check("writing", .fail, "\(error)", "make room on this disk")]
        }
        let url =
            s3.publicURL.map { "\($0.withoutFinalSlashes)/\(key)" }
            ?? client.presignedURL(of: key, lasting: .seconds(600), mark: "x-calends=doctor")
        let seen = await reading(url, expecting: words, http)
        do throws(S3Error) {
            try await client.remove(key)
        } catch {
            return [
                check(
                    "writing", .warn, "\(s3.bucket) takes files, and does not remove them: \(error)",
                    "let the keys remove objects"),
                seen,
            ]
        }
        return [check("writing", .ok, "\(s3.bucket) can be written"), seen]
    }

    private static func reading(_ url: String, expecting bytes: [UInt8]?, _ http: HTTPClient) async -> Check {
        func check(_ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
            Check(subject: "hosting", name: "reading", verdict: verdict, what: what, fix: fix)
        }
        let place = url.split(separator: "/").dropFirst().first.map(String.init) ?? url
        do throws(HTTPError) {
            let answer = try await http.send(
                HTTPRequest(method: bytes == nil ? .head : .get, url: url, timeouts: .init(total: .seconds(20))))
            guard answer.status == 200 else {
                return check(
                    .fail, "\(place) answers \(answer.status) where a medium should be",
                    "serve the media there, to everybody, without a login")
            }
            guard bytes == nil || answer.body == bytes else {
                return check(
                    .fail, "\(place) serves something else than what was written", "make public_url lead to the folder")
            }
            return check(.ok, "\(place) serves media to everybody")
        } catch {
            return check(.fail, "nobody can read media: \(error.description)", "serve them at the public address")
        }
    }

    private static func firstMedium(of calendar: LoadedCalendar) -> String? {
        calendar.publications.lazy.compactMap { $0.content.media.first?.path }.first
    }

    // MARK: Shared state

    /// Whether the remote can be read, and would take a push: branch and journal are pushed to where they stand.
    static func remote(
        _ state: StateSettings?, _ workspace: Workspace, _ environment: [String: String]
    ) async -> [Check] {
        func check(_ name: String, _ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
            Check(subject: "state", name: name, verdict: verdict, what: what, fix: fix)
        }
        guard let state else { return [check("place", .ok, "kept on this machine alone")] }
        let ref = "refs/heads/\(state.branch)"
        do throws(GitError) {
            let address = try Repository(openingAt: workspace.root).remote(state.remote)
            let remote = Remote(
                address, objectsIn: workspace.root, environment: environment, observe: workspace.trace.remoteObserver)
            guard let tip = try await remote.position(of: ref) else {
                return [
                    check(
                        "reading", .fail, "\(state.remote) has no branch \(state.branch)",
                        "push it once, or name another one in state.branch")
                ]
            }
            let reading = check("reading", .ok, "\(state.remote) has \(state.branch) at \(tip.description.prefix(7))")
            var writing = check("writing", .ok, "\(state.remote) takes pushes to \(state.branch)")
            do throws(GitError) {
                if try Repository(openingAt: workspace.root).contains(tip.object) == false {
                    _ = try await remote.fetch(ref)
                }
                _ = try await remote.push(tip, to: ref, expecting: tip)
            } catch {
                writing = check("writing", .fail, "\(error)", error.fix)
            }
            return [reading, writing, await journal(state, at: tip, workspace, environment)]
        } catch {
            return [check("reading", .fail, "\(error)", error.fix)]
        }
    }

    /// Whether the remote takes what a run writes into the journal, which rules for branches say nothing of.
    private static func journal(
        _ state: StateSettings, at tip: CommitID, _ workspace: Workspace, _ environment: [String: String]
    ) async -> Check {
        func check(_ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
            Check(subject: "state", name: "journal", verdict: verdict, what: what, fix: fix)
        }
        let ref = state.journal
        let git: GitState
        do throws(RemoteFailure) {
            git = try GitState(
                of: workspace.root, settings: state, folder: "\(workspace.root)/\(StatePaths.real.folder)",
                environment: environment, observe: workspace.trace.remoteObserver)
        } catch {
            return check(.fail, error.message, error.fix)
        }
        do throws(GitError) {
            switch try await git.probe.perform(with: tip) {
            case .taken: return check(.ok, "\(state.remote) takes pushes to \(ref)")
            case .takenBeside:
                return check(.ok, "\(state.remote) takes refs beside \(ref), which the first run makes")
            case .untried: return check(.ok, "the first run makes \(ref)")
            case .leftBehind(let beside, let error):
                return check(
                    .warn, "\(state.remote) takes refs beside \(ref), and does not remove them: \(error)",
                    "remove \(beside) there by hand")
            }
        } catch {
            guard case .remote(.pushRefused) = error else { return check(.fail, "\(error)", error.fix) }
            return check(
                .fail, "\(error)",
                "let this credential push there, or name a ref that may be pushed to: state.journal: refs/heads/calends-journal"
            )
        }
    }

    // MARK: Clocks

    /// How far this machine's clock is from the servers' that it talks to: what is due goes out by ours.
    static func clocks(of accounts: [Account], _ http: HTTPClient) async -> [Check] {
        var checks: [Check] = []
        for base in Set(accounts.map(\.graphHost.baseURL)).sorted() {
            let place = base.split(separator: "/").dropFirst().first.map(String.init) ?? base
            func check(_ verdict: Check.Verdict, _ what: String, _ fix: String? = nil) -> Check {
                Check(subject: "clock", name: place, verdict: verdict, what: what, fix: fix)
            }
            do throws(HTTPError) {
                let before = Date()
                let answer = try await http.send(
                    HTTPRequest(method: .get, url: base + "/", timeouts: .init(total: .seconds(20))))
                let after = Date()
                guard let text = answer.headers["Date"], let theirs = HTTPDate.read(text) else {
                    checks.append(check(.warn, "says no time", "compare this machine's clock by hand"))
                    continue
                }
                // The header counts whole seconds, and was written somewhere between.
                let early = theirs.timeIntervalSince(after),
                    late = theirs.addingTimeInterval(1).timeIntervalSince(before)
                let skew = early > 0 ? early : late < 0 ? -late : 0
                checks.append(
                    skew < 2
                        ? check(.ok, "agrees with this machine's clock")
                        : check(
                            skew < 30 ? .warn : .fail,
                            "is \(Int(skew.rounded())) s \(early > 0 ? "ahead of" : "behind") this machine's clock",
                            "set the clock, and keep it by NTP"))
            } catch {
                checks.append(check(.warn, "cannot be asked now: \(error.description)", "try again with a network"))
            }
        }
        return checks
    }
}

/// Dates as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func read(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let number = month + 1
        return try? Date(
            "\(words[3])-\(number < 10 ? "0" : "")\(number)-\(words[1])T\(words[4])Z", strategy: .iso8601)
    }
}
