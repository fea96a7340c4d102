import ContentModel
import Diagnostics
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
