import Synchronization

/// Asks a person for the passphrase of the token store, once.
final class PassphrasePrompt: Sendable {
    private let console: Console
    private let isNew: Bool
    private let answer = Mutex<String??>(nil)

    /// - Parameter isNew: whether the store is yet to be made, so that a slip of the fingers would lock it for good.
    init(console: Console, isNew: Bool) {
        (self.console, self.isNew) = (console, isNew)
    }

    /// The passphrase; nil when nobody can answer, or did.
    func ask() -> String? {
        answer.withLock { answer in
            if let answer { return answer }
            var words = console.askSecret(
                isNew
                    ? "Choose a passphrase for the token store, which is made now: " : "Passphrase of the token store: "
            )
            while isNew, let first = words, !first.isEmpty, console.askSecret("Once more: ") != first {
                words = console.askSecret("The two are not the same. Choose a passphrase: ")
            }
            let given = words?.isEmpty == true ? nil : words
            answer = .some(given)
            return given
        }
    }
}
