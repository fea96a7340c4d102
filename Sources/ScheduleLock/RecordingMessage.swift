public import ContentModel

/// The message of a commit that carries nothing but the lockfile.
public struct RecordingMessage: Hashable, Sendable {
    /// The first line.
    public let subject: String
    /// The whole message.
    public let text: String

    /// More names than this would make the message longer than anybody reads.
    private static let longestList = 50

    /// - Parameters:
    ///   - verb: what was done to the publications: `Record`, or what a person decided, such as `Accept`.
    ///   - publications: what the commit tells something new about; the first ones are named.
    public init(verb: String = "Record", _ publications: [PublicationID]) {
        // Hosts start no workflow for a commit that says this: the one that made it must not start itself again.
        subject = "\(verb) \(publications.count) publication\(publications.count == 1 ? "" : "s") [skip ci]"
        text = "\(subject)\n\(publications.prefix(Self.longestList).map { "\n\($0)" }.joined())\n"
    }
}

extension Lockfile {
    /// The publications about which this lockfile tells something else than `other`, sorted.
    public func changes(since other: Lockfile) -> [PublicationID] {
        let doubled = Set(duplicates.keys).union(other.duplicates.keys).filter {
            records[$0] != nil && duplicates[$0] != other.duplicates[$0]
        }
        return doubled.union(other.records.news(in: records).map(\.key)).sorted()
    }
}
