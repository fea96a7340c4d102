import CalendarLoading
import Diagnostics
import FoundationEssentials
import Git
import TimeZones
import Views

/// `calends calendar`
struct CalendarCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        let named = try invocation.arguments.operands.first.map { text throws(UsageError) in
            guard let month = Month(text) else { throw .badMonth(text) }
            return month
        }
        let (statuses, zone) = try await PublicationStatus.all(for: invocation)
        let now = Date()
        // A feed without a month is the whole calendar: programs keep it up to date by what is no longer in it.
        let shown = named.map { month in statuses.filter { $0.isShown(in: month, zone: zone) } } ?? statuses
        let month = named ?? Month(containing: now, in: zone)
        let console = invocation.console
        switch invocation.format {
        case "ics": console.write(CalendarFeed(shown, stamp: try stamp(of: workspace), zone: zone).text)
        case "json": console.write(StatusJSON.report(shown.filter { $0.isShown(in: month, zone: zone) }).text)
        case "html":
            let media = ViewedMedia(of: workspace)
            let page = MonthPage(statuses, in: month, now: now, zone: zone, media: { media.medium(of: $0) })
            console.write(try await workspace.lookingIntoMedia { page.text })
        default: console.write(MonthText(statuses, in: month, now: now, style: console.style, zone: zone).text)
        }
        return .done
    }

    /// When the commit was made that is checked out; before the first, the epoch.
    private func stamp(of workspace: Workspace) throws(GitError) -> Date {
        let repository = try Repository(openingAt: workspace.root)
        guard let head = try repository.head().commit else { return Date(timeIntervalSince1970: 0) }
        let time = try repository.commit(head).committer.time
        return Date(timeIntervalSince1970: Double(time.secondsSinceEpoch))
    }
}
