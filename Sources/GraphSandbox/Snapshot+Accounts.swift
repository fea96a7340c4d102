import GraphModel

extension Snapshot {
    /// Adds an account unless it is there already, and says how to reach it.
    ///
    /// One of the same name but with another id, token or login, as after a change of the settings, gives way to it.
    @discardableResult
    mutating func add(_ account: SandboxConfiguration.Account) -> SandboxAccount {
        if let known = accounts.first(where: { $0.name == account.name }) {
            if known.fits(account) { return known }
            accounts.removeAll { $0.name == account.name }
        }
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
            (seed.login, seed.isPage) = (.facebook, true)
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

extension SandboxAccount {
    /// Whether it is what a configuration asks for; what that leaves open fits anything.
    fileprivate func fits(_ account: SandboxConfiguration.Account) -> Bool {
        let login = account.platform == .facebook ? .facebook : account.login
        return platform == account.platform && self.login == login && (account.id ?? id) == id
            && (account.token ?? token) == token
    }
}
