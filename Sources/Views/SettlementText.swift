import ContentModel
public import Publishing

/// What a person decided, as one line for people.
public enum SettlementText {
    /// `ID: what is the case from now on`.
    public static func line(_ settlement: Settlement, style: Style = .plain) -> String {
        let id = settlement.publication
        let words =
            switch settlement.decision {
            case .isMedium(let media): "is published, as medium \(media)"
            case .differenceStands(let media): "stays published as it is, as medium \(media)"
            case .isRenamed(let former): "is \(former) under a new name; calends plan shows what differs, if anything"
            case .isNotLive: "is not on the account: the next calends apply goes on with it"
            case .neverGoesOut: "never goes out"
            case .isGone(let media): "counts as gone: medium \(media) is not published again"
            }
        return style.paint(id.description.printable, .heading) + " " + words.printable
    }
}
