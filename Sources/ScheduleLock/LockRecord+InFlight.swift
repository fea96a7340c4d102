public import ContentModel

extension LockRecord {
    /// The record of a publication that is live; `nil` as long as the platform has not named its medium.
    ///
    /// - Parameter permalink: what the platform told since, if it did.
    public init?(finished inFlight: InFlight, permalink: String?, formerIDs: [PublicationID] = []) {
        guard let version = inFlight.requestedVersion ?? inFlight.version, let mediaID = inFlight.mediaID,
            let publishedAt = inFlight.publishedAt
        else { return nil }
        self.init(
            phase: .published(
                PublishedPublication(mediaID: mediaID, publishedAt: publishedAt, permalink: permalink)),
            source: version.source, commit: version.commit, media: version.media, formerIDs: formerIDs)
    }
}
