public import ObjectIDs

extension TypedObjectID {
    /// A name whose 40 digits are all `digit`, which is hexadecimal.
    public static func all(_ digit: Character) -> Self {
        guard let id = Self(hex: String(repeating: digit, count: ObjectID.byteCount * 2)) else {
            preconditionFailure("'\(digit)' is no hexadecimal digit")
        }
        return id
    }
}
