import ContentModel
import Diagnostics
import Views

/// `calends show ID`
struct ShowCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let name = invocation.arguments.operands.first ?? ""
        let (statuses, zone) = try await PublicationStatus.all(for: invocation)
        let named = statuses.filter { $0.publication.description == name || $0.publication.entry.text == name }
        guard !named.isEmpty else {
            let known = statuses.map { name.contains("@") ? $0.publication.description : $0.publication.entry.text }
            let nearest = Suggestion.nearest(to: name, among: Set(known).sorted())
            throw CommandFailure(
                "nothing is called '\(name)'", why: "neither calendar nor lockfile names it",
                fix: nearest.map { "did you mean '\($0)'?" } ?? "calends status lists every publication",
                status: .usage)
        }
        let console = invocation.console
        if invocation.format == "json" {
            let details = named.map { StatusJSON.detail($0) }
            let report: JSON = ["version": 1, "publications": .array(details)]
            console.write(report.text)
        } else {
            let texts = named.map { ShowText($0, style: console.style, zone: zone).text }
            console.write(texts.joined(separator: "\n"))
        }
        return .done
    }
}
