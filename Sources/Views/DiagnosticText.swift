public import Diagnostics

/// Findings as lines for people and editors.
public enum DiagnosticText {
    /// One line: `file:line:column: message — why — fix`, the place and the weight in colour.
    public static func line(_ diagnostic: Diagnostic, style: Style = .plain) -> String {
        guard style.isColored else { return diagnostic.description.printable }
        let place = diagnostic.location.map { style.paint("\($0): ".printable, .heading) } ?? ""
        let message =
            diagnostic.severity == .warning
            ? style.paint("warning: ", .change) + diagnostic.message.printable
            : style.paint(diagnostic.message.printable, .danger)
        return place + message + " — " + diagnostic.why.printable + " — "
            + style.paint(diagnostic.fix.printable, .question)
    }

    /// One line for each finding, sorted, each with a newline.
    public static func text(_ diagnostics: [Diagnostic], style: Style = .plain) -> String {
        diagnostics.sorted().map { line($0, style: style) + "\n" }.joined()
    }

    /// `3 errors, 1 warning in 12 entries`; without entries only the counts of what was found.
    public static func summary(of diagnostics: [Diagnostic], entryCount: Int) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let entries = counted(entryCount, "entry", "entries")
        var parts = errors > 0 ? [counted(errors, "error")] : []
        if warnings > 0 { parts.append(counted(warnings, "warning")) }
        guard !parts.isEmpty else { return "No problems in \(entries)" }
        return parts.joined(separator: ", ") + (entryCount == 0 ? "" : " in \(entries)")
    }
}
