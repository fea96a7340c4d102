public import ContentModel
import FoundationEssentials
public import ObjectIDs
import ScheduleLock

/// A plan that a person looked at, to be carried out as it was or not at all.
///
/// It names what it was made from by content: the calendar, the lockfile, every entry and medium it touches, and what
/// was due. An apply makes the plan anew and goes on only where ``moved(to:)`` finds no difference.
public struct SavedPlan: Hashable, Sendable, Codable {
    /// The commit that was planned; `nil` for files that were not committed.
    public var commit: String?
    /// Names the content of the settings and of every entry.
    public var calendar: String
    /// Names the content of the lockfile.
    public var lockfile: String
    /// The accounts it was made for; empty for all.
    public var accounts: [String]
    /// The publications it was made for, as patterns; empty for all.
    public var targets: [String]
    /// The moment it was made for, in UTC.
    public var at: String
    /// In the plan's order.
    public var actions: [SavedAction]

    /// What is kept of `plan`.
    ///
    /// - Parameter calendar: names the content of the settings and of every entry.
    public init(_ plan: Plan, calendar: BlobID, accounts: [AccountName] = [], targets: [String] = []) {
        commit = plan.commit?.description
        self.calendar = calendar.description
        lockfile = plan.lockfileDigest
        self.accounts = accounts.map(\.text)
        self.targets = targets
        at = Timestamp(plan.now).description
        actions = plan.actions.map { SavedAction($0, in: plan) }
    }

    /// The publications it has actions for.
    public var publications: Set<PublicationID> { Set(actions.compactMap { PublicationID($0.publication) }) }

    /// What is not as it was when this plan was made, as sentences without a full stop; empty where nothing is.
    ///
    /// - Parameter now: the plan of the present moment, made for the same accounts and targets.
    public func moved(to now: SavedPlan) -> [String] {
        var sentences: [String] = []
        if lockfile != now.lockfile { sentences.append("the lockfile is another: something was published or settled") }
        let present = Dictionary(now.actions.map { ($0.publication, $0) }, uniquingKeysWith: { first, _ in first })
        let planned = Set(actions.map(\.publication))
        for action in actions {
            guard let other = present[action.publication] else {
                guard action.action != .none else { continue }
                sentences.append("\(action.publication): \(action.action.rawValue) was planned, now it needs nothing")
                continue
            }
            sentences += action.moved(to: other)
        }
        for action in now.actions where action.action != .none && !planned.contains(action.publication) {
            sentences.append("\(action.publication): nothing was planned, now it is \(action.action.rawValue)")
        }
        if sentences.isEmpty, calendar != now.calendar { sentences.append("settings or entries were edited") }
        return sentences
    }
}

/// One action of a saved plan, and what it was made from.
public struct SavedAction: Hashable, Sendable, Codable {
    /// What it concerns.
    public var publication: String
    /// What is to be done.
    public var action: Action.Kind
    /// When it is due, in UTC; `nil` where the moment of the plan decides.
    public var at: String?
    /// Whether its time had come.
    public var due: Bool
    /// The entry; `nil` where the calendar has none.
    public var entry: File?
    /// Every medium, in order.
    public var media: [File]

    /// A file, by name and content.
    public struct File: Hashable, Sendable, Codable {
        /// From the repository's root.
        public var path: String
        /// The git name of its bytes.
        public var blob: String
    }

    init(_ action: Action, in plan: Plan) {
        publication = action.publication.description
        self.action = action.kind
        let isTimed = action.desired.map { $0.due != .onMerge } ?? (action.at != plan.now)
        at = isTimed ? Timestamp(action.at).description : nil
        due = plan.isDue(action)
        entry = action.desired.map { File(path: $0.source.path, blob: $0.source.blob.description) }
        media = action.desired?.content.media.map { File(path: $0.path, blob: $0.blob.description) } ?? []
    }

    fileprivate func moved(to other: SavedAction) -> [String] {
        var sentences: [String] = []
        if entry?.blob != other.entry?.blob {
            sentences.append("\(publication): \(other.entry?.path ?? entry?.path ?? "its entry") was edited")
        }
        let former = Dictionary(
            media.map { (MediaPath(known: $0.path), $0.blob) }, uniquingKeysWith: { first, _ in first })
        for file in other.media where former[MediaPath(known: file.path)].map({ $0 != file.blob }) == true {
            sentences.append("\(publication): \(file.path) has other bytes")
        }
        if sentences.isEmpty, media != other.media { sentences.append("\(publication): its media are others") }
        if action != other.action {
            sentences.append("\(publication): \(action.rawValue) was planned, now it is \(other.action.rawValue)")
        } else if at != other.at {
            sentences.append("\(publication): due \(other.at ?? "at once"), not \(at ?? "at once")")
        } else if due != other.due {
            sentences.append("\(publication) \(other.due ? "has fallen due since" : "is not due yet")")
        }
        return sentences
    }
}
