import ContentModel
import Diagnostics
import ScheduleLock

/// Finds entries that one id would confuse.
enum EntryCollisions {
    /// Reports, at each of them, entries with the same id, and entries whose paths differ in case only; none of them
    /// publishes anything then.
    static func report(in readings: inout [EntryReading]) {
        guard !areDistinct(readings) else { return }
        // One key finds both: ids that are equal are equal in lower case too. String equality is canonical, so two
        // spellings of one accented name, which some file systems cannot tell apart, meet here as well.
        let groups = Dictionary(grouping: readings.indices) { readings[$0].id.text.lowercased() }
        for indices in groups.values where indices.count > 1 {
            for index in indices {
                guard let other = indices.first(where: { $0 != index }) else { continue }
                let finding = finding(about: readings[index], and: readings[other])
                readings[index].diagnostics = (readings[index].diagnostics + [finding]).sorted()
                readings[index].publications = []
            }
        }
    }

    /// Whether digests tell that there is nothing to report, as they nearly always do. Of names with other letters than
    /// those of ASCII they tell nothing.
    private static func areDistinct(_ readings: [EntryReading]) -> Bool {
        var seen = DigestSet(capacity: readings.count)
        return readings.allSatisfy { reading in
            reading.id.isASCII && seen.insert(EntryTable.caselessDigest(of: reading.id))
        }
    }

    private static func finding(about reading: EntryReading, and other: EntryReading) -> Diagnostic {
        if reading.id == other.id {
            let isSpelledAlike = reading.id.text.utf8.elementsEqual(other.id.text.utf8)
            return Diagnostic(
                reading.source.location(of: reading.idMark), "id '\(reading.id)' is taken",
                why: "'\(other.source.path)' has it too"
                    + (isSpelledAlike ? "" : ", written with other code points that look the same"),
                fix: "give one of them another id")
        }
        return Diagnostic(
            reading.source.location(of: reading.idMark), "id '\(reading.id)' differs from '\(other.id)' in case only",
            why: "some file systems take both for one file", fix: "rename one of them")
    }
}

extension EntryID {
    /// Whether it has no other letters than those of ASCII.
    var isASCII: Bool { text.utf8.withContiguousStorageIfAvailable { $0.reduce(0, |) < 0x80 } ?? false }

    /// Where the file lies that gives an entry this name by its path.
    var ownPath: String { Self.folder + text + Self.suffix }
}
