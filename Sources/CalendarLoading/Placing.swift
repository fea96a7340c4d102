import ContentModel
import Diagnostics
import ObjectIDs
import YAML

extension Mark {
    /// The mark as a place in `file`.
    func place(in file: String) -> SourceLocation { SourceLocation(file: file, line: line, column: column) }
}

extension YAML.Located {
    /// The value at its place in `file`.
    func placed(in file: String) -> ContentModel.Located<Value> {
        ContentModel.Located(value, at: mark.place(in: file))
    }
}

extension YAML.Located where Value: Sequence {
    /// The list and each of its items at their places in `file`.
    func placedItems<Item>(in file: String) -> ContentModel.Located<[ContentModel.Located<Item>]>
    where Value.Element == YAML.Located<Item> {
        ContentModel.Located(value.map { $0.placed(in: file) }, at: mark.place(in: file))
    }
}

extension Problem {
    /// The problem as a finding about `file`.
    func diagnostic(in file: String) -> Diagnostic {
        Diagnostic(mark.place(in: file), message, why: why, fix: fix)
    }
}

/// The file that shapes read at the moment: they are made once, and place what they read in it.
///
/// Unchecked, because a decoder, which owns both, is used by one task.
final class CurrentFile: @unchecked Sendable {
    var source = Publication.Source(path: "", blob: BlobID(ObjectID(high: 0, middle: 0, low: 0)))
}

extension Mark {
    /// The mark as a place in the file that is being read.
    func place(in file: CurrentFile) -> SourceLocation { place(in: file.source.path) }
}

extension YAML.Located {
    /// The value at its place in the file that is being read.
    func placed(in file: CurrentFile) -> ContentModel.Located<Value> { placed(in: file.source.path) }
}

extension YAML.Located where Value: Sequence {
    /// The list and each of its items at their places in the file that is being read.
    func placedItems<Item>(in file: CurrentFile) -> ContentModel.Located<[ContentModel.Located<Item>]>
    where Value.Element == YAML.Located<Item> {
        placedItems(in: file.source.path)
    }
}
