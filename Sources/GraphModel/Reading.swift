extension Platform {
    /// A node as its fields were asked for; `id` is always among them.
    func read(_ node: Node, _ selection: FieldSelection?, in call: Call) throws(GraphError) -> JSON {
        try demandReading(node, call)
        let asked = selection ?? node.defaultFields
        var members: [JSON.Member] = []
        for field in asked.fields where !members.contains(where: { $0.name == field.key }) {
            guard let value = try value(of: field, node, call) else { continue }
            members.append(.init(name: field.key, value: value))
        }
        if !members.contains(where: { $0.name == "id" }), let id = try value(of: .init(name: "id"), node, call) {
            members.append(.init(name: "id", value: id))
        }
        return .object(members)
    }

    private func demandReading(_ node: Node, _ call: Call) throws(GraphError) {
        switch node {
        case .person, .page, .fileUpload: break
        case .account, .container, .medium: try demand(.read, in: call)
        case .comment: try demand(.comment, in: call)
        case .post(let post): try demandPage(.readPage, post.page, in: call)
        case .photo(let photo): try demandPage(.readPage, photo.page, in: call)
        case .video(let video): try demandPage(.readPage, video.page, in: call)
        case .pageComment(let comment):
            guard let post = posts[comment.post] else { throw .objectMissing(id: node.id, method: .get) }
            try demandPage(.readPage, post.page, in: call)
        }
    }

    /// One field; `nil` where it has no value, so that it is left out.
    private func value(of field: FieldSelection.Field, _ node: Node, _ call: Call) throws(GraphError) -> JSON? {
        if let list = try edge(field, of: node, in: call) {
            // By its path a list of none is an empty list; inside `fields=` it is left out as any field without value.
            return list["data"]?.array?.isEmpty == true && list["summary"] == nil ? nil : list
        }
        switch node {
        case .person(let person): return try self.field(field, of: person, call)
        case .page(let page): return try self.field(field, of: page, call)
        case .account(let account): return try self.field(field, of: account, call)
        case .container(let container): return try self.field(field, of: container, call)
        case .medium(let medium): return try self.field(field, of: medium, call)
        case .comment(let comment): return try self.field(field, of: comment, call)
        case .post(let post): return try self.field(field, of: post, call)
        case .photo(let photo): return try self.field(field, of: photo, call)
        case .video(let video): return try self.field(field, of: video, call)
        case .pageComment(let comment): return try self.field(field, of: comment, call)
        case .fileUpload(let upload): return try self.field(field, of: upload)
        }
    }
}
