public import ContentModel
public import FoundationEssentials

/// Something that publications need, and that ends by itself.
public struct Ending: Hashable, Sendable {
    /// What ends.
    public enum Subject: Hashable, Sendable {
        /// The token of an account.
        case token(AccountName)
        /// The addresses at which media are hosted.
        case hosting
    }

    /// What ends.
    public var subject: Subject
    /// The first moment at which it is no good any more.
    public var at: Date
    /// What a person does about it, as an imperative.
    public var fix: String

    /// An end that is known.
    public init(_ subject: Subject, at: Date, fix: String) {
        self.subject = subject
        self.at = at
        self.fix = fix
    }

    /// Whether an account publishes with it.
    func concerns(_ account: AccountName) -> Bool {
        switch subject {
        case .token(let own): own == account
        case .hosting: true
        }
    }

    /// `the token of account bakery ends`
    var sentence: String {
        switch subject {
        case .token(let account): "the token of account \(account) ends"
        case .hosting: "the addresses of hosted media end"
        }
    }
}
