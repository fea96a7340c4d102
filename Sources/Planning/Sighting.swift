public import ContentModel
public import FoundationEssentials

/// Since when something that an account shows can be a publication of which no record tells: its record was lost, or
/// somebody published it by hand.
public enum Sighting {
    /// So many seconds before it was due something may have been published by hand. What repeats itself does so days
    /// apart, so what it showed last time is never taken for this time.
    static let earliest = 3600.0
    /// So many seconds, 60 days, an entry may have been put off since it went out; what is older was another. What has no
    /// hour of its own, and goes out when it is merged, may have waited so long for the run that lost its record.
    static let farthestMove = 60 * 86_400.0

    /// The first moment at which it may have become visible.
    public static func start(of publication: PublicationID, dueAt due: Date) -> Date {
        due.addingTimeInterval(publication.occurrence == nil ? -farthestMove : -earliest)
    }
}
