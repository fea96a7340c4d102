import ContentModel
import ScheduleLock

/// The first comment below what is live: made once, and looked up before it is sent again.
struct FirstComment {
    /// What stands below, as last read.
    var listed: [ListedComment]?
    /// Whether this run has recorded its request, and none has left yet: then it cannot be there.
    var isFresh = false
    /// Whether what is published goes without it.
    var isGivenUp = false

    /// What to do for it next; `nil` where nothing is left.
    func step(_ text: String?, below media: String, in state: InFlight) -> FlowStep? {
        guard let text, state.commentID == nil, !isGivenUp else { return nil }
        guard state.commentRequestedAt != nil else { return .record(.commentRequested) }
        if !isFresh {
            guard let listed else { return .listComments(media: media) }
            if let own = listed.first(where: { $0.text == text }) {
                return .record(.commented(commentID: own.id))
            }
        }
        return .comment(media: media, text: text)
    }

    /// Its request was answered by an error, and no answer proves that nothing was made.
    mutating func doubt() { (isFresh, listed) = (false, nil) }
}
