public import ContentModel
public import FoundationEssentials

/// The end of an account's token, or of its access to data: from then on nothing of the account can go out.
public struct TokenEnd: Hashable, Sendable {
    /// Whose token it is.
    public var account: AccountName
    /// The first moment at which it is no good any more.
    public var date: Date
    /// Whether it is the access to data that lapses, which only a person's consent renews.
    public var isDataAccess: Bool

    /// The end of a token, or of its access to data.
    public init(of account: AccountName, at date: Date, isDataAccess: Bool = false) {
        (self.account, self.date, self.isDataAccess) = (account, date, isDataAccess)
    }

    /// `the token of account bakery ends`
    func sentence(at now: Date) -> String {
        "\(isDataAccess ? "access to the data" : "the token") of account \(account) \(date <= now ? "ended" : "ends")"
    }

    /// What a person does about it.
    func fix(at now: Date) -> String {
        // Only what has not ended yet can be renewed without a person's consent.
        let command = isDataAccess || date <= now ? "login" : "refresh"
        return "run calends auth \(command) --account \(account)" + (date <= now ? "" : " before")
    }
}
