/// A program that git runs to merge the files whose `merge` attribute names it (gitattributes(5)).
public struct MergeDriver: Hashable, Sendable {
    /// What people read of it.
    public let title: String
    /// The command, with `%O`, `%A`, `%B` for the base, our and their file; the result goes into `%A`.
    public let command: String

    /// Describes a driver.
    public init(title: String, command: String) { (self.title, self.command) = (title, command) }
}
