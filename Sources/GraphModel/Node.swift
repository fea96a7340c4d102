/// Anything that has an id.
enum Node {
    case person(Person)
    case page(Page)
    case account(Account)
    case container(Container)
    case medium(Medium)
    case comment(Comment)

    var id: String {
        switch self {
        case .person(let person): person.id.text
        case .page(let page): page.id.text
        case .account(let account): account.id.text
        case .container(let container): container.id.text
        case .medium(let medium): medium.id.text
        case .comment(let comment): comment.id.text
        }
    }

    /// What error texts call it.
    var typeName: String {
        switch self {
        case .person: "User"
        case .page: "Page"
        case .account: "IGUser"
        case .container: "ShadowIGMediaBuilder"
        case .medium: "IGMedia"
        case .comment: "IGComment"
        }
    }

    /// What is answered when no fields are asked for.
    var defaultFields: FieldSelection {
        switch self {
        case .person, .page: FieldSelection(names: ["name", "id"])
        case .comment: FieldSelection(names: ["timestamp", "text", "id"])
        case .account, .container, .medium: FieldSelection(names: ["id"])
        }
    }
}

extension Platform {
    /// The node that a path's first component names, if the token of the call reaches it.
    func node(_ name: String, in call: Call) throws(GraphError) -> Node {
        if name == "me" {
            switch call.token.holder {
            case .person(let id): if let person = people[id] { return .person(person) }
            case .page(let id): if let page = pages[id] { return .page(page) }
            case .account(let id): if let account = accounts[id] { return .account(account) }
            case .app: throw .tokenMissingForMe
            }
            throw .tokenUnreadable
        }
        guard name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .aliasMissing(name) }
        guard let node = node(id: name, call), isReachable(node, in: call) else {
            throw .objectMissing(id: name, method: call.method)
        }
        return node
    }

    private func node(id: String, _ call: Call) -> Node? {
        if let medium = media[MediumID(id)] { return medium.deleted == nil ? .medium(medium) : nil }
        if let container = containers[ContainerID(id)] {
            return configuration.containerReads == .work ? .container(container) : nil
        }
        if let comment = comments[CommentID(id)] {
            return comment.deleted == nil && media[comment.medium]?.deleted == nil ? .comment(comment) : nil
        }
        if let account = accounts[AccountID(id)] { return .account(account) }
        if case .account(let own) = call.token.holder, let account = accounts[own], account.scopedID == id {
            return .account(account)
        }
        if let page = pages[PageID(id)] { return .page(page) }
        return people[PersonID(id)].map(Node.person)
    }

    private func isReachable(_ node: Node, in call: Call) -> Bool {
        let reached = accounts(reachedBy: call.token)
        switch node {
        case .account(let account): return reached.contains(account.id)
        case .container(let container): return reached.contains(container.account)
        case .medium(let medium): return reached.contains(medium.account)
        case .comment(let comment): return media[comment.medium].map { reached.contains($0.account) } ?? false
        case .page(let page): return call.login == .facebook && reached.contains(page.account)
        case .person(let person): return call.token.holder == .person(person.id)
        }
    }
}
