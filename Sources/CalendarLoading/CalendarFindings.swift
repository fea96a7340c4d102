import ContentModel
public import Diagnostics
import ScheduleLock

/// What is wrong with a calendar, without the calendar.
public struct CalendarFindings: Sendable {
    /// Every finding about every file, sorted.
    public var diagnostics: [Diagnostic]
    /// How many entries were read, legal or not.
    public var entryCount: Int
}

extension CalendarLoader {
    /// Everything that is wrong in `source`: the same as ``load(_:)`` finds. Of an entry in which nothing is, nothing is
    /// kept.
    ///
    /// - Throws: when the source itself cannot be read.
    public func findings(in source: CalendarSource) async throws(CalendarSourceError) -> CalendarFindings {
        let listing = CalendarListing(try source.calendarFiles())
        let settings = try settings(in: listing, of: source)
        let needsHosting = settings.settings.hosting == nil
        let judging = judging(
            source, settings, isWhole: listing.settings != nil, makesPublications: needsHosting)
        var names = DigestSet(capacity: listing.entries.count)
        var areDistinct = true
        var kept: [EntryReading] = []
        var need: HostingNeed?
        try await judging.judge(listing.entries, { Verdict($0, needsHosting: needsHosting) }) { verdicts in
            for verdict in verdicts {
                if let name = verdict.name, !names.insert(name) { areDistinct = false }
                guard let rest = verdict.rest else { continue }
                if let reading = rest.reading { kept.append(reading) }
                need = [need, rest.need].compactMap(\.self).min()
            }
        }
        let others = kept.filter { !$0.id.isASCII }
        areDistinct = areDistinct && others.allSatisfy { !names.contains(EntryTable.caselessDigest(of: $0.id)) }
        var checked = others
        EntryCollisions.report(in: &checked)
        guard areDistinct, checked == others else {
            // Which entries one id would confuse is told where all of them are at hand.
            let calendar = try await load(source)
            return CalendarFindings(diagnostics: calendar.diagnostics, entryCount: calendar.entries.count)
        }
        let diagnostics =
            settings.diagnostics + listing.diagnostics + kept.flatMap(\.diagnostics)
            + [need?.finding].compactMap(\.self)
        return CalendarFindings(diagnostics: diagnostics.sorted(), entryCount: listing.entries.count)
    }

    /// What is kept of an entry that was judged.
    private struct Verdict: Sendable {
        /// A digest of its name, if that is one of ASCII.
        let name: UInt64?
        /// Nothing, of nearly all.
        let rest: Rest?

        final class Rest: Sendable {
            /// The entry, if there is something to be told of it, or its name is not one of ASCII.
            let reading: EntryReading?
            let need: HostingNeed?

            init(_ reading: EntryReading?, _ need: HostingNeed?) { (self.reading, self.need) = (reading, need) }
        }

        init(_ reading: EntryReading, needsHosting: Bool) {
            let isASCII = reading.id.isASCII
            name = isASCII ? EntryTable.caselessDigest(of: reading.id) : nil
            let isKept = !isASCII || !reading.diagnostics.isEmpty
            let need = needsHosting ? HostingNeed(of: reading) : nil
            rest = isKept || need != nil ? Rest(isKept ? reading : nil, need) : nil
        }
    }
}
