import ContentModel
import FoundationEssentials

// Small phrases that several views share.

/// `1 error`, `2 errors`.
func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
}

/// With a comma every three digits: `100,000`.
func grouped(_ count: Int) -> String {
    var text = ""
    let digits = Array(String(count.magnitude))
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return (count < 0 ? "-" : "") + text
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
}

extension TimeInterval {
    /// How long it is, as a person says it: `45 s`, `8 min`, `3 h 20 min`, `10 days`.
    var spoken: String {
        guard isFinite else { return "forever" }
        let seconds = Int(min(magnitude, 1e12).rounded())
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<86_400:
            let minutes = seconds / 60 % 60
            return "\(seconds / 3600) h" + (minutes == 0 ? "" : " \(minutes) min")
        default:
            let hours = (seconds + 1800) / 3600
            return hours < 48 ? "\(hours) h" : counted((hours + 12) / 24, "day")
        }
    }
}

extension Duration {
    /// As ``FoundationEssentials/TimeInterval/spoken``.
    var spoken: String { TimeInterval(components.seconds).spoken }
}

extension Content {
    /// The kind as the entry writes it.
    var kindName: String { kind.rawValue }

    /// The kind, and how many media where there are several.
    var summary: String {
        switch self {
        case .carousel(let carousel): "carousel, \(counted(carousel.items.count, "slide"))"
        case .page(let page) where page.photos.count > 1: "carousel, \(counted(page.photos.count, "photo"))"
        default: kindName
        }
    }

    /// The first words of the caption, in quotes; where there is none, the name of the first file.
    func title(columns: Int) -> String {
        var lines = (caption ?? "").writtenLines.makeIterator()
        if let firstLine = lines.next() {
            // The ellipsis tells that the caption goes on.
            let words = firstLine.printable + (lines.next() == nil ? "" : " …")
            return "“" + words.truncated(toColumns: columns - 2) + "”"
        }
        return (media.first?.path ?? link ?? kindName).printable.truncated(toColumns: columns)
    }
}

extension String {
    /// The lines that have anything in them, one after the other.
    fileprivate var writtenLines: some Sequence<Substring> {
        sequence(state: unicodeScalars[...]) { rest in
            while !rest.isEmpty {
                let line = Substring(rest.prefix { !$0.endsLine })
                rest = rest[line.endIndex...].dropFirst()
                if !line.allSatisfy(\.isWhitespace) { return line }
            }
            return nil
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a line's end to Unicode (UAX #14): one is never a part of a longer character but for a CR and its LF.
    fileprivate var endsLine: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}

extension Content {
    fileprivate var link: String? { if case .page(let page) = self { page.details?.link } else { nil } }
}

extension Platform {
    /// Its name as people know it.
    var title: String {
        switch self {
        case .instagram: "Instagram"
        case .facebook: "Facebook"
        }
    }
}
