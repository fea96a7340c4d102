import GraphModel

extension Snapshot {
    /// Adds an account unless one of this name is there, and says how to reach it.
    @discardableResult
    mutating func add(_ account: SandboxConfiguration.Account) -> SandboxAccount {
        if let known = accounts.first(where: { $0.name == account.name }) { return known }
        let handle = account.username ?? account.name
        var seed = AccountSeed(name: account.displayName ?? handle, username: handle, login: account.login)
        let added: SandboxAccount
        switch account.platform {
        case .instagram:
            (seed.id, seed.token) = (account.id, account.token)
            let key = platform.add(seed)
            added = SandboxAccount(
                name: account.name, platform: .instagram, login: account.login, id: key.id, token: key.token)
        case .facebook:
            // A Page stands before an Instagram account, which nobody need use.
            seed.login = .facebook
            (seed.pageID, seed.pageToken) = (account.id, account.token)
            let key = platform.add(seed)
            added = SandboxAccount(
                name: account.name, platform: .facebook, login: .facebook, id: key.pageID ?? key.id,
                token: key.pageToken ?? key.token)
        }
        accounts.append(added)
        return added
    }
}
