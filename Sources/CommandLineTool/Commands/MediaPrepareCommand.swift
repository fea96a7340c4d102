import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import MediaPreparation
import Synchronization
import Views

/// `calends media prepare`
struct MediaPrepareCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar(ignoringHosting: true)
        guard calendar.settings != nil else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let media = calendar.media.map(\.file)
        let treated = media.filter { $0.treatment != nil }
        if treated.contains(where: \.needsWorker), let absence = workspace.media.absence {
            throw CommandFailure(noWorker: absence)
        }
        let content = try MediaContent(of: workspace)
        let progress = PreparationProgress(
            count: treated.count, console: invocation.console, isQuiet: invocation.has(.quiet))
        let interruption = Interruption(
            hearsHangups: true, stop: { workspace.media.stop() }, tooLate: { ExitStatus.tryLater.rawValue })
        defer { interruption.end() }
        let results = await prepare(treated, by: content, until: { workspace.media.isStopped }, telling: progress)
        progress.end()
        let stopped = CommandFailure(
            "\(results.count) of \(treated.count) prepared", why: "it was told to stop",
            fix: "run it again: what is prepared is kept", status: .tryLater)
        guard !workspace.media.isStopped else { throw stopped }
        let names = try write(results, below: workspace)
        let failures = results.compactMap { result in
            if case .failure(let trouble) = result.path { trouble.diagnostic(for: result.file) } else { nil }
        }
        let problems = try await problems(failures, in: workspace)
        guard !workspace.media.isStopped else { throw stopped }
        let console = invocation.console
        if invocation.format == "json" {
            console.write(json(results, names, problems).text)
        } else {
            console.write(text(results, names))
        }
        for problem in problems { console.report(DiagnosticText.line(problem, style: console.reportStyle) + "\n") }
        let asItIs = media.count - treated.count
        invocation.tell(
            "\(results.count - failures.count) of \(treated.count) prepared; \(asItIs) go out as they are.")
        return problems.isEmpty ? .done : .calendarErrors
    }

    /// Everything that is wrong, sorted: what `media check` finds, with what preparing alone has shown.
    ///
    /// What was decoded to be prepared is not decoded again.
    private func problems(_ failures: [Diagnostic], in workspace: Workspace) async throws -> [Diagnostic] {
        let calendar = try await workspace.calendar(looking: .intoEverything, ignoringHosting: true)
        let errors = calendar.diagnostics.filter { $0.severity == .error }
        let named = Set(errors.map(\.location))
        return (errors + failures.filter { !named.contains($0.location) }).sorted()
    }

    /// A medium, and the file that goes out or why there is none.
    private struct Prepared: Sendable {
        var file: MediaFile
        var wasReady: Bool
        var path: Result<String, MediaTrouble>
    }

    /// Prepares on all cores; results keep the order. What was left undone when it was told to stop is not among them.
    ///
    /// One more is under way than there are cores: while its file is read or its result written, none is idle.
    private func prepare(
        _ media: [MediaFile], by content: MediaContent, until isStopped: @escaping @Sendable () -> Bool,
        telling progress: PreparationProgress
    ) async -> [Prepared] {
        let results = await Threads.map(media, atOnce: Cores.count + 1) { file -> Prepared? in
            guard !isStopped() else { return nil }
            let wasReady = content.isPrepared(file)
            let path = Result { () throws(MediaTrouble) in
                try content.path(of: file) { progress.hear($0, of: file.path) }
            }
            if case .failure(.stopped) = path { return nil }
            progress.advance(past: file.path)
            return Prepared(file: file, wasReady: wasReady, path: path)
        }
        return results.compactMap(\.self)
    }

    /// Writes the results into the folder of `--into`; answers the path of each.
    private func write(_ results: [Prepared], below workspace: Workspace) throws -> [Int: String] {
        guard let folder = invocation.value(of: .into) else { return [:] }
        let files = try workspace.files()
        var names: [Int: String] = [:]
        var taken: Set<String> = []
        for (index, result) in results.enumerated() {
            guard case .success(let path) = result.path else { continue }
            let stem = result.file.path.withoutExtension
            let ending = result.file.treatment?.fileExtension ?? "jpg"
            var name = "\(folder)/\(stem).\(ending)"
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(folder)/\(stem)-\(number).\(ending)"
                number += 1
            }
            try files.createFolder(String(name[..<(name.lastIndex(of: "/") ?? name.endIndex)]))
            try files.durableFile(name).replace(withContentOf: OpenFile(path: path))
            names[index] = name
        }
        return names
    }

    private func text(_ results: [Prepared], _ names: [Int: String]) -> String {
        results.enumerated().compactMap { index, result in
            guard case .success(let path) = result.path, let treatment = result.file.treatment,
                let size = try? OpenFile(path: path).size
            else { return nil }
            let target = names[index].map { " -> \($0)" } ?? ""
            return "\(result.file.path)\(target): \(treatment.summary), \(MediaListing.kilobytes(size))\n"
        }.joined()
    }

    private func json(_ results: [Prepared], _ names: [Int: String], _ problems: [Diagnostic]) -> JSON {
        let media = results.enumerated().map { index, result in
            var members = MediaListing.members(of: result.file)
            if case .success(let path) = result.path, let size = try? OpenFile(path: path).size {
                members.append(.init("bytes", .number(size)))
            }
            members += [
                .init("was_ready", .bool(result.wasReady)), .init("written_to", JSON(names[index])),
            ]
            return JSON.object(members)
        }
        return ["version": 1, "media": .array(media), "diagnostics": .array(problems.map(DiagnosticJSON.value))]
    }
}

