import ContentModel

/// A journal file, read: its events, and where whole lines end.
public struct JournalText: Hashable, Sendable {
    /// In the order they were written.
    public let events: [JournalEvent]
    /// How many bytes hold whole lines.
    ///
    /// What lies behind is a line that a crash cut short. It says nothing; cut the file here before appending, or the
    /// next line would be lost with it.
    public let intactByteCount: Int

    /// Reads the bytes of a journal file.
    ///
    /// A last line without its newline was being written when the machine stopped, so the call that was to follow it
    /// was never made: it is dropped.
    /// - Throws: ``JournalError`` for damage anywhere else, since a call may have followed a line that was whole once.
    public init(bytes: [UInt8]) throws(JournalError) {
        var events: [JournalEvent] = []
        var position = 0
        var number = 0
        while position < bytes.count, let end = bytes[position...].firstIndex(of: .newline) {
            number += 1
            events.append(try JournalEvent(line: bytes[position..<end], number: number))
            position = end + 1
        }
        (self.events, intactByteCount) = (events, position)
    }
}

extension Journal {
    /// The events worth keeping when a journal file is rewritten: those of publications that are not settled.
    public static func compacted(_ events: [JournalEvent]) -> [JournalEvent] {
        let unsettled = Journal(events: events).inFlight
        var lastSettled: [PublicationID: Int] = [:]
        for (index, event) in events.enumerated() where event.step == .settled {
            lastSettled[event.publication] = index
        }
        return events.enumerated()
            .filter { index, event in
                unsettled[event.publication] != nil && index > lastSettled[event.publication] ?? -1
            }
            .map(\.element)
    }
}
