public import Diagnostics

/// A part of a document with the place it was written at.
public struct Node: Sendable {
    /// Where it begins. What an alias stands for begins, itself, at the alias; its parts where they are written.
    public let mark: Mark
    /// Just past its last character; for lists and mappings without brackets, where the next thing begins.
    public let end: Mark
    /// What it is.
    public let content: Content

    /// A node between two marks.
    public init(mark: Mark, end: Mark, content: Content) {
        self.mark = mark
        self.end = end
        self.content = content
    }

    /// What a node can be.
    public enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Pair])
        /// Something a ``Problem`` was reported for already; readers pass over it without another word.
        case unreadable
    }

    /// One `key: value` of a mapping; the key is a scalar and no other pair of the mapping has its text.
    public struct Pair: Sendable {
        /// The key, a scalar.
        public let key: Node
        /// What stands behind the colon.
        public let value: Node

        /// A key with its value.
        public init(key: Node, value: Node) {
            self.key = key
            self.value = value
        }
    }

    /// The scalar this node is, if it is one.
    @inlinable public var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }
}

/// A text, number, truth value or nothing, with the text it was written as.
public struct Scalar: Hashable, Sendable {
    /// The text: quotes and escapes are resolved, numbers are as written.
    public let text: String
    /// How it is written.
    public let style: Style
    /// What it stands for in the core schema.
    public let value: CoreValue

    /// A scalar whose value is decided.
    public init(text: String, style: Style, value: CoreValue) {
        self.text = text
        self.style = style
        self.value = value
    }
}

extension Scalar {
    /// What it would stand for without its quotes; `nil` where they make no difference.
    @usableFromInline var unquoted: Scalar? {
        guard value == .string, style != .plain else { return nil }
        let plain = CoreValue(plain: text)
        return plain == .string || plain == .null ? nil : Scalar(text: text, style: .plain, value: plain)
    }
}
