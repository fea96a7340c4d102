extension EntryDraft {
    /// Every medium the entry names on any account, whose path stays inside the repository; in no order, with repeats.
    public var mediaPaths: [String] {
        ([fields] + overrides.map(\.fields) + occurrences.map(\.fields)).flatMap { fields in
            let listed = fields.media?.value.map(\.file.value) ?? []
            return (listed + [fields.cover?.value].compactMap(\.self)).filter { (try? MediaPath($0)) != nil }
        }
    }
}
