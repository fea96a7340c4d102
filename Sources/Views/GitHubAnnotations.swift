public import Diagnostics
public import TimeZones

/// Findings as workflow commands, which GitHub shows beside the lines of a pull request.
///
/// Source: GitHub Docs, Workflow commands, "Setting an error message"; escapes as in actions/toolkit `command.ts`.
public enum GitHubAnnotations {
    /// One command a line, sorted, each with a newline.
    ///
    /// - Parameter zone: the clock on which instants are shown.
    public static func text(_ diagnostics: [Diagnostic], zone: ZoneRules = .utc) -> String {
        diagnostics.sorted().map { command($0, zone) + "\n" }.joined()
    }

    private static func command(_ diagnostic: Diagnostic, _ zone: ZoneRules) -> String {
        var properties: [String] = []
        if let location = diagnostic.location {
            properties = [
                "file=\(escapedProperty(location.file.printable))", "line=\(location.line)", "col=\(location.column)",
            ]
        }
        properties.append("title=\(escapedProperty(diagnostic.message.printable))")
        let why = diagnostic.why.onClock(of: zone).printable
        let body = "\(why)\nFix: \(diagnostic.fix.onClock(of: zone).printable)"
        return "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::\(escapedData(body))"
    }

    private static func escapedData(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: nil
            }
        }
    }

    private static func escapedProperty(_ text: String) -> String {
        escaped(escapedData(text)) { scalar in
            switch scalar {
            case ":": "%3A"
            case ",": "%2C"
            default: nil
            }
        }
    }

    // By scalars: "\r\n" is a single character.
    private static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let replacement = replacement(scalar) {
                result += replacement
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
