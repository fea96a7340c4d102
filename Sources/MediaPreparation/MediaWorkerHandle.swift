import ChildProcess
import FileStore
import FoundationEssentials
import MediaWork

/// One running worker and its scratch folder; used by one thread at a time, but for ``kill()``.
final class MediaWorkerHandle: @unchecked Sendable {
    private let scratch: ScratchFolder
    private let process: ChildProcess
    private var lastID = 0

    private static let errors = "errors"
    /// How glibc's allocator treats the large blocks that pictures are made in: they are kept for the next picture, for
    /// fresh ones have to be zeroed by the kernel page by page. Source: mallopt(3).
    private static let memory = [
        "MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "268435456",
        "MALLOC_TOP_PAD_": "16777216",
    ]
    /// The largest output that is taken back, in bytes: more than any platform takes.
    private static let largestOutput = 1 << 29

    init(_ program: WorkerProgram) throws(MediaTrouble) {
        scratch = try ScratchFolder()
        do throws(ChildFailure) {
            // Nothing of our environment: there are tokens in it.
            process = try ChildProcess(
                path: program.path, arguments: [scratch.path],
                environment: ["LC_ALL": "C.UTF-8", "TMPDIR": scratch.path].merging(Self.memory) { first, _ in first },
                errors: "\(scratch.path)/\(Self.errors)")
        } catch {
            throw .failed(error, lastWords: "")
        }
    }

    func perform(
        _ task: MediaTask, on bytes: [UInt8], silence: Duration, progress: (Double) -> Void
    ) throws(MediaTrouble) -> MediaResult {
        lastID += 1
        let request = MediaRequest(id: lastID, file: "\(lastID)", task: task)
        try scratch.write(bytes, to: request.file)
        defer { scratch.remove(request.file) }
        do throws(ChildFailure) {
            try process.send(MediaLine.encode(request))
            while true {
                let line = try process.receive(within: silence, limit: MediaLine.limit)
                guard let reply = MediaLine.decode(MediaReply.self, from: line), reply.id == request.id else {
                    process.end()
                    throw .talksNonsense
                }
                switch reply.answer {
                case .progress(let part): progress(part)
                case let answer: return MediaResult(answer: answer, output: try output(of: task))
                }
            }
        } catch {
            throw .failed(error, lastWords: lastWords)
        }
    }

    /// Ends it at once, from any thread: ``perform(_:on:silence:progress:)`` fails.
    func kill() { process.kill() }

    /// The file that a task has written, which is removed.
    private func output(of task: MediaTask) throws(ChildFailure) -> [UInt8] {
        guard let name = task.output else { return [] }
        defer { scratch.remove(name) }
        do throws(FileError) {
            // No link out of the folder is followed: whoever has taken the worker over could have made one.
            return try scratch.files.bytes(of: name, limit: Self.largestOutput)
        } catch {
            return []
        }
    }

    /// The end of what the worker wrote to its standard error, on one line without control characters.
    private var lastWords: String {
        let bytes = (try? scratch.files.bytes(of: Self.errors, limit: 1 << 20)) ?? []
        let line = String(decoding: bytes.suffix(4_096), as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
        return String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 }).prefix(200))
    }
}
