import FoundationEssentials
import GraphModel
import HTTPServer
import Redaction
import Synchronization

/// The requests of late, with every token left out.
final class RequestLog: Sendable {
    /// One request and what became of it.
    struct Entry: Sendable {
        let time: Date
        let request: ServerRequest
        let parameters: Parameters
        /// The HTTP status sent; 0 where no answer was.
        let status: Int
        let fault: Int?
    }

    /// How many are kept.
    static let limit = 2000
    private static let longestValue = 4000

    private let state = Mutex((entries: [Entry](), total: 0))

    func add(_ entry: Entry) {
        state.withLock { state in
            state.total += 1
            state.entries.append(entry)
            if state.entries.count > 2 * Self.limit { state.entries.removeFirst(Self.limit) }
        }
    }

    func clear() {
        state.withLock { $0.entries = [] }
    }

    /// The last of them, oldest first, each with its number since the start.
    var json: JSON {
        let (entries, total) = state.withLock { ($0.entries.suffix(Self.limit), $0.total) }
        return .array(
            entries.enumerated().map { offset, entry in Self.json(entry, number: total - entries.count + offset + 1) })
    }

    private static func json(_ entry: Entry, number: Int) -> JSON {
        let request = entry.request
        let hasHeader = request.header("Authorization") != nil
        let hasParameter = entry.parameters["access_token"] != nil
        return .object(present: [
            "n": .integer(number), "time": .string(Timestamp.text(entry.time)), "method": .string(request.method),
            "path": .string(request.path), "host": request.header("Host").map(JSON.string),
            "user_agent": request.header("User-Agent").map(JSON.string),
            "token": .string(hasHeader ? "header" : hasParameter ? "parameter" : "none"),
            "parameters": .object(entry.parameters.elements.map { .init(name: $0.name, value: shown($0)) }),
            "status": .integer(entry.status), "fault": entry.fault.map(JSON.integer),
        ])
    }

    private static let redaction = Redaction()

    /// A batch carries tokens inside its parts.
    private static func shown(_ text: String) -> JSON {
        .string(String(redaction.body(text).prefix(longestValue)))
    }

    private static func shown(_ element: Parameters.Element) -> JSON {
        guard !SecretNames.isSecret(parameter: element.name) else { return .string(Redaction.mark) }
        switch element.value {
        case .text(let text): return shown(text)
        case .json(let value):
            let text = value.text()
            return redaction.body(text) == text ? value : .string(Redaction.mark)
        }
    }
}
