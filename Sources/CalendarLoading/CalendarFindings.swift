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
                if let reading = verdict.reading { kept.append(reading) }
                if let name = verdict.name, !names.insert(name) { areDistinct = false }
                need = [need, verdict.need].compactMap(\.self).min()
            }
        }
        var others = kept.filter { !$0.id.isASCII }
        areDistinct = areDistinct && others.allSatisfy { !names.contains(EntryTable.caselessDigest(of: $0.id)) }
        EntryCollisions.report(in: &others)
        guard areDistinct, zip(others, kept.lazy.filter { !$0.id.isASCII }).allSatisfy({ $0 == $1 }) else {
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
        /// The entry, if there is something to be told of it, or its name is not one of ASCII.
        var reading: EntryReading?
        /// A digest of its name, if that is one of ASCII.
        var name: UInt64?
        var need: HostingNeed?

        init(_ reading: EntryReading, needsHosting: Bool) {
            let isASCII = reading.id.isASCII
            if !isASCII || !reading.diagnostics.isEmpty { self.reading = reading }
            if isASCII { name = EntryTable.caselessDigest(of: reading.id) }
            if needsHosting { need = HostingNeed(of: reading) }
        }
    }
}
