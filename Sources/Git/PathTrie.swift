/// A set of paths, asked folder by folder while a tree is walked.
final class PathTrie {
    private var children: [[UInt8]: PathTrie] = [:]
    /// Where the path that ends here stands in the list the set was made from.
    private(set) var place: Int?

    private init() {}

    /// The set of `paths`; of equal paths the last one's place is kept.
    convenience init(_ paths: [RepositoryPath]) {
        self.init()
        for (place, path) in paths.enumerated() {
            var node = self
            for name in path.components {
                let name = Array(name)
                if let child = node.children[name] {
                    node = child
                } else {
                    let child = PathTrie()
                    node.children[name] = child
                    node = child
                }
            }
            node.place = place
        }
    }

    /// The part of the set in the folder called `name`; nil when no path goes there.
    func child(_ name: [UInt8]) -> PathTrie? { children[name] }

    /// Whether no path goes further down.
    var isLeaf: Bool { children.isEmpty }
}
