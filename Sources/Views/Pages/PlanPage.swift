import ContentModel
import Diagnostics
import FoundationEssentials
import Markup
import ObjectIDs
public import Planning
public import TimeZones

/// A plan as one self-contained page: by account, then by day, each publication as it will look.
public struct PlanPage {
    /// With more previews than this, a browser would have a hard time; what comes after has none.
    static let mostPreviews = 300

    private let plan: Plan
    private let zone: ZoneRules
    private let pictures: PagePictures

    /// - Parameter zone: for instants that no entry gives a zone.
    public init(_ plan: Plan, zone: ZoneRules = .utc, media: @escaping MediaSource = { _ in nil }) {
        self.plan = plan
        self.zone = zone
        pictures = PagePictures(media)
    }

    /// The whole file.
    public var text: String {
        let closing = PlanClosing(plan, zone: zone)
        let counts: [HTML] = closing.parts.map {
            "<li class=\"\($0.kind.role.className)\">\($0.kind.symbol) \($0.text)</li>"
        }
        let commit = plan.commit.map { "commit \($0.object.abbreviated)" } ?? "files that are not committed"
        let body: HTML = """
            <header><h1>Plan</h1>
            \(if: closing.isEmpty, "<p class=\"lead\">\(closing.nothing)</p>")
            \(if: !counts.isEmpty, "<ul class=\"counts\">\(counts)</ul>")
            \([closing.now, closing.next].compactMap { $0 }.map { "<p class=\"lead\">\($0)</p>" as HTML })
            <p class="soft">As of \(LocalTime(plan.now, in: zone).text), from \(commit).</p></header>
            \(problems)\(renames)
            \(accounts)
            <footer>Previews are close to what followers will see, and no promise. Nothing here is published yet.\
            \(if: plan.actions.count > Self.mostPreviews, " \(unseen)")</footer>
            """
        return Page.text(title: "Plan · Calends", pictures, body)
    }

    private var unseen: HTML { "Only the first \(Self.mostPreviews) posts are shown as they will look." }

    /// Errors are open to see; warnings, which may be many, are folded, so that the plan itself comes first.
    private var problems: HTML {
        let notes: [HTML] = [(Diagnostic.Severity.error, "error"), (.warning, "warning")].map { severity, name in
            let found = plan.diagnostics.filter { $0.severity == severity }
            guard !found.isEmpty else { return "" }
            let lines: [HTML] = found.map { "<li>\(DiagnosticText.line($0).onClock(of: zone))</li>" }
            let isError = severity == .error
            return """
                <details class="notes\(if: !isError, " warning")"\(if: isError, " open")>\
                <summary>\(counted(found.count, name))</summary><ul>\(lines)</ul></details>
                """
        }
        return "\(notes)"
    }

    private var renames: HTML {
        let lines: [HTML] = plan.renames.map { rename in
            let origin = rename.origin.html { " <small>by \($0.text(in: zone).printable)</small>" }
            return "<li>\(rename.from.description) is now \(rename.to.description)\(origin)</li>"
        }
        guard !lines.isEmpty else { return "" }
        return """
            <details class="notes rename" open><summary>Renamed: these carry on, nothing is published again</summary>\
            <ul>\(lines)</ul></details>
            """
    }

    private var accounts: [HTML] {
        let byAccount = Dictionary(grouping: plan.actions) { $0.publication.account }
        var previews = Self.mostPreviews
        return byAccount.keys.sorted().map { account in
            let platform = plan.platforms[account].html { " <small>\($0.title)</small>" }
            let cards = cards(for: byAccount[account] ?? [], previews: &previews)
            return """
                <section><h2>\(account.text.printable)\(platform)</h2>
                <div class="cards">\(cards)</div></section>

                """
        }
    }

    /// Days follow each other in one grid; the first card of each stands below its name.
    private func cards(for actions: [Action], previews: inout Int) -> [HTML] {
        var last: String?
        return actions.map { action in
            let time = action.localTime(in: zone)
            let day = action.isOfUnknownTime(in: plan) ? "At an unknown time" : "\(time.day), \(time.zone.printable)"
            defer { (last, previews) = (day, previews - 1) }
            let heading: HTML = day == last ? "<p class=\"same\" aria-hidden=\"true\"></p>" : "<h3>\(day)</h3>"
            return "<div>\(heading)\(card(for: action, at: time, hasPreview: previews > 0))</div>\n"
        }
    }

    private func card(for action: Action, at time: LocalTime, hasPreview: Bool) -> HTML {
        let words = ActionWords(action, in: plan, namesProblems: true)
        let isUnknown = action.isOfUnknownTime(in: plan)
        let clock =
            action.goesOutOnMerge(in: plan)
            ? "on merge" : action.isTakenBackAtOnce(in: plan) ? "now" : isUnknown ? "" : time.clock
        let word = action.kind == .none ? "nothing to do" : action.kind.rawValue
        let choices: [HTML] = words.choices.map {
            "<p class=\"reason\"><b class=\"question\">\($0.verb):</b> \($0.how.onClock(of: zone).printable)</p>"
        }
        let preview =
            action.desired.flatMap { hasPreview ? PostPreview(publication: $0, pictures: pictures).html : nil } ?? ""
        return """
            <article class="card"><header><p class="step \(action.kind.role.className)">\
            <span>\(action.kind.symbol) \(word)\(action.desired.html { " · \($0.content.summary)" })</span>\
            <time datetime="\(time.iso8601)">\(clock)</time></p>
            <h4>\(action.publication.entryText.printable)</h4>\
            \(words.reason.html { "<p class=\"reason\"><b>Why:</b> \($0.onClock(of: zone).printable)</p>" })\
            \(words.fix.html { "<p class=\"reason\"><b class=\"question\">Fix:</b> \($0.onClock(of: zone).printable)</p>" })\(choices)\
            \(plan.origins[action.publication].html { "<p class=\"reason\"><b>By:</b> \($0.text(in: zone).printable)</p>" })\
            </header>
            \(preview)\(treatments(of: action))\(changes(of: action))</article>
            """
    }

    private func treatments(of action: Action) -> HTML {
        let lines: [HTML] = action.treatments.map { "<li>\($0.printable)</li>" }
        guard !lines.isEmpty else { return "" }
        return "<div class=\"prepared\"><b>Changed on the way out</b><ul>\(lines)</ul></div>"
    }

    private func changes(of action: Action) -> HTML {
        guard !action.changes.isEmpty else { return "" }
        let fields: [HTML] = action.changes.map { change in
            let lines: [HTML] = LineDiff(from: change.before ?? "", to: change.after ?? "").lines.map { line in
                switch line {
                case .gap: "  …\n"
                case .common(let text): "  \(text.printable)\n"
                case .removed(let text): "<del>- \(text.printable)</del>\n"
                case .added(let text): "<ins>+ \(text.printable)</ins>\n"
                }
            }
            return "<b>\(change.field)</b><pre>\(lines)</pre>"
        }
        return "<div class=\"changes\">\(fields)</div>"
    }
}
