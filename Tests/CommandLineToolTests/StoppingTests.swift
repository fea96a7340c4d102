import Foundation
import TestSupport
import Testing

/// SIGTERM in the middle of things: the run ends within ten seconds with what is in flight recorded, a second one ends
/// it at once, and nothing goes out twice afterwards.
@Suite struct StoppingTests {
    /// What the run is doing when it is told to stop, and how the sandbox is made to take its time over it.
    enum Moment: String, CaseIterable {
        case preparing, waiting, publishing, publishingForLong

        var latency: (path: String, milliseconds: Int)? {
            switch self {
            case .preparing: ("*/media", 3_000)
            case .waiting: nil
            case .publishing: ("*/media_publish", 3_000)
            case .publishingForLong: ("*/media_publish", 15_000)
            }
        }
    }

    private static let commands = [["run", "--poll", "1s"], ["apply", "--wait", "10m"]]
    private static let scenes = [
        (Moment.preparing, commands[0]), (.waiting, commands[0]), (.waiting, commands[1]), (.publishing, commands[0]),
        (.publishing, commands[1]), (.publishingForLong, commands[1]),
    ]

    @Test("Ends within ten seconds, and nothing goes out twice", arguments: scenes)
    func stops(moment: Moment, command: [String]) async throws {
        let franchise = try Franchise(.shared(lease: "60s"), entries: ["post": Self.post(moment)])
        let clone = try franchise.clone("a")
        let runner = try await Self.start(command, in: clone, of: franchise, until: moment)
        let told = ContinuousClock.now
        runner.signal(SIGTERM)
        let result = try await runner.end(within: 20)
        #expect(told.duration(to: .now) < .seconds(10.5))
        let isDone = moment == .publishing
        // A service that was told to stop did what it was asked; an apply that was cut short is to be run again.
        let statuses: Set<Int32> = command[0] == "run" && moment != .publishingForLong || isDone ? [0, 4] : [4]
        #expect(statuses.contains(result.status), "\(result.output)\(result.error)")
        if isDone { #expect(try franchise.lockfile().published.count == 1) }
        try await Self.checkOnce(moment, franchise, clone)
    }

    private static let scenesAtOnce = [
        (Moment.preparing, commands[1]), (.waiting, commands[0]), (.publishing, commands[0]),
    ]

    @Test("Ends at once when told twice, and nothing goes out twice", arguments: scenesAtOnce)
    func stopsAtOnce(moment: Moment, command: [String]) async throws {
        let franchise = try Franchise(.shared(lease: "60s"), entries: ["post": Self.post(moment)])
        let clone = try franchise.clone("a")
        let runner = try await Self.start(command, in: clone, of: franchise, until: moment)
        runner.signal(SIGTERM)
        try await Task.sleep(for: .milliseconds(300))
        let told = ContinuousClock.now
        runner.signal(SIGTERM)
        let result = try await runner.end(within: 20)
        #expect(told.duration(to: .now) < .seconds(2))
        if moment != .waiting { #expect(result.status == 128 + SIGTERM, "\(result.output)\(result.error)") }
        try await Self.checkOnce(moment, franchise, clone)
    }

    @Test(
        "A medium that is being made is left: its worker ends, and nothing of it is kept",
        arguments: [["media", "prepare"], commands[0], commands[1]])
    func leavesMedia(command: [String]) async throws {
        let franchise = try Franchise(.shared(lease: "60s"))
        let clone = try franchise.clone("a")
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../MediaHeadersTests/Fixtures")
        try franchise.directory.write(
            Data(contentsOf: fixtures.appending(path: "rgb8.png")), to: "\(clone.folder)/media/a.png")
        let settings = try franchise.directory.read("\(clone.folder)/calendar/settings.yaml")
            .replacing(
                #/hosting: .*/#, with: "hosting: {kind: directory, path: public, public_url: http://127.0.0.1:9}")
        let entry = "kind: post\npublish_at: on-merge\nmedia: [media/a.png]\n"
        for (text, name) in [(settings, "settings"), (entry, "post")] {
            try clone.write(text, to: "calendar/\(name).yaml")
        }
        try clone.commit("Show a picture")
        try clone.git("push", "--quiet", "origin", "main")
        let scratch = try TemporaryDirectory()
        // Says that the picture is sound, and takes its time to make another of it.
        let seen =
            #"{"bitDepth":8,"colour":"rgb","frameCount":1,"hasAlpha":false,"hasProfile":false,"height":9,"#
            + #""orientation":1,"width":9}"#
        try franchise.directory.write(
            """
            #!/bin/sh
            read line
            case $line in
            *inspect*) echo '{"answer":{"picture":{"_0":\(seen)}},"id":1}'; read line ;;
            esac
            echo half > "$1/made"
            touch \(franchise.directory.path)/begun
            sleep 60

            """, to: "worker")
        let worker = franchise.directory.path(of: "worker")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: worker)
        let environment = franchise.environment.merging(
            ["CALENDS_MEDIA": worker, "TMPDIR": scratch.path]) { $1 }
        let runner = try RunningProgram(command, in: clone.path, environment: environment)
        let begun = franchise.directory.path(of: "begun")
        for _ in 0..<3_000 where !FileManager.default.fileExists(atPath: begun) && runner.isRunning {
            try await Task.sleep(for: .milliseconds(20))
        }
        let told = ContinuousClock.now
        runner.signal(SIGTERM)
        let result = try await runner.end(within: 20)
        #expect(told.duration(to: .now) < .seconds(8))
        #expect((command[0] == "run" ? [0, 4] : [4]).contains(result.status), "\(result.output)\(result.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
        let cache = "\(clone.path)/.calends/cache/media/prepared"
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache) == [])
        if command[0] == "media" {
            #expect(
                result.error.contains("0 of 1 prepared — it was told to stop — run it again: what is prepared is kept"))
        }
        #expect(try franchise.sandbox.truth().isEmpty)
    }

    private static func post(_ moment: Moment) -> String {
        let due = moment == .waiting ? Date().addingTimeInterval(12).formatted(.iso8601) : "on-merge"
        return "kind: post\npublish_at: \(due)\ncaption: Post\nmedia: [media/bread.jpg]\n"
    }

    private static func start(
        _ command: [String], in clone: TemporaryGitRepository, of franchise: Franchise, until moment: Moment
    ) async throws -> RunningProgram {
        if let (path, milliseconds) = moment.latency {
            let latency = #"{"mode":"delay","latency":\#(milliseconds),"path":"\#(path)","method":"POST"}"#
            try franchise.sandbox.ask("POST", "faults", latency)
        }
        let runner = try RunningProgram(
            command + ["--format", "json"], in: clone.path, environment: franchise.environment)
        switch moment {
        case .preparing: try await runner.wrote("\"hosting\"")
        case .waiting: try await runner.wrote("\"container_created\"")
        case .publishing, .publishingForLong: try await runner.wrote("\"publishing\"")
        }
        try await Task.sleep(for: .milliseconds(300))
        return runner
    }

    /// Runs again until there is nothing to do, and looks at what came of it.
    private static func checkOnce(
        _ moment: Moment, _ franchise: Franchise, _ clone: TemporaryGitRepository
    ) async throws {
        try franchise.sandbox.ask("DELETE", "faults")
        try clone.git("fetch", "--quiet", "origin")
        try clone.git("reset", "--quiet", "--hard", "origin/main")
        var result = try franchise.calends(in: clone, "apply", "--wait", "1m")
        for _ in 0..<3 where result.status == 4 { result = try franchise.calends(in: clone, "apply", "--wait", "1m") }
        #expect(result.status == 0, "\(result.output)\(result.error)")
        let truth = try franchise.sandbox.truth()
        #expect(truth.count == 1)
        #expect(try Array(franchise.lockfile().published.values) == truth.map(\.id))
    }
}
