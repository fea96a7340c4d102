public import FoundationEssentials

extension Platform {
    /// How to reach each account, in the order they were added.
    public var accountKeys: [AccountKey] { keys }

    /// Adds an account, or a second login to one that exists.
    @discardableResult
    public mutating func add(_ seed: AccountSeed) -> AccountKey {
        let id = AccountID(seed.id ?? source.accountNumber())
        if accounts[id] == nil {
            accounts[id] = Account(
                id: id, scopedID: source.shortNumber(), username: seed.username, name: seed.name, kind: seed.kind,
                biography: seed.biography, website: seed.website, pictureURL: seed.pictureURL,
                followers: seed.followers, follows: seed.follows)
        }
        let text = seed.token ?? (seed.login == .facebook ? "EAA" : "IGAA") + source.letters(40)
        let scopes = seed.scopes ?? Permission.all(for: seed.login)
        let key: AccountKey
        switch seed.login {
        case .instagram:
            tokens[text] = Token(
                text: text, holder: .account(id), scopes: scopes, expires: seed.tokenExpires)
            key = AccountKey(
                name: seed.name, platform: "instagram", login: .instagram, id: id.text, token: text, pageID: nil,
                pageToken: nil)
        case .facebook:
            var page = Page(
                id: PageID(seed.pageID ?? source.shortNumber()), name: seed.pageName ?? seed.name, account: id,
                token: seed.pageToken ?? "EAA" + source.letters(40))
            // Another token or name for a Page that exists leaves it what was published.
            if let known = pages[page.id] { page.takeOver(known) }
            pages[page.id] = page
            let person = personID(holding: text) ?? PersonID(source.shortNumber())
            var owner = people[person] ?? Person(id: person, name: "Owner of \(seed.name)", pages: [])
            if !owner.pages.contains(page.id) { owner.pages.append(page.id) }
            people[person] = owner
            tokens[text] = Token(
                text: text, holder: .person(person), scopes: scopes, expires: seed.tokenExpires)
            tokens[page.token] = Token(
                text: page.token, holder: .page(page.id), scopes: scopes, expires: nil)
            key = AccountKey(
                name: seed.name, platform: seed.isPage ? "facebook" : "instagram", login: .facebook, id: id.text,
                token: text,
                pageID: page.id.text, pageToken: page.token)
        }
        keys.append(key)
        return key
    }

    /// Ends a token, as when its owner removes the app; later calls with it answer 190/458.
    public mutating func revoke(token: String) { tokens[token]?.isRevoked = true }

    /// Ends every token of whoever granted this one, as removing the app from an account does.
    public mutating func removeApp(fromOwnerOf token: String) {
        guard let holder = tokens[token]?.holder else { return }
        let owners: Set<PersonID> =
            switch holder {
            case .person(let id): [id]
            case .page(let id): Set(people.values.filter { $0.pages.contains(id) }.map(\.id))
            case .account, .app: []
            }
        let theirPages = Set(owners.flatMap { people[$0]?.pages ?? [] })
        for (text, other) in tokens {
            switch other.holder {
            case holder: revoke(token: text)
            case .person(let id) where owners.contains(id): revoke(token: text)
            case .page(let id) where theirPages.contains(id): revoke(token: text)
            default: continue
            }
        }
    }

    /// Sets when a token stops working; `nil` for never.
    public mutating func expire(token: String, at date: Date?) { tokens[token]?.expires = date }

    /// Replaces what a token may do.
    public mutating func grant(_ scopes: Set<String>, to token: String) { tokens[token]?.scopes = scopes.sorted() }

    private func personID(holding token: String) -> PersonID? {
        if case .person(let id) = tokens[token]?.holder { id } else { nil }
    }

    /// The accounts a token reaches.
    func accounts(reachedBy token: Token) -> [AccountID] {
        switch token.holder {
        case .account(let id): [id]
        case .app: []
        case .page(let id): pages[id].map { [$0.account] } ?? []
        case .person(let id):
            (people[id]?.pages ?? []).filter { token.pageTokens?.keys.contains($0) ?? true }
                .compactMap { pages[$0]?.account }
        }
    }
}
