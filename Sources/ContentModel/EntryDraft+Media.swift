import Diagnostics

extension EntryDraft {
    /// Every medium the entry names on any account, whose path stays inside the repository; in no order, with repeats.
    public var mediaPaths: [MediaPath] {
        var paths: [MediaPath] = []
        func add(_ fields: EntryFields) {
            for medium in fields.media?.value ?? [] { add(medium.file.value) }
            if let cover = fields.cover { add(cover.value) }
        }
        func add(_ path: String) {
            if MediaPath.isSound(path) { paths.append(MediaPath(known: path)) }
        }
        add(fields)
        for override in overrides { add(override.fields) }
        for occurrence in occurrences { add(occurrence.fields) }
        return paths
    }
}
