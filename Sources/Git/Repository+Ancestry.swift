import CGit2
import FoundationEssentials
public import ObjectIDs

extension Repository {
    /// Whether `ancestor` is `descendant` or comes before it in history.
    ///
    /// - Throws: ``GitError/missingObject(_:isShallow:)`` when a shallow clone was cut off before the answer.
    public func isAncestor(_ ancestor: CommitID, of descendant: CommitID) throws(GitError) -> Bool {
        if ancestor == descendant { return true }
        let boundary = try shallowBoundary()
        guard boundary.isEmpty else { return try isAncestor(ancestor, of: descendant, boundary: boundary) }
        var (old, new) = (ancestor.object.oid, descendant.object.oid)
        let code = git_graph_descendant_of(pointer, &new, &old)
        try check(code, "git_graph_descendant_of")
        return code == 1
    }

    /// The best commit that both commits come after; nil when their histories never met.
    ///
    /// - Throws: ``GitError/missingObject(_:isShallow:)`` when a shallow clone was cut off before the answer.
    public func mergeBase(_ first: CommitID, _ second: CommitID) throws(GitError) -> CommitID? {
        var (one, two, base) = (first.object.oid, second.object.oid, git_oid())
        let code = git_merge_base(&base, pointer, &one, &two)
        if code == GIT_ENOTFOUND.rawValue {
            let error = failure(code, "git_merge_base")
            if case .missingObject = error { throw error }
            return nil
        }
        try check(code, "git_merge_base")
        return CommitID(ObjectID(base))
    }

    /// libgit2 1.5 does not know that history may be cut off, and would look for parents that are not there.
    private func isAncestor(
        _ ancestor: CommitID, of descendant: CommitID, boundary: Set<CommitID>
    ) throws(GitError) -> Bool {
        var waiting = [descendant]
        var seen: Set<CommitID> = [descendant]
        var cut: CommitID?
        while let id = waiting.popLast() {
            if id == ancestor { return true }
            if boundary.contains(id) { cut = id }
            for parent in boundary.contains(id) ? [] : try commit(id).parents where seen.insert(parent).inserted {
                waiting.append(parent)
            }
        }
        guard let cut else { return false }
        throw .missingObject(try commit(cut).parents.first?.object, isShallow: true)
    }

    /// The commits whose parents a shallow clone left out; none in a whole one.
    func shallowBoundary() throws(GitError) -> Set<CommitID> {
        guard isShallow else { return [] }
        // One id a line: gitrepository-layout(5), `shallow`.
        let file = commonFolderPath + "/shallow"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw .corruptObject(nil, detail: "cannot read '\(file)'")
        }
        return Set(text.split(whereSeparator: \.isNewline).compactMap { CommitID(hex: $0) })
    }
}