/// How far preparing has come: on one line of a terminal that somebody watches, else a line at each quarter of a video,
/// so that whoever waits for it does not take it for hanging.
private final class PreparationProgress: Sendable {
    private let count: Int
    private let console: Console
    private let isQuiet: Bool
    private let done = Mutex(0)
    private let quarters = Mutex<[String: Int]>([:])

    init(count: Int, console: Console, isQuiet: Bool) {
        (self.count, self.console, self.isQuiet) = (count, console, isQuiet)
    }

    func advance(past path: String) {
        let number = done.withLock { done in
            done += 1
            return done
        }
        show("\(number) of \(count)")
    }

    /// Hears how much of one medium is done, from 0 to 1; paths of media have no control characters.
    func hear(_ part: Double, of path: String) {
        guard 0...1 ~= part else { return }
        show("\(done.withLock { $0 }) of \(count), \(path) \(Int(part * 100)) %")
        guard !console.isWatched, !isQuiet else { return }
        let quarter = Int(part * 4)
        let isNew = quarters.withLock { quarters in
            defer { quarters[path] = max(quarter, quarters[path] ?? 0) }
            return quarter > quarters[path] ?? 0
        }
        if isNew, quarter < 4 { console.report("\(path): \(quarter * 25) %\n") }
    }

    func end() {
        if console.isWatched, count > 0 { console.report("\r\u{1B}[K") }
    }

    private func show(_ text: String) {
        // The start of the line, and everything behind it cleared (ECMA-48 EL).
        if console.isWatched { console.report("\r\u{1B}[KPreparing: \(text)") }
    }
}

extension MediaFile {
    /// Whether it is not enough to take something out of the file.
    fileprivate var needsWorker: Bool {
        switch treatment?.work {
        case .picture, .video: true
        case .strip, nil: false
        }
    }
}

extension MediaTrouble {
    fileprivate func diagnostic(for file: MediaFile) -> Diagnostic {
        let (what, why, fix) = explained(path: file.path)
        return Diagnostic(file.location, what, why: why, fix: fix)
    }
}

extension CommandFailure {
    /// Media cannot be looked into at all.
    init(noWorker trouble: MediaTrouble) {
        let (what, why, fix) = trouble.explained(path: "media")
        self.init(what, why: why, fix: fix, status: .needsPerson)
    }
}

extension String {
    /// Up to the last dot of the last component.
    fileprivate var withoutExtension: String {
        guard let dot = lastIndex(of: "."), !self[dot...].contains("/") else { return self }
        return String(self[..<dot])
    }
}
