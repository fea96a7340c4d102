import ContentModel
import FoundationEssentials
public import Publishing
public import TimeZones

/// A run on a terminal: lines of what ended scroll up, and below them one live line for each account at work.
///
/// A value that answers what to write; whoever holds it writes that to the terminal.
public struct LiveProgress: Sendable {
    private let style: Style
    private let words: ApplyText
    private var current: [AccountName: Line] = [:]
    private var drawnLineCount = 0
    private var frame = 0

    private struct Line {
        var publication: PublicationID
        var step: String
        /// Containers made, of how many.
        var progress: (made: Int, of: Int)?
    }

    /// No more accounts than this have a line, so that a screen is never filled.
    private static let limit = 8
    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

    /// - Parameter zone: the clock on which instants are shown.
    public init(style: Style, zone: ZoneRules) {
        self.style = style
        words = ApplyText(style: style, zone: zone)
    }

    /// Takes an event in; answers what brings the screen up to date.
    ///
    /// - Parameter isNews: whether an end is shown to have come; a known one only ends its line.
    public mutating func absorb(_ event: ApplyEvent, isNews: Bool = true) -> String {
        let account = event.publication.account
        var finished: [String] = []
        if let step = words.step(of: event) {
            var line = current[account] ?? Line(publication: event.publication, step: step)
            if line.publication != event.publication { line.progress = nil }
            (line.publication, line.step) = (event.publication, step)
            if case .containerCreated(let made, let count) = event.happening { line.progress = (made, count) }
            current[account] = line
        } else {
            current[account] = nil
            if isNews { finished = words.lines(of: event) }
        }
        return redraw(above: finished)
    }

    /// The next picture of the spinner.
    public mutating func tick() -> String {
        frame = (frame + 1) % Self.frames.count
        return current.isEmpty ? "" : redraw(above: [])
    }

    /// Takes the live lines from the screen, so that other text can follow.
    public mutating func clear() -> String {
        current = [:]
        return redraw(above: [])
    }

    private mutating func redraw(above finished: [String]) -> String {
        var output = ""
        // Up to the first live line, and everything from there on is cleared (ECMA-48 CPL and ED).
        if drawnLineCount > 0 { output += "\u{1B}[\(drawnLineCount)F\u{1B}[J" }
        output += finished.map { $0 + "\n" }.joined()
        let lines = liveLines
        drawnLineCount = lines.count
        return output + lines.map { $0 + "\n" }.joined()
    }

    private var liveLines: [String] {
        let accounts = current.sorted { $0.key < $1.key }
        var lines = accounts.prefix(Self.limit).map { _, line in text(of: line) }
        if accounts.count > Self.limit {
            lines.append(style.paint("  … and \(counted(accounts.count - Self.limit, "account")) more", .faint))
        }
        return lines
    }

    private func text(of line: Line) -> String {
        let bar = line.progress.map { " " + self.bar($0.made, of: $0.of) } ?? ""
        // A line that the terminal breaks in two would make the count of lines to clear wrong.
        let width = style.columns - 3 - bar.columns
        let text = "\(line.publication.description.printable): \(line.step)".truncated(toColumns: width)
        return style.paint(Self.frames[frame], .question) + " " + text + style.paint(bar, .good)
    }

    private func bar(_ made: Int, of count: Int) -> String {
        let width = 10
        let full = count > 0 ? min(width, max(0, made) * width / count) : 0
        return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    }
}
