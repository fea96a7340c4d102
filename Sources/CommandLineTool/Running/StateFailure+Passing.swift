import Diagnostics
import Publishing

extension StateFailure {
    /// What a run that never ends makes of whatever keeps it from planning: it tries again until somebody has mended it.
    init(passing error: any Error) {
        if let failure = error as? StateFailure {
            self = failure
            return
        }
        let diagnostic = CommandFailure(error).diagnostics.first
        self.init(
            .away, message: diagnostic.map { "\($0.message) — \($0.why)" } ?? "\(error)",
            fix: diagnostic?.fix ?? "mend it; the run tries again by itself")
    }
}
