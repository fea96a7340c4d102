import ContentModel
import FoundationEssentials

/// Writes a calendar and the commits that change it, as people do: by dice.
struct CalendarWriting {
    let accounts: [AccountName]
    /// Those of them that are Pages.
    let pages: Set<AccountName>
    let end: Moment
    /// The changes made, as they are counted.
    private(set) var edits: [Fault: Int] = [:]
    private let known: [AccountName: Account]
    private var entries: [Lineage: EntryVersion] = [:]
    private var removed: [Lineage: EntryVersion] = [:]
    private var names = 0

    init(accounts known: [AccountName: Account], until end: Moment) {
        self.known = known
        accounts = known.keys.sorted()
        pages = Set(known.values.filter { $0.platform == .facebook }.map(\.name))
        self.end = end
    }

    mutating func calendar(scheduling: FacebookScheduling, _ dice: inout Dice) -> CalendarHistory {
        for _ in 0..<dice.number(1...6) { add(&dice) }
        edits = [:]
        var history = CalendarHistory(
            accounts: known, entries: entries.keys.sorted().compactMap { entries[$0] }, scheduling: scheduling)
        guard dice.chance(0.6) else { return history }
        let moments = (0..<dice.number(1...5)).map { _ in dice.number(1...Int(end.milliseconds)) }.sorted()
        for moment in moments {
            change(&dice)
            history.commit(entries, at: Moment(milliseconds: Int64(moment)))
        }
        return history
    }

    private mutating func freshName(_ dice: inout Dice) -> String {
        names += 1
        return "entry-\(names)"
    }

    private mutating func add(_ dice: inout Dice) {
        let lineage = Lineage(number: entries.count + removed.count + 1)
        let chosen = dice.chance(0.7) ? [dice.pick(accounts)] : accounts
        let kind = dice.pick(pages.isSuperset(of: chosen) ? EntryVersion.Kind.allCases : EntryVersion.Kind.everywhere)
        // Some fall due at the same second, as people like full hours.
        let minutes = dice.chance(0.4) ? dice.pick([30, 60, 120]) : dice.number(3...240)
        let due = Moment.beginning.date.addingTimeInterval(Double(minutes) * 60)
        var entry = EntryVersion(
            lineage: lineage, name: freshName(&dice), kind: kind,
            accounts: chosen,
            due: dice.chance(0.1) ? nil : due, grace: .seconds(dice.pick([900, 3600, 14_400, 21_600])),
            caption: "Caption \(lineage.number)", picture: lineage.number)
        if dice.chance(0.2), !kind.isStory {
            entry.firstComment = "First \(lineage.number)"
        }
        if dice.chance(0.2) { entry.commentsEnabled = false }
        if dice.chance(0.1) { entry.isBad = true }
        if dice.chance(0.2) { entry.onChange = .replace }
        if dice.chance(0.2) { entry.onRemove = .delete }
        // One that nobody can tell from another by looking at the account.
        if dice.chance(0.1), let other = entries.values.min(by: { $0.lineage < $1.lineage }) {
            (entry.kind, entry.caption) = (other.kind, other.caption)
            let isTwin = dice.chance(0.5)
            if isTwin || entry.kind.isForPagesAlone { entry.accounts = other.accounts }
            if isTwin { entry.due = other.due }
        }
        entries[lineage] = entry
        edits[.added, default: 0] += 1
    }

    private mutating func change(_ dice: inout Dice) {
        guard let lineage = entries.isEmpty ? nil : dice.pick(entries.keys.sorted()), var entry = entries[lineage]
        else { return add(&dice) }
        let kind = dice.pick([Fault.captionEdited, .retimed, .renamed, .mediaChanged, .removed, .restored, .added])
        switch kind {
        case .captionEdited: entry.caption += "!"
        case .retimed:
            entry.due = entry.due?.addingTimeInterval(Double(dice.number(-60...180)) * 60)
        case .renamed: entry.name = freshName(&dice)
        case .mediaChanged: entry.edition += 1
        case .removed:
            removed[lineage] = entry
            entries[lineage] = nil
            edits[.removed, default: 0] += 1
            return
        case .restored:
            guard let back = removed.keys.min(), let old = removed.removeValue(forKey: back) else { return }
            entries[back] = old
            edits[.restored, default: 0] += 1
            return
        default: return add(&dice)
        }
        entries[lineage] = entry
        edits[kind, default: 0] += 1
    }
}
