import FoundationEssentials

/// A date as HTTP headers write it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
struct HTTPDate {
    let date: Date

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = Self.months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        guard let day = Int(parts[1]) else { return nil }
        let iso = "\(parts[3])-\(padded(month + 1))-\(padded(day))T\(parts[4])Z"
        guard let date = try? Date(iso, strategy: .iso8601) else { return nil }
        self.date = date
    }
}
