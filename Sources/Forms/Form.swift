/// What a value in a file may look like, as data: the same table that reads a file also describes it.
public indirect enum Form: Hashable, Sendable {
    /// Whatever there may be.
    case any
    /// A scalar that means something, taken as it is written.
    case text
    /// One of these words.
    case words([String])
    /// `true` or `false`.
    case bool
    /// `on` or `off`; `true` and `false` say the same.
    case onOff
    /// A whole number, within bounds if there are any.
    case integer(ClosedRange<Int>?)
    /// A number, within bounds if there are any.
    case number(ClosedRange<Double>?)
    /// Items in brackets.
    case list(Form)
    /// One item, or several in brackets.
    case oneOrMany(Form)
    /// A mapping whose keys are the author's own.
    case dictionary(Form)
    /// A mapping with these keys and no others.
    case mapping([Field])
    /// A short form on one line, or a mapping that says more.
    case either(scalar: Form, mapping: Form)
    /// One of several mappings, told apart by the only word that a key of each may have.
    case variants([Form])

    /// A key of a mapping and what stands under it.
    public struct Field: Hashable, Sendable {
        /// The key.
        public var name: String
        /// What stands under it.
        public var form: Form
        /// Whether the mapping makes no sense without it.
        public var isRequired: Bool
        /// A value as it is written in a file.
        public var example: String

        /// A key and what stands under it.
        public init(_ name: String, _ form: Form, isRequired: Bool, example: String) {
            self.name = name
            self.form = form
            self.isRequired = isRequired
            self.example = example
        }
    }
}
