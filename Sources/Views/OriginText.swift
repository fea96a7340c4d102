import FoundationEssentials
import ObjectIDs
import Planning
import TimeZones

extension ChangeOrigin {
    /// `Ada Example, Tue 3 Nov 2026, 1a2b3c4: Fix the caption`
    func text(in zone: ZoneRules) -> String {
        switch self {
        case .workTree: "not committed"
        case .commit(let made):
            "\(made.author), \(LocalTime(made.at, in: zone).day), \(made.commit.object.abbreviated): \(made.subject)"
        }
    }

    /// The commit, its author, when and why; all of them `null` for what is not committed.
    var json: JSON {
        let made: Authorship? = if case .commit(let made) = self { made } else { nil }
        return [
            "commit": JSON(made?.commit.description), "author": JSON(made?.author), "at": JSON(made?.at.timestamp),
            "subject": JSON(made?.subject),
        ]
    }
}
