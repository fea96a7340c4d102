import ContentModel
import Foundation
import ScheduleLock

@testable import Publishing

/// Runs a flow against answers given in advance and writes down each step as one short line.
///
/// Steps that are not named in the answers get the ordinary one: records are recorded, waits end at their time.
struct Transcript {
    var now = Fixture.due
    /// Answers by the step's short name, used one after the other; the last one stays.
    var answers: [String: [FlowEvent]]
    private(set) var lines: [String] = []
    private var made: Set<String> = []

    init(_ answers: [String: [FlowEvent]] = [:]) { self.answers = answers }

    /// - Returns: the flow's last state, for what comes after a crash.
    @discardableResult
    mutating func run<Driven: Flow>(_ flow: inout Driven, stepLimit: Int = 200, until stop: String? = nil)
        -> FlowOutcome?
    {
        var event = FlowEvent.started
        for _ in 0..<stepLimit {
            let step = flow.handle(event, at: now)
            let line = Self.line(for: step)
            lines.append(line)
            if line == stop { return nil }
            switch step {
            case .finished(let outcome): return outcome
            case .record: event = .recorded
            case .takeTurn:
                lines.removeLast()
                event = .turnTaken
            case .wait(let until, _), .waitForTime(let until):
                now = max(now, until)
                event = .woke
            default: event = answer(to: step)
            }
        }
        lines.append("…")
        return nil
    }

    private mutating func answer(to step: FlowStep) -> FlowEvent {
        let name = Self.name(of: step)
        if let event = answers[name]?.first {
            if answers[name]?.count ?? 0 > 1 { answers[name]?.removeFirst() }
            return event
        }
        switch step {
        case .host(let files, _):
            return .hosted(Dictionary(files.map { ($0.outgoing, "https://media/\($0.path)") }) { first, _ in first })
        case .createContainer(let draft):
            let id =
                switch draft.part {
                case .whole: unused("C")
                case .slide(let slide): unused("S\(slide)")
                case .carousel: unused("P")
                }
            return .containerCreated(id: id, uploadURL: draft.isUploaded ? "https://rupload/\(id)" : nil)
        case .upload: return .uploaded
        case .readStatus: return .status(.finished)
        case .listMedia: return .mediaListed([])
        case .publish: return .published(media: "M")
        case .switchComments: return .commentsSwitched
        case .listComments: return .commentsListed([])
        case .comment: return .commented(id: "K")
        case .readPermalink: return .permalinkRead("https://instagram.com/p/M/")
        case .delete: return .deleted
        case .page(let request): return .page(answer(to: request))
        case .record, .takeTurn, .wait, .waitForTime, .finished: return .woke
        }
    }

    private mutating func answer(to request: PageRequest) -> PageAnswer {
        switch request {
        case .uploadPhoto: .made(id: unused("F"))
        case .beginUpload: .made(id: unused("U"), uploadURL: "https://rupload/U")
        case .send: .sent
        case .createPost: .made(id: unused("P_C"))
        case .createVideo: .made(id: unused("V"))
        case .read: .state(.unpublished)
        case .publish, .schedule, .edit, .delete: .done()
        case .list: .listed([])
        }
    }

    private static func line(for request: PageRequest) -> String {
        switch request {
        case .uploadPhoto(let photo): "photo \(photo.file.path)"
        case .beginUpload(let file, let kind): "begin-upload \(file.path) \(kind)"
        case .send(let upload): "send \(upload.container) from \(upload.offset)"
        case .createPost(_, let photos): (["create-post"] + photos).joined(separator: " ")
        case .createVideo(_, let upload): "create-video \(upload)"
        case .read(let object): "read \(object.id)"
        case .publish(let object, _): "publish \(object.id)"
        case .schedule(let object, _, let hour): "schedule \(object.id) for \(offset(hour))"
        case .edit(let object, _): "edit \(object.id)"
        case .delete(let object): "delete \(object.id)"
        case .list(let list): "list-\(list)"
        }
    }

    /// `name`, or with primes where it is taken.
    private mutating func unused(_ name: String) -> String {
        var name = name
        while !made.insert(name).inserted { name += "'" }
        return name
    }

    private static func name(of step: FlowStep) -> String {
        line(for: step).split(separator: " ").first.map(String.init) ?? ""
    }

    static func line(for step: FlowStep) -> String {
        switch step {
        case .host(let files, _): return "host " + files.map(\.path).joined(separator: " ")
        case .createContainer(let draft):
            let source = draft.isUploaded ? " for upload" : ""
            switch draft.part {
            case .whole: return "create\(source)"
            case .slide(let slide): return "create slide \(slide)\(source)"
            case .carousel(let children): return "create of " + children.joined(separator: " ")
            }
        case .upload(let upload): return "upload \(upload.container) from \(upload.offset)"
        case .readStatus(let container): return "status \(container)"
        case .listMedia(let surface): return "list \(surface)"
        case .publish(let container): return "publish \(container)"
        case .switchComments(_, let enabled): return "comments \(enabled ? "on" : "off")"
        case .listComments: return "list-comments"
        case .comment(_, let text): return "comment \(text)"
        case .readPermalink: return "permalink"
        case .delete(let media): return "delete \(media)"
        case .page(let request): return line(for: request)
        case .record(let recorded): return "record " + line(for: recorded)
        case .takeTurn: return "turn"
        case .wait(let until, _), .waitForTime(let until): return "wait \(Self.offset(until))"
        case .finished(let outcome): return "= " + line(for: outcome)
        }
    }

    private static func line(for step: JournalEvent.Step) -> String {
        switch step {
        case .began: "began"
        case .containerCreated(let id, _, _): "container \(id)"
        case .publishRequested(let container, _, let known):
            "request \(container) known \(known.joined(separator: ","))"
        case .containerAbandoned(let id): "abandon \(id)"
        case .published(let media): "published \(media)"
        case .commentRequested: "comment-request"
        case .commented(let id): "commented \(id)"
        case .commentsSwitched: "comments-switched"
        case .removalRequested(let media): "removal \(media)"
        case .waiting(let until, let reason): "waiting \(offset(until.date)): \(reason)"
        case .stopped(let stop): "stop \(stop.kind): \(stop.reason)"
        case .notLive: "not-live"
        case .scheduleRequested(let container, let hour): "schedule-request \(container) for \(offset(hour.date))"
        case .scheduled(let hour): "scheduled for \(offset(hour.date))"
        case .schedulingRefused(let reason): "not scheduled: \(reason)"
        case .revised: "revised"
        case .cancelRequested(let container): "cancel-request \(container)"
        case .settled: "settled"
        }
    }

    private static func offset(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince(Fixture.due))
        return seconds < 0 ? "\(seconds)" : "+\(seconds)"
    }

    private static func line(for outcome: FlowOutcome) -> String {
        switch outcome {
        case .prepared: "prepared"
        case .scheduled(let hour): "scheduled for \(offset(hour))"
        case .published(let published, let followUp):
            "published \(published.mediaID)" + (followUp.warnings.isEmpty ? "" : " with warnings")
                + (followUp.isComplete ? "" : ", unfinished")
        case .notLive: "not live"
        case .cancelled: "cancelled"
        case .deleted: "deleted"
        case .kept: "kept"
        case .updated: "updated"
        case .stopped(let stop): "stopped \(stop.kind)"
        case .deferred(let deferral):
            "deferred \(offset(deferral.until)): \(deferral.reason)"
        }
    }
}
