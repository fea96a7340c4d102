import Git

extension RepositoryPath {
    /// The path as text; bytes that are not UTF-8 are escaped between quotes, which no usable path starts with.
    var text: String { string ?? description }
}
