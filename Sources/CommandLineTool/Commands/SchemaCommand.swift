import CalendarLoading
import Diagnostics
import Views

/// `calends schema NAME`
struct SchemaCommand {
    let invocation: Invocation

    /// What there is a schema of, by the word that names it.
    enum Subject: String, CaseIterable {
        case entry, settings, plan, status, apply, validate

        var schema: JSON {
            switch self {
            case .entry: CalendarSchemas.entry(FileForms.entry)
            case .settings: CalendarSchemas.settings(FileForms.settings)
            case .plan: OutputSchemas.plan
            case .status: OutputSchemas.status
            case .apply: OutputSchemas.apply
            case .validate: OutputSchemas.validate
            }
        }
    }

    func run() throws -> ExitStatus {
        let name = invocation.arguments.operands.first ?? ""
        guard let subject = Subject(rawValue: name) else {
            throw UsageError.badOperand(
                Operand(name: "SUBJECT"), value: name, choices: Subject.allCases.map(\.rawValue))
        }
        invocation.console.write(subject.schema.text)
        return .done
    }
}
