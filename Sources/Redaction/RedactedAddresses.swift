/// Text in which addresses have lost the parts that may hold secrets: user and password, query and fragment.
///
/// Nothing of it has to be well formed, as what people write wrongly is what messages repeat.
struct RedactedAddresses {
    let result: String

    init(_ text: String) {
        var kept = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            let scheme = rest[..<mark.lowerBound].reversed().prefix { $0.isLetter || $0 == "+" }
            kept += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...]
            let address = rest.prefix { !$0.isWhitespace && !Self.ends.contains($0) }
            kept += Self.shown(address, isShell: String(scheme.reversed()).lowercased().contains("ssh"))
            rest = rest[address.endIndex...]
        }
        result = kept + rest
    }

    private static let ends: Set<Character> = ["\"", "'", "<", ">", "`", "…"]

    /// What follows `://`, without what is not for everybody.
    ///
    /// - Parameter isShell: the user alone is no secret then: `git@`.
    private static func shown(_ address: Substring, isShell: Bool) -> String {
        // What stands before the last `@` of the authority is the user; a password may have a slash in it by mistake.
        let authority = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let port = authority.hasPrefix("[") ? "" : authority.drop { $0 != ":" }.dropFirst()
        let userEnd = port.allSatisfy(\.isWholeNumber) ? authority.lastIndex(of: "@") : address.lastIndex(of: "@")
        let host = userEnd.map { address[address.index(after: $0)...] } ?? address
        let user = address[..<host.startIndex]
        let isSecret = !user.isEmpty && !(isShell && !user.contains(":"))
        let path = host.prefix { $0 != "?" && $0 != "#" }
        let query = host[path.endIndex...]
        // `https://host/?` may end a question.
        let hasMore = query.count > 1 && query.dropFirst().contains { $0.isLetter || $0.isNumber }
        let shownUser = isSecret ? "\(Redaction.mark)@" : String(user)
        return "\(shownUser)\(path)\(hasMore ? "\(query.prefix(1))\(Redaction.mark)" : String(query))"
    }
}
