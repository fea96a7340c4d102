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
        let isWorthAnother = FollowUp.mayPass(refusal, atTry: tries, publishedAt: state.publishedAt, now: now)
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
