public import Diagnostics

/// One step through a file: what begins, ends or stands at a place.
///
/// Names and texts stay in the ``EventReader`` until asked for, so an event costs no allocation.
public struct Event: Hashable, Sendable {
    /// What kind of step.
    public enum Kind: Hashable, Sendable {
        case documentStart, documentEnd
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
        case scalar
        case alias
    }

    /// What happens here.
    public let kind: Kind
    /// Where it begins.
    public let mark: Mark
    /// Just past its last character; a list or mapping without brackets ends where the next thing begins.
    public let end: Mark
}

/// How a scalar is written; only a plain one can be anything but text.
public enum Style: Hashable, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
}
