public import FoundationEssentials
public import ScheduleLock

extension MediaLook {
    /// The media of a list that can be the publication that looks like this.
    ///
    /// They were not known before the request, were made since then, and agree in everything that both sides tell.
    /// Which of them is newest proves nothing: somebody may post by hand in the same minute.
    public func matches(
        in list: [ListedMedium], unknownTo known: Set<String>, since request: Date
    ) -> [ListedMedium] {
        list.filter { medium in
            guard !known.contains(medium.id), medium.kind == kind else { return false }
            if let made = medium.timestamp, made < request.addingTimeInterval(-Self.clockSkew) { return false }
            if let captionDigest, Self.digest(ofCaption: medium.caption) != captionDigest { return false }
            if let childCount, let count = medium.childCount, count != childCount { return false }
            return true
        }
    }

    /// How far the platform's clock may be behind ours, in seconds.
    static let clockSkew = 300.0
}
