import FoundationEssentials
import GraphModel
import Markup

/// Words the pages have in common.
enum Phrases {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// A moment with its machine-readable twin: `20 Nov 2026, 09:05 UTC`.
    static func time(_ date: Date) -> HTML {
        "<time datetime=\"\(Timestamp.text(date))\">\(words(date))</time>"
    }

    static func words(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        let month = months.indices.contains((parts.month ?? 0) - 1) ? months[(parts.month ?? 1) - 1] : "?"
        return "\(parts.day ?? 0) \(month) \(parts.year ?? 0), \(twoDigits(parts.hour)):\(twoDigits(parts.minute)) UTC"
    }

    private static func twoDigits(_ number: Int?) -> String {
        let digits = String(number ?? 0)
        return digits.count < 2 ? "0" + digits : digits
    }

    static func count(_ number: Int, _ one: String, _ many: String) -> HTML {
        "<b>\(number)</b> \(number == 1 ? one : many)"
    }

    /// What a picture is called where nobody described it.
    static func alt(_ slide: FollowerView.Slide, of post: FollowerView.Post) -> String {
        if let text = slide.altText, !text.isEmpty { return text }
        let kind = slide.isVideo ? "Video" : "Picture"
        let line = post.caption?.split(whereSeparator: \.isNewline).first.map { ": " + $0.prefix(80) } ?? ""
        return "\(kind) of \(words(post.published))\(line)"
    }
}
