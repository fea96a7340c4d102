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
        guard !named.isEmpty else { throw CommandFailure(nothingCalled: name, among: statuses.map(\.publication)) }
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
