import ContentModel
import FoundationEssentials
import ScheduleLock

/// What is left when a medium is live: its comments, its link. Nothing here can make it less published.
extension PublicationFlow {
    mutating func stepAfterPublishing(_ media: String, at now: Date) -> FlowStep {
        let details = publication.content.feedDetails
        if details?.commentsEnabled == false, !state.commentsSwitched, !areCommentsGivenUp {
            return .switchComments(media: media, enabled: false)
        }
        if let step = firstComment.step(details?.firstComment, below: media, in: state) { return step }
        guard let permalink else { return .readPermalink(media: media) }
        let published = PublishedPublication(
            mediaID: media, publishedAt: state.publishedAt ?? Timestamp(now), permalink: permalink)
        return .finished(.published(published, followUp))
    }

    /// Tries again a few times, then goes on without: what is published stays published.
    mutating func absorbFollowUpRefusal(_ refusal: Refusal, at now: Date) {
        tries += 1
        let passes = ![.fixContent, .reauthenticate, .person].contains(refusal.remedy(atTry: tries))
        // What has not passed in a day does not pass: the medium may be gone.
        let age = now.timeIntervalSince((state.publishedAt ?? Timestamp(now)).date)
        let isWorthAnother = passes && age < FollowUp.longest
        if isWorthAnother, tries < FollowUp.mostTries {
            if case .comment = pending { firstComment.doubt() }
            pause(refusal.retryAfter ?? Backoff.trouble.delay(after: tries - 1), at: now, because: refusal.message)
            return
        }
        tries = 0
        switch pending {
        case .switchComments:
            areCommentsGivenUp = true
            followUp.warnings.append("comments could not be switched off: \(refusal.message) — \(refusal.fix)")
        case .comment, .listComments:
            firstComment.isGivenUp = true
            followUp.warnings.append("the first comment was not made: \(refusal.message) — \(refusal.fix)")
        default:
            permalink = .some(nil)
            return
        }
        if isWorthAnother { followUp.isComplete = false }
    }
}
