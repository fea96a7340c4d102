import Diagnostics
import YAML

extension Problem {
    /// The problem as a finding about `file`.
    func diagnostic(in file: String) -> Diagnostic {
        Diagnostic(SourceLocation(file: file, mark), message, why: why, fix: fix)
    }
}
