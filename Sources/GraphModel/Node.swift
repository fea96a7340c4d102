/// Anything that has an id.
enum Node {
    case person(Person)
    case page(Page)
    case account(Account)
    case container(Container)
    case medium(Medium)
    case comment(Comment)
    case post(PagePost)
    case photo(PagePhoto)
    case video(PageVideo)
    case pageComment(PageComment)
    case fileUpload(FileUpload)

    var id: String {
        switch self {
        case .person(let person): person.id.text
        case .page(let page): page.id.text
        case .account(let account): account.id.text
        case .container(let container): container.id.text
        case .medium(let medium): medium.id.text
        case .comment(let comment): comment.id.text
        case .post(let post): post.id.text
        case .photo(let photo): photo.id.text
        case .video(let video): video.id.text
        case .pageComment(let comment): comment.id.text
        case .fileUpload(let upload): upload.id
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
        case .post: "PagePost"
        case .photo: "Photo"
        case .video: "Video"
        case .pageComment: "Comment"
        case .fileUpload: "UploadSession"
        }
    }

    /// What is answered when no fields are asked for.
    var defaultFields: FieldSelection {
        switch self {
        case .person, .page: FieldSelection(names: ["name", "id"])
        case .comment: FieldSelection(names: ["timestamp", "text", "id"])
        case .account, .container, .medium: FieldSelection(names: ["id"])
        case .post(let post):
            FieldSelection(
                names: post.kind.isStory
                    ? ["post_id", "status", "creation_time", "media_type", "media_id", "url"]
                    : ["created_time", "message", "id"])
        case .photo: FieldSelection(names: ["created_time", "name", "id"])
        case .video: FieldSelection(names: ["description", "updated_time", "id"])
        case .pageComment: FieldSelection(names: ["created_time", "from", "message", "id"])
        case .fileUpload: FieldSelection(names: ["id", "file_offset"])
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
        if name.hasPrefix("upload:") {
            let signed = "\(name)?sig=\(call.parameters["sig"]?.text ?? "")"
            guard let upload = fileUploads[signed], upload.owner == call.token.holder else {
                throw .page(.uploadSession)
            }
            return .fileUpload(upload)
        }
        guard name.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x5f }) else { throw .aliasMissing(name) }
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
        if let post = posts[PostID(id)] { return post.deleted == nil ? .post(post) : nil }
        if let photo = photos[PhotoID(id)] { return isKept(photo, at: call.now) ? .photo(photo) : nil }
        if let video = videos[VideoID(id)] { return video.deleted == nil ? .video(video) : nil }
        if let comment = pageComments[PageCommentID(id)] {
            return comment.deleted == nil && posts[comment.post]?.deleted == nil ? .pageComment(comment) : nil
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
        case .post(let post): return pages(reachedBy: call.token).contains(post.page)
        case .photo(let photo): return pages(reachedBy: call.token).contains(photo.page)
        case .video(let video): return pages(reachedBy: call.token).contains(video.page)
        case .pageComment(let comment):
            return posts[comment.post].map { pages(reachedBy: call.token).contains($0.page) } ?? false
        case .fileUpload(let upload): return upload.owner == call.token.holder
        }
    }
}
