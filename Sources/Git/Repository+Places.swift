import ObjectIDs

extension Repository {
    /// The paths of a set, of those asked about, in which two trees differ, by their places.
    func places(
        of paths: PathTrie, from old: TreeID?, to new: TreeID, where isAsked: (Int) -> Bool
    ) throws(GitError) -> Set<Int> {
        var places: Set<Int> = []
        if let place = paths.place, old != new, isAsked(place) { places.insert(place) }
        try walkDifferences(from: old, to: new, context: paths) { name, _, _, folder throws(GitError) in
            guard let child = folder.child(name.bytes) else { return nil }
            if let place = child.place, isAsked(place) { places.insert(place) }
            return child.isLeaf ? nil : child
        }
        return places
    }
}
