public import ContentModel
public import ObjectIDs
import Synchronization

/// What became of one publication.
///
/// A large lockfile has a hundred thousand of them, which are handed about and compared: a record is one reference to
/// facts that do not change. What was read plainly is kept as it stands in the file, until somebody asks for a fact.
public struct LockRecord: Sendable {
    private var facts: Facts

    /// A record; repeated former ids are kept once.
    public init(
        phase: Phase, source: Publication.Source, commit: CommitID?, media: [MediaReference],
        revisedAt: Timestamp? = nil, mayShow: [ShownField] = [], formerIDs: [PublicationID] = []
    ) {
        facts = Facts(
            Values(
                phase: phase, source: source, commit: commit, media: media, revisedAt: revisedAt,
                mayShow: Self.sortedOnce(mayShow), formerIDs: Self.sortedOnce(formerIDs)))
    }

    private static func sortedOnce<Fact: Comparable & Hashable>(_ facts: [Fact]) -> [Fact] {
        facts.count < 2 ? facts : Set(facts).sorted()
    }

    /// - Parameters:
    ///   - body: the body of a plain block, in the text that it was read from.
    ///   - mediumDigest: see ``mediumDigest``.
    init(plainText body: ArraySlice<UInt8>, mediumDigest: UInt64) {
        facts = Facts(plainText: body, mediumDigest: mediumDigest)
    }

    /// A digest of the medium's id; zero where nothing ever was on the platform.
    var mediumDigest: UInt64 { facts.mediumDigest }

    /// As a lockfile has it below the block's first line, where it was read from one and is written plainly.
    var plainText: ArraySlice<UInt8>? { facts.plainText }

    /// The same, without a hold on the text of the whole lockfile that it was read from.
    var detached: LockRecord {
        plainText.map { LockRecord(plainText: Array($0)[...], mediumDigest: mediumDigest) } ?? self
    }

    struct Values: Hashable, Sendable {
        var phase: Phase
        var source: Publication.Source
        var commit: CommitID?
        var media: [MediaReference]
        var revisedAt: Timestamp?
        var mayShow: [ShownField]
        var formerIDs: [PublicationID]
    }

    private final class Facts: Sendable {
        let plainText: ArraySlice<UInt8>?
        let mediumDigest: UInt64
        private let read: AtomicLazyReference<Box>

        /// A reference to values.
        private final class Box: Sendable {
            let values: Values
            init(_ values: Values) { self.values = values }
        }

        init(_ values: Values) {
            plainText = nil
            mediumDigest = values.phase.publication.map { Digest.of($0.mediaID.utf8) } ?? 0
            read = AtomicLazyReference()
            _ = read.storeIfNil(Box(values))
        }

        init(plainText: ArraySlice<UInt8>, mediumDigest: UInt64) {
            (self.plainText, self.mediumDigest) = (plainText, mediumDigest)
            read = AtomicLazyReference()
        }

        var values: Values {
            if let box = read.load() { return box.values }
            let values = plainText?.withUnsafeBufferPointer { text in
                PlainFacts(body: text)?.values(in: text)
            }
            // Without values there is the text of a plain block, which has them.
            return read.storeIfNil(Box(values!)).values
        }
    }

    private mutating func set<Value>(_ field: WritableKeyPath<Values, Value>, to value: Value) {
        var values = facts.values
        values[keyPath: field] = value
        facts = Facts(values)
    }

    /// How far it has come.
    public var phase: Phase {
        get { facts.values.phase }
        set { set(\.phase, to: newValue) }
    }

    /// The entry file as published.
    public var source: Publication.Source {
        get { facts.values.source }
        set { set(\.source, to: newValue) }
    }

    /// The commit it was published from; `nil` when it was published from an uncommitted work tree.
    public var commit: CommitID? {
        get { facts.values.commit }
        set { set(\.commit, to: newValue) }
    }

    /// Every medium as published, in the order of the entry.
    public var media: [MediaReference] {
        get { facts.values.media }
        set { set(\.media, to: newValue) }
    }

    /// When the record was last brought to a later version of its entry, after an update in place or when a person
    /// accepted an edit; of two records of one medium the later wins a merge.
    public var revisedAt: Timestamp? {
        get { facts.values.revisedAt }
        set { set(\.revisedAt, to: newValue) }
    }

    /// What the platform may show still of what earlier versions of the entry said, where a person accepted an edit that
    /// was never made there; sorted, each once.
    public var mayShow: [ShownField] {
        // What is written plainly says nothing of it.
        get { plainText == nil ? facts.values.mayShow : [] }
        set { set(\.mayShow, to: Self.sortedOnce(newValue)) }
    }

    /// The ids this publication had before its entry was renamed, sorted, each once.
    ///
    /// After a rename there and back the present id is among them.
    public var formerIDs: [PublicationID] {
        // What is written plainly says nothing of them.
        get { plainText == nil ? facts.values.formerIDs : [] }
        set { set(\.formerIDs, to: Self.sortedOnce(newValue)) }
    }

    /// What it is, or was, on the platform; `nil` when it never was there.
    public var publication: PublishedPublication? { facts.values.phase.publication }

    /// How far a publication has come; later cases win a merge.
    public enum Phase: Hashable, Sendable {
        /// A person decided that it shall never go out (`calends forget`); nothing is on the platform.
        case dismissed(DismissedPublication)
        case published(PublishedPublication)
        /// It was published, and is gone from the platform by our hand or another's.
        case removed(PublishedPublication, removedAt: Timestamp)

        fileprivate var publication: PublishedPublication? {
            switch self {
            case .dismissed: nil
            case .published(let publication), .removed(let publication, _): publication
            }
        }
    }
}

extension LockRecord: Hashable {
    /// Whether both say the same.
    public static func == (left: LockRecord, right: LockRecord) -> Bool {
        if left.facts === right.facts { return true }
        if let first = left.facts.plainText, let second = right.facts.plainText {
            // What is written plainly is written in one way.
            return left.mediumDigest == right.mediumDigest && first.elementsEqual(second)
        }
        return left.facts.values == right.facts.values
    }

    /// By all that it says.
    public func hash(into hasher: inout Hasher) { facts.values.hash(into: &hasher) }
}
