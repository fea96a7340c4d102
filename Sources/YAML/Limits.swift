/// How much one file may ask of its reader.
///
/// A file can come from a stranger's pull request. The limits bound time and memory; no file that people write by
/// hand comes near them.
public struct Limits: Hashable, Sendable {
    /// The largest file, in bytes.
    public var maximumBytes: Int
    /// How many lists and mappings may stand inside each other, at most ``deepest``.
    public let maximumDepth: Int
    /// How many lists, mappings, texts and aliases a file may hold, as written.
    public var maximumNodes: Int
    /// The longest single text, in bytes of UTF-8.
    public var maximumScalarBytes: Int
    /// How many nodes all aliases of a file together may stand for, at most 2³⁰.
    public let maximumAliasExpansion: Int
    /// How many problems are reported with words.
    public var maximumProblems: Int

    /// The deepest nesting any ``maximumDepth`` allows: node trees are walked by recursion.
    public static let deepest = 256

    /// The limits for files that people write.
    public static let standard = Limits()

    /// Limits that differ from ``standard`` in what is named; a depth beyond ``deepest`` is lowered to it.
    public init(
        maximumBytes: Int = 1 << 20, maximumDepth: Int = 64, maximumNodes: Int = 250_000,
        maximumScalarBytes: Int = 256 << 10, maximumAliasExpansion: Int = 10_000, maximumProblems: Int = 100
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = min(maximumDepth, Self.deepest)
        self.maximumNodes = maximumNodes
        self.maximumScalarBytes = maximumScalarBytes
        self.maximumAliasExpansion = min(maximumAliasExpansion, 1 << 30)
        self.maximumProblems = maximumProblems
    }
}
