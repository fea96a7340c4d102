import Glibc
import MediaKit
import MediaWork

/// The media worker: reads requests from standard input, a line each, until it is closed, and answers on standard output.
public enum MediaWorker {
    /// Runs until standard input is closed; answers the exit status.
    ///
    /// - Parameter arguments: without the program's name: the scratch folder.
    public static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 1, let scratch = arguments.first, scratch.hasPrefix("/") else {
            return usage("calends-media is started by calends — it reads media apart from everything that is secret")
        }
        guard chdir(scratch) == 0 else { return usage("calends-media: there is no folder '\(scratch)'") }
        do throws(VipsFailure) {
            try Pictures.start()
        } catch {
            return usage("calends-media: libvips does not start: \(error.message)")
        }
        // What is published at its second comes before what is made ahead.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        Confinement.begin(in: scratch)
        ParentWatch.begin()
        while let line = readLine() {
            guard let request = MediaLine.decode(MediaRequest.self, from: Array(line.utf8)) else {
                return usage("calends-media: '\(line.prefix(80))' is no request")
            }
            Confinement.allow(processorSeconds: request.task.processorSeconds)
            send(MediaReply(id: request.id, answer(to: request)))
        }
        return 0
    }

    private static func answer(to request: MediaRequest) -> MediaReply.Answer {
        let names = [request.file, request.task.output].compactMap(\.self)
        guard names.allSatisfy({ !$0.contains("/") && !$0.hasPrefix(".") }) else {
            return .refusal(
                MediaRefusal("is not in the scratch folder", why: "nothing else is read", fix: "report this as a bug"))
        }
        switch request.task {
        case .inspectPicture: return PictureTasks.inspect(request.file)
        case .inspectVideo: return VideoTasks.inspect(request.file)
        case .checkVideo(let streams):
            return VideoTasks.check(request.file, streams) { part in send(MediaReply(id: request.id, .progress(part))) }
        case .preparePicture(let recipe, let output): return PictureTasks.prepare(request.file, recipe, to: output)
        case .prepareVideo(let recipe, let output):
            return VideoTasks.prepare(request.file, recipe, to: output) { part in
                send(MediaReply(id: request.id, .progress(part)))
            }
        }
    }

    /// Writes a reply at once: the parent waits for it.
    static func send(_ reply: MediaReply) {
        var rest = MediaLine.encode(reply)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody is left to answer.
            guard count > 0 else { exit(0) }
            rest = rest.dropFirst(count)
        }
    }

    private static func usage(_ message: String) -> Int32 {
        let line = Array((message + "\n").utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        return 64
    }
}
