public import Diagnostics

/// Findings as JSON.
public enum DiagnosticJSON {
    /// `{"severity","file","line","column","message","why","fix"}`, places `null` where there is none.
    public static func value(_ diagnostic: Diagnostic) -> JSON {
        [
            "severity": .string(diagnostic.severity.rawValue),
            "file": JSON(diagnostic.location?.file),
            "line": diagnostic.location.map { .number($0.line) } ?? .null,
            "column": diagnostic.location.map { .number($0.column) } ?? .null,
            "message": .string(diagnostic.message),
            "why": .string(diagnostic.why),
            "fix": .string(diagnostic.fix),
        ]
    }

    /// What `validate --format json` prints.
    public static func report(_ diagnostics: [Diagnostic], entryCount: Int) -> JSON {
        [
            "version": 1,
            "summary": [
                "errors": .number(diagnostics.count { $0.severity == .error }),
                "warnings": .number(diagnostics.count { $0.severity == .warning }),
                "entries": .number(entryCount),
            ],
            "diagnostics": .array(diagnostics.sorted().map(value)),
        ]
    }
}
