/// What a file holds, and everything wrong with it.
public struct ParsedDocument: Sendable {
    /// The document, or nothing when the file is empty or its syntax is broken.
    public let root: Node?
    /// In reading order; empty when the file can be trusted.
    public let problems: [Problem]
}

/// Reads a whole file into nodes, and everything wrong with it into problems.
///
/// The file must hold one document. Duplicate keys, wrong tags and bad aliases are reported and passed over; a syntax
/// error or a passed limit ends the reading, and then there is no root.
public func parse(_ bytes: Span<UInt8>, limits: Limits = .standard) -> ParsedDocument {
    let check = EncodingCheck(bytes)
    if check.problem == nil,
        let root = PlainReader.root(
            of: bytes.extracting(droppingFirst: check.prefix), isASCII: check.isPlain, limits: limits)
    {
        return ParsedDocument(root: root, problems: [])
    }
    return parseByEvents(bytes, limits: limits)
}

/// As ``parse(_:limits:)``, by libyaml's events alone: whatever may be in the file, and in words what is wrong with it.
func parseByEvents(_ bytes: Span<UInt8>, limits: Limits = .standard) -> ParsedDocument {
    var problems = ProblemList(maximum: limits.maximumProblems)
    do throws(Problem) {
        var composer = Composer(reader: try EventReader(bytes, limits: limits), limits: limits)
        let root: Node?
        do throws(Problem) {
            root = try composer.document()
        } catch {
            composer.problems.report(error)
            root = nil
        }
        return ParsedDocument(root: root, problems: composer.problems.sorted)
    } catch {
        problems.report(error)
        return ParsedDocument(root: nil, problems: problems.sorted)
    }
}

/// Reads a whole file held as an array; see ``parse(_:limits:)``.
public func parse(_ bytes: [UInt8], limits: Limits = .standard) -> ParsedDocument {
    parse(bytes.span, limits: limits)
}
