import ContentModel
import ObjectIDs

// One event a line, each with its own checksum:
//
//     1c291ca3 2026-12-01T07:50:00Z 2026-12/launch@bakery container id=17889455560051444 slide=0
//
// Each line is framed by ``JournalLine``. Fields escape as those of the lockfile do. A key may stand more than once:
// order counts.
extension JournalEvent {
    /// The event as one line, with its newline.
    public var line: [UInt8] {
        var body: [UInt8] = []
        at.append(to: &body)
        body.append(.space)
        body.appendField(publication)
        body.append(.space)
        body.append(contentsOf: step.verb.rawValue.utf8)
        for (key, value) in step.fields {
            body.append(.space)
            body.append(contentsOf: key.rawValue.utf8)
            body.append(UInt8(ascii: "="))
            body.append(contentsOf: value)
        }
        return JournalLine.sealed(body)
    }

    /// Reads a line without its newline.
    init(line: ArraySlice<UInt8>, number: Int) throws(JournalError) {
        try self.init(body: JournalLine.body(of: line, number: number), number: number)
    }

    /// Reads what a line says behind its checksum.
    init(body: ArraySlice<UInt8>, number: Int) throws(JournalError) {
        var words = body.split(separator: .space, omittingEmptySubsequences: false)[...]
        guard let time = words.popFirst(), let at = Timestamp(bytes: time),
            let name = words.popFirst(), let publication = name.fieldPublication, let word = words.popFirst()
        else { throw JournalError(.unknown(String(decoding: body, as: UTF8.self)), line: number) }
        let verbText = String(decoding: word, as: UTF8.self)
        guard let verb = Verb(rawValue: verbText) else { throw JournalError(.unknown(verbText), line: number) }
        var fields = try JournalFields(words, line: number)
        let step = try fields.step(of: verb)
        try fields.requireAllRead()
        self.init(publication: publication, at: at, step: step)
    }

    enum Verb: String {
        case began, container, publishing, abandoned, published, commenting, commented, removing, waiting, stopped,
            settled, scheduling, scheduled, revised, cancelling
        case notScheduled = "not-scheduled"
        case commentsSwitched = "comments-switched"
        case notLive = "not-live"
    }

    enum Key: String {
        case entry, commit, file, due, until, id, slide, upload, container, surface, caption, children, known, media,
            kind,
            reason, fix
        /// The time for which Facebook has it.
        case hour = "for"
    }
}

extension JournalEvent.Step {
    fileprivate var verb: JournalEvent.Verb {
        switch self {
        case .began: .began
        case .containerCreated: .container
        case .publishRequested: .publishing
        case .containerAbandoned: .abandoned
        case .published: .published
        case .commentRequested: .commenting
        case .commented: .commented
        case .commentsSwitched: .commentsSwitched
        case .removalRequested: .removing
        case .scheduleRequested: .scheduling
        case .scheduled: .scheduled
        case .schedulingRefused: .notScheduled
        case .revised: .revised
        case .cancelRequested: .cancelling
        case .waiting: .waiting
        case .notLive: .notLive
        case .stopped: .stopped
        case .settled: .settled
        }
    }

    fileprivate var fields: [(JournalEvent.Key, [UInt8])] {
        func text(_ value: String) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.appendField(value)
            return bytes
        }
        func reference(_ blob: BlobID, _ path: String) -> [UInt8] { text("\(blob):\(path)") }
        switch self {
        case .began(let version), .revised(let version):
            return [(.due, text(version.due.description))]
                + (version.commit.map { [(.commit, text($0.description))] } ?? [])
                + [(.entry, reference(version.source.blob, version.source.path))]
                + version.media.map { (.file, reference($0.blob, $0.path)) }
        case .containerCreated(let id, let slide, let uploadURL):
            return [(.id, text(id))] + (slide.map { [(.slide, text(String($0)))] } ?? [])
                + (uploadURL.map { [(.upload, text($0))] } ?? [])
        case .publishRequested(let container, let look, let known):
            return [
                (.container, text(container)), (.surface, text(look.surface.rawValue)),
                (.kind, text(look.kind.rawValue)),
            ]
                + (look.captionDigest.map { [(.caption, text($0))] } ?? [])
                + (look.childCount.map { [(.children, text(String($0)))] } ?? [])
                + known.map { (.known, text($0)) }
        case .containerAbandoned(let id): return [(.id, text(id))]
        case .published(let media), .removalRequested(let media): return [(.media, text(media))]
        case .commented(let id): return [(.id, text(id))]
        case .scheduleRequested(let container, let hour):
            return [(.container, text(container)), (.hour, text(hour.description))]
        case .scheduled(let hour): return [(.hour, text(hour.description))]
        case .schedulingRefused(let reason): return [(.reason, text(reason))]
        case .cancelRequested(let container): return [(.container, text(container))]
        case .waiting(let until, let reason): return [(.until, text(until.description)), (.reason, text(reason))]
        case .stopped(let stop):
            return [(.kind, text(stop.kind.rawValue)), (.reason, text(stop.reason)), (.fix, text(stop.fix))]
        case .commentRequested, .commentsSwitched, .notLive, .settled: return []
        }
    }
}

