import FoundationEssentials

// The canonical text of those values that YAML can write in several ways.

extension [String] {
    /// In brackets, as YAML's short form.
    var listed: String { "[" + joined(separator: ", ") + "]" }
}

extension Due {
    /// `2026-12-01T09:00:00+01:00 (Europe/Paris)`, or `on-merge`.
    var fieldText: String {
        switch self {
        case .onMerge: "on-merge"
        case .at(let time): time.fieldText
        }
    }
}

extension ZonedTime {
    fileprivate var fieldText: String {
        let zoneless = Date.ISO8601FormatStyle(timeZone: .gmt).dateTimeSeparator(.standard)
            .year().month().day().time(includingFractionalSeconds: false)
        let wall = instant.addingTimeInterval(TimeInterval(utcOffset)).formatted(zoneless)
        let minutes = (utcOffset.magnitude / 60) % 60
        let offset =
            "\(utcOffset < 0 ? "-" : "+")\(Self.twoDigits(utcOffset.magnitude / 3600)):\(Self.twoDigits(minutes))"
        return wall + offset + (zone == offset ? "" : " (\(zone))")
    }

    private static func twoDigits(_ number: UInt) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension LibraryAudio {
    var fieldText: String {
        id + (audioVolume.map { ", audio volume \($0)" } ?? "") + (videoVolume.map { ", video volume \($0)" } ?? "")
    }
}

extension Partnership {
    var fieldText: String { (isPaid ? "paid" : "unpaid") + (sponsors.isEmpty ? "" : " " + sponsors.listed) }
}

extension Poll {
    /// Quoted, since an answer may hold whatever separates them.
    var fieldText: String { options.map(\.debugDescription).listed + (isExtended ? " extended" : "") }
}

extension PageTargeting {
    var fieldText: String {
        let parts = [countries.isEmpty ? nil : countries.listed, minimumAge.map { "from \($0) years" }]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
