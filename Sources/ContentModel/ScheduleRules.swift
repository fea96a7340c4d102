public import Diagnostics
import FoundationEssentials
public import TimeZones

/// One time at which an entry goes out.
struct Slot: Hashable {
    /// The day, for an entry that repeats.
    var occurrence: String?
    var due: Due
}

/// Reads when an entry goes out: `publish_at`, `timezone` and `repeat`.
public struct ScheduleRules {
    let draft: EntryDraft
    let context: EntryContext

    private var fields: EntryFields { draft.fields }

    /// The word for "at the next apply after it reached the branch".
    static let onMerge = "on-merge"

    /// Every time the entry goes out, earliest first; empty when it has none yet or something is wrong.
    func slots(findings: inout Findings) -> [Slot] {
        let zone = zone(findings: &findings)
        guard let written = fields.publishAt else {
            if fields.draft?.value != true, fields.keys[.publishAt] == nil {
                findings.error(
                    .start, "publish_at is missing", why: "an entry says when it goes out",
                    fix: "write publish_at: 2026-12-01 09:00, or draft: true until the time is known")
            }
            return []
        }
        guard written.value != Self.onMerge else {
            if let repetition = fields.repetition {
                findings.error(
                    repetition.mark, "repeat has no time to start from", why: "publish_at is on-merge",
                    fix: "write a publish_at with date and time")
            }
            return [Slot(due: .onMerge)]
        }
        do {
            switch try WrittenTime(parsing: written.value) {
            case .offset(let time): return slots(at: time, written: written, zone: zone, findings: &findings)
            case .wall(let time): return slots(on: time, written: written, zone: zone, findings: &findings)
            }
        } catch {
            findings.error(written.mark, error, field: "publish_at")
            return []
        }
    }

    private func zone(findings: inout Findings) -> ZoneRules? {
        switch fields.timezone.map({ context.zones.rules($0.value) }) ?? context.defaultZone {
        case .success(let rules): return rules
        case .failure(let problem):
            // A default that is wrong is reported once, in the settings.
            if let own = fields.timezone { findings.error(own.mark, problem) }
            return nil
        }
    }

    /// For a time that brings its own offset.
    private func slots(
        at time: OffsetTime, written: Located<String>, zone: ZoneRules?, findings: inout Findings
    ) -> [Slot] {
        if let repetition = fields.repetition {
            findings.error(
                repetition.mark, "repeat needs a wall time",
                why: "publish_at has an offset, and a fixed offset does not follow daylight saving",
                fix: "write publish_at without its offset, and a timezone")
            return []
        }
        if let own = fields.timezone, let zone {
            let kept = zone.offset(at: time.date)
            if kept.utc != time.offset {
                findings.warning(
                    written.mark, "publish_at has the offset \(time.offset), \(own.value) keeps \(kept) then",
                    why: "an offset wins over timezone", fix: "write the time without offset if \(own.value) is meant")
            }
        }
        return [Slot(due: .at(Self.zonedTime(time)))]
    }

    /// For a time on the clocks of the zone.
    private func slots(
        on time: WallTime, written: Located<String>, zone: ZoneRules?, findings: inout Findings
    ) -> [Slot] {
        var days = [time]
        if let repetition = fields.repetition {
            days = RepetitionRules(repetition: repetition, first: time).days(findings: &findings)
        }
        guard let zone else { return [] }
        return days.compactMap { day in
            let due = Self.resolve(
                day, in: zone, isRepeated: fields.repetition != nil, at: written.mark, findings: &findings)
            guard let due else { return nil }
            return Slot(occurrence: fields.repetition.map { _ in day.dayText }, due: .at(due))
        }
    }

    /// Reads a time with an offset, or on the clocks of `zone`.
    ///
    /// - Parameter field: the key it stands under, for messages.
    public static func time(
        _ written: Located<String>, in zone: ZoneRules, field: String, findings: inout Findings
    ) -> ZonedTime? {
        do throws(WallTimeError) {
            switch try WrittenTime(parsing: written.value) {
            case .offset(let time): return zonedTime(time)
            case .wall(let time): return resolve(time, in: zone, at: written.mark, findings: &findings)
            }
        } catch {
            findings.error(written.mark, error, field: field)
            return nil
        }
    }

    private static func zonedTime(_ time: OffsetTime) -> ZonedTime {
        ZonedTime(instant: time.date, utcOffset: time.offset.seconds, zone: "\(time.offset)")
    }

    /// The one instant at which clocks of `zone` show `time`; an error names both offsets where there is none, or two.
    static func resolve(
        _ time: WallTime, in zone: ZoneRules, isRepeated: Bool = false, at mark: Mark,
        findings: inout Findings
    ) -> ZonedTime? {
        let everyDay = "choose a time of day that every occurrence has once"
        switch zone.resolve(time) {
        case .unique(let instant):
            return ZonedTime(instant: instant.date, utcOffset: instant.offset.seconds, zone: zone.name)
        case .skipped(let before, let after):
            findings.error(
                mark, "\(time) does not exist in \(zone.name)",
                why: "clocks jump over it there, from \(before) to \(after)",
                fix: isRepeated
                    ? everyDay
                    : "write a time an hour earlier or later, or one with its offset: \(time.iso8601)\(before.utc)")
        case .repeated(let earlier, let later):
            findings.error(
                mark, "\(time) comes twice in \(zone.name)",
                why: "clocks are put back there, from \(earlier.offset) to \(later.offset)",
                fix: isRepeated
                    ? everyDay
                    : "say which: \(time.iso8601)\(earlier.offset.utc) or \(time.iso8601)\(later.offset.utc)")
        }
        return nil
    }
}

extension WallTime {
    /// The date alone: `2026-12-01`.
    var dayText: String { String(description.prefix { $0 != " " }) }
}