/// The `key=value` fields of one line; each is read once, and none may remain.
private struct JournalFields {
    private var values: [JournalEvent.Key: [ArraySlice<UInt8>]] = [:]
    private let line: Int

    init(_ words: ArraySlice<ArraySlice<UInt8>>, line: Int) throws(JournalError) {
        self.line = line
        for word in words {
            guard let (name, value) = word.cut(at: UInt8(ascii: "=")),
                let key = JournalEvent.Key(rawValue: String(decoding: name, as: UTF8.self))
            else { throw JournalError(.unknown(String(decoding: word, as: UTF8.self)), line: line) }
            values[key, default: []].append(value)
        }
    }

    mutating func step(of verb: JournalEvent.Verb) throws(JournalError) -> JournalEvent.Step {
        switch verb {
        case .began: return .began(try version())
        case .container:
            return .containerCreated(
                id: try one(.id, \.fieldText), slide: try atMostOne(.slide) { $0.fieldText.flatMap { Int($0) } },
                uploadURL: try atMostOne(.upload, \.fieldText))
        case .publishing:
            return .publishRequested(
                container: try one(.container, \.fieldText), look: try look(),
                knownMedia: try all(.known, \.fieldText))
        case .abandoned: return .containerAbandoned(id: try one(.id, \.fieldText))
        case .published: return .published(mediaID: try one(.media, \.fieldText))
        case .commenting: return .commentRequested
        case .commented: return .commented(commentID: try one(.id, \.fieldText))
        case .commentsSwitched: return .commentsSwitched
        case .removing: return .removalRequested(mediaID: try one(.media, \.fieldText))
        case .scheduling:
            return .scheduleRequested(
                container: try one(.container, \.fieldText), for: try one(.hour) { Timestamp(bytes: $0) })
        case .scheduled: return .scheduled(for: try one(.hour) { Timestamp(bytes: $0) })
        case .notScheduled: return .schedulingRefused(reason: try one(.reason, \.fieldText))
        case .revised: return .revised(try version())
        case .cancelling: return .cancelRequested(container: try one(.container, \.fieldText))
        case .waiting:
            return .waiting(until: try one(.until) { Timestamp(bytes: $0) }, reason: try one(.reason, \.fieldText))
        case .notLive: return .notLive
        case .stopped:
            return .stopped(
                JournalEvent.Stop(
                    kind: try one(.kind) { $0.fieldText.flatMap { JournalEvent.Stop.Kind(rawValue: $0) } },
                    reason: try one(.reason, \.fieldText), fix: try one(.fix, \.fieldText)))
        case .settled: return .settled
        }
    }

    func requireAllRead() throws(JournalError) {
        guard let key = values.keys.map(\.rawValue).min() else { return }
        throw JournalError(.unknown(key), line: line)
    }

    private mutating func look() throws(JournalError) -> MediaLook {
        MediaLook(
            surface: try one(.surface) { $0.fieldText.flatMap { MediaLook.Surface(rawValue: $0) } },
            kind: try one(.kind) { $0.fieldText.flatMap { MediaLook.Kind(rawValue: $0) } },
            captionDigest: try atMostOne(.caption, \.fieldText),
            childCount: try atMostOne(.children) { $0.fieldText.flatMap { Int($0) } })
    }

    private mutating func version() throws(JournalError) -> JournalEvent.Version {
        let source = try one(.entry, \.journalReference)
        return JournalEvent.Version(
            source: Publication.Source(path: source.path, blob: source.blob),
            commit: try atMostOne(.commit) { $0.fieldObject.map { CommitID($0) } },
            media: try all(.file, \.journalReference), due: try one(.due) { Timestamp(bytes: $0) })
    }

    private mutating func all<Value>(
        _ key: JournalEvent.Key, _ read: (ArraySlice<UInt8>) -> Value?
    ) throws(JournalError) -> [Value] {
        var found: [Value] = []
        for value in values.removeValue(forKey: key) ?? [] {
            guard let value = read(value) else { throw JournalError(.unknown(key.rawValue), line: line) }
            found.append(value)
        }
        return found
    }

    private mutating func atMostOne<Value>(
        _ key: JournalEvent.Key, _ read: (ArraySlice<UInt8>) -> Value?
    ) throws(JournalError) -> Value? {
        let found = try all(key, read)
        guard found.count <= 1 else { throw JournalError(.unknown(key.rawValue), line: line) }
        return found.first
    }

    private mutating func one<Value>(
        _ key: JournalEvent.Key, _ read: (ArraySlice<UInt8>) -> Value?
    ) throws(JournalError) -> Value {
        guard let value = try atMostOne(key, read) else { throw JournalError(.unknown(key.rawValue), line: line) }
        return value
    }
}

extension ArraySlice<UInt8> {
    /// A blob and a path, joined by a colon.
    fileprivate var journalReference: MediaReference? {
        guard let (blob, path) = cut(at: UInt8(ascii: ":")), let object = blob.fieldObject,
            let path = path.fieldText
        else { return nil }
        return MediaReference(path: path, blob: BlobID(object))
    }
}
