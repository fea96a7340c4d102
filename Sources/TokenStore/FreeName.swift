extension TokenStore {
    /// The name under which a token is kept, so that it takes no other account's place.
    ///
    /// - Parameters:
    ///   - wanted: what it is called where nothing is in the way; else it gets a number.
    ///   - owned: whether `wanted` is the name that the settings give this account's token already.
    ///   - others: the names that other accounts refer to.
    public static func name(
        for token: StoredToken, wanted: String, owned: Bool, others: Set<String>, among tokens: [String: StoredToken]
    ) -> String {
        func isFree(_ name: String, owned: Bool) -> Bool {
            let isSame = tokens[name].map { $0.reaches(token) }
            return others.contains(name) ? isSame == true : owned || isSame != false
        }
        if isFree(wanted, owned: owned) { return wanted }
        var number = 2
        while !isFree("\(wanted)-\(number)", owned: false) { number += 1 }
        return "\(wanted)-\(number)"
    }
}

extension StoredToken {
    /// Whether another token is for the same account, or the same Page.
    fileprivate func reaches(_ other: StoredToken) -> Bool {
        kind == other.kind && (id == other.id || (page != nil && page == other.page))
    }
}
