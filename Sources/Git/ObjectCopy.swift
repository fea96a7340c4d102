import CGit2
public import ObjectIDs

/// Brings a commit, and all it leads to, from one repository of this machine to another.
enum ObjectCopy {
    /// Up to so many objects are written one by one, as git's own server does (`receive.unpackLimit`); more as a pack.
    private static let looseLimit = 100

    /// Copies what is missing. Whatever is there already is taken to be there with all it leads to, and is written
    /// after all it leads to, so that this stays true when the copying is cut short.
    static func copy(
        _ commit: CommitID, from source: borrowing Repository, to target: borrowing Repository, _ call: RemoteCall?
    ) throws(GitError) {
        let missing = try missing(commit, from: source, to: target, call)
        guard !missing.isEmpty else { return }
        if missing.count <= looseLimit {
            try writeLoose(missing, from: source, to: target)
        } else {
            try writePack(missing, from: source, to: target, call)
        }
    }

    /// What `target` lacks of the commit, each object after those it names.
    private static func missing(
        _ tip: CommitID, from source: borrowing Repository, to target: borrowing Repository, _ call: RemoteCall?
    ) throws(GitError) -> [ObjectID] {
        // Parents first: a commit is put down when it is met again with its parents behind it.
        var commits: [CommitID] = []
        var waiting = [(id: tip, isOpened: false)]
        var seen: Set<CommitID> = []
        while let (id, isOpened) = waiting.popLast() {
            if isOpened {
                commits.append(id)
                continue
            }
            guard seen.insert(id).inserted, try !target.contains(id.object) else { continue }
            waiting.append((id, true))
            for parent in try source.commit(id).parents where !seen.contains(parent) { waiting.append((parent, false)) }
            if seen.count % 1_000 == 0 { _ = call?.noteProgress() }
        }
        var found: [ObjectID] = []
        var known: Set<ObjectID> = []
        for id in commits {
            try collect(source.commit(id).tree, depth: 0, from: source, to: target, &known, &found)
            found.append(id.object)
        }
        return found
    }

    private static func collect(
        _ tree: TreeID, depth: Int, from source: borrowing Repository, to target: borrowing Repository,
        _ known: inout Set<ObjectID>, _ found: inout [ObjectID]
    ) throws(GitError) {
        guard depth <= Repository.maximumDepth else { throw .nestedTooDeep(limit: Repository.maximumDepth) }
        guard known.insert(tree.object).inserted, try !target.contains(tree.object) else { return }
        let folder = try source.lookUp(tree)
        for place in 0..<git_tree_entrycount(folder.pointer) {
            guard let entry = git_tree_entry_byindex(folder.pointer, place) else { continue }
            let id = ObjectID(git_tree_entry_id(entry).pointee)
            switch git_tree_entry_type(entry) {
            case GIT_OBJECT_TREE:
                try collect(TreeID(id), depth: depth + 1, from: source, to: target, &known, &found)
            case GIT_OBJECT_BLOB:
                if known.insert(id).inserted, try !target.contains(id) { found.append(id) }
            default: break  // a submodule's commit belongs to another repository
            }
        }
        found.append(tree.object)
    }

    private static func writeLoose(
        _ ids: [ObjectID], from source: borrowing Repository, to target: borrowing Repository
    ) throws(GitError) {
        let reading = try source.handle("git_repository_odb", freeing: git_odb_free) {
            git_repository_odb(&$0, source.pointer)
        }
        let writing = try target.handle("git_repository_odb", freeing: git_odb_free) {
            git_repository_odb(&$0, target.pointer)
        }
        for id in ids {
            try source.checkLooseObject(id)
            var oid = id.oid
            let object = try source.handle("git_odb_read", object: id, freeing: git_odb_object_free) {
                git_odb_read(&$0, reading.pointer, &oid)
            }
            let (content, size) = (git_odb_object_data(object.pointer), git_odb_object_size(object.pointer))
            var written = git_oid()
            try target.check(
                git_odb_write(&written, writing.pointer, content, size, git_odb_object_type(object.pointer)),
                "git_odb_write")
        }
    }

    private static func writePack(
        _ ids: [ObjectID], from source: borrowing Repository, to target: borrowing Repository, _ call: RemoteCall?
    ) throws(GitError) {
        let pack = try source.handle("git_packbuilder_new", freeing: git_packbuilder_free) {
            git_packbuilder_new(&$0, source.pointer)
        }
        for id in ids {
            var oid = id.oid
            try source.check(git_packbuilder_insert(pack.pointer, &oid, nil), "git_packbuilder_insert", object: id)
        }
        let folder = target.commonFolderPath + "/objects/pack"
        let code = git_packbuilder_write(
            pack.pointer, folder, 0o444,
            { _, payload in
                payload.map { Unmanaged<RemoteCall>.fromOpaque($0).takeUnretainedValue().noteProgress() } ?? true
                    ? 0 : GIT_EUSER.rawValue
            }, call.map { Unmanaged.passUnretained($0).toOpaque() })
        try source.check(code, "git_packbuilder_write")
    }
}

extension Repository {
    /// Brings a commit of `other`, and all it leads to that is not here yet, into this repository.
    public func copy(_ commit: CommitID, from other: borrowing Repository) throws(GitError) {
        try ObjectCopy.copy(commit, from: other, to: self, nil)
    }
}
