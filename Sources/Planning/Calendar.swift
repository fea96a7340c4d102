import ContentModel
import Diagnostics

/// The calendar, indexed for the planner.
struct Calendar {
    /// Every publication that exactly one entry claims.
    let publications: Publications
    /// Publications that several entries claim, with the entries' paths.
    private(set) var ambiguous: [PublicationID: [String]] = [:]
    /// One finding for each entry that claims another's publication.
    private(set) var diagnostics: [Diagnostic] = []
    private var invalid: [EntryID: InvalidEntry] = [:]
    private var invalidByPath: [String: InvalidEntry] = [:]
    private let drafts: Set<EntryID>
    /// The first publication of each legal entry: its policies speak for accounts that the entry no longer names.
    private var representatives: [EntryID: Int] = [:]

    /// Publications by id, which stay in one array: they are large.
    struct Publications {
        fileprivate let all: [Publication]
        fileprivate(set) var places: [PublicationID: Int] = [:]

        subscript(id: PublicationID) -> Publication? { places[id].map { all[$0] } }
        var ids: some Collection<PublicationID> { places.keys }
        var values: some Sequence<Publication> { places.values.lazy.map { all[$0] } }
    }

    init(_ input: PlanningInput) {
        drafts = input.drafts
        var publications = Publications(all: input.desired)
        publications.places.reserveCapacity(input.desired.count)
        representatives.reserveCapacity(input.desired.count)
        for (place, publication) in input.desired.enumerated() {
            if ambiguous[publication.id] != nil {
                ambiguous[publication.id]?.append(publication.source.path)
            } else if let present = publications.places.removeValue(forKey: publication.id) {
                ambiguous[publication.id] = [input.desired[present].source.path, publication.source.path]
            } else {
                publications.places[publication.id] = place
            }
            if let present = representatives[publication.id.entry], input.desired[present].id < publication.id {
                continue
            }
            representatives[publication.id.entry] = place
        }
        self.publications = publications
        for entry in input.invalid {
            invalid[entry.entry] = entry
            invalidByPath[entry.path] = entry
        }
        for (id, paths) in ambiguous {
            let sorted = paths.sorted()
            ambiguous[id] = sorted
            guard let first = sorted.first else { continue }
            diagnostics += sorted.dropFirst().map { path in
                Diagnostic(
                    SourceLocation(file: path), "\(id) is claimed by \(first) as well",
                    why: "a publication goes out once, so only one entry can say what it is",
                    fix: "give this entry another id")
            }
        }
    }

    /// How the calendar has a publication.
    enum Presence {
        case desired(Publication)
        case ambiguous(paths: [String])
        case invalid(errorCount: Int)
        case draft
        /// The entry is there, but not for this account or this occurrence; the publication is another of it.
        case dropped(Publication)
        case absent
    }

    /// - Parameter source: the entry as lockfile or journal know it; an entry whose own `id:` cannot be read is
    ///   recognised by its path.
    func presence(of id: PublicationID, source: Publication.Source?) -> Presence {
        if let desired = publications[id] { return .desired(desired) }
        if let paths = ambiguous[id] { return .ambiguous(paths: paths) }
        if let entry = invalid[id.entry] { return .invalid(errorCount: entry.errorCount) }
        if drafts.contains(id.entry) { return .draft }
        if let place = representatives[id.entry] { return .dropped(publications.all[place]) }
        if let entry = source.flatMap({ invalidByPath[$0.path] }) { return .invalid(errorCount: entry.errorCount) }
        return .absent
    }

    /// Whether the calendar has the entry, in whatever state.
    func hasEntry(of id: PublicationID, source: Publication.Source?) -> Bool {
        if case .absent = presence(of: id, source: source) { false } else { true }
    }

    /// Every publication that the calendar names, whether it is legal or not.
    var ids: Set<PublicationID> {
        var ids = Set(publications.ids).union(ambiguous.keys)
        for entry in invalid.values {
            ids.formUnion(entry.accounts.map { PublicationID(entry: entry.entry, account: $0) })
        }
        return ids
    }
}
