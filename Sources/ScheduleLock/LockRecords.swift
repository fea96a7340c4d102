public import ContentModel

/// What became of each publication: a dictionary in which records that were read from a lockfile stay where they stand in
/// its text.
///
/// Copies share that text. What is set is kept beside it, so that a change costs what has changed.
public struct LockRecords: Sendable {
    private var table: RecordTable
    /// Rows of the table that say nothing any more.
    private var hidden: Set<Int> = []
    /// The records of those publications that no visible row speaks of.
    private var own: [PublicationID: LockRecord]

    /// Takes records as values.
    public init(_ records: [PublicationID: LockRecord] = [:]) { (table, own) = (.empty, records) }

    /// Takes what was read; `nil` where several records are of one publication.
    init?(_ table: RecordTable, besides claims: [Claim]) {
        (self.table, own) = (table, [:])
        for claim in claims {
            guard table.row(of: claim.publication) == nil,
                own.updateValue(claim.record, forKey: claim.publication) == nil
            else { return nil }
        }
    }

    /// How many publications have a record.
    public var count: Int { table.rows.count - hidden.count + own.count }

    /// Whether none has.
    public var isEmpty: Bool { count == 0 }

    /// The record of a publication.
    public subscript(id: PublicationID) -> LockRecord? {
        get { own[id] ?? visibleRow(of: id).map { table.record(of: $0) } }
        set {
            if let row = visibleRow(of: id) { hidden.insert(row) }
            own[id] = newValue
        }
    }

    private func isVisible(_ row: Int) -> Bool { hidden.isEmpty || !hidden.contains(row) }

    private func visibleRow(of id: PublicationID) -> Int? { table.row(of: id).flatMap { isVisible($0) ? $0 : nil } }

    /// Takes a record away, and answers it.
    @discardableResult
    public mutating func removeValue(forKey id: PublicationID) -> LockRecord? {
        defer { self[id] = nil }
        return self[id]
    }

    /// Those that are wanted.
    public func filter(_ isIncluded: (Element) throws -> Bool) rethrows -> LockRecords {
        var kept = self
        kept.hidden = []
        kept.table = try table.filter { try isVisible($0) && isIncluded(element(ofRow: $0)) }
        kept.own = try own.filter(isIncluded)
        return kept
    }
}

extension LockRecords: Sequence {
    /// A publication and its record.
    public typealias Element = (key: PublicationID, value: LockRecord)

    /// All, in no particular order.
    public func makeIterator() -> some IteratorProtocol<Element> {
        each({ element(ofRow: $0) }, { $0 }).makeIterator()
    }

    /// The publications that have a record, in no particular order.
    public var keys: some Sequence<PublicationID> { each({ table.publication(of: $0) }, \.key) }

    /// The records, in no particular order.
    public var values: some Sequence<LockRecord> { each({ table.record(of: $0) }, \.value) }

    private func element(ofRow row: Int) -> Element { (table.publication(of: row), table.record(of: row)) }

    private func each<Result>(
        _ ofRow: @escaping (Int) -> Result, _ ofOwn: @escaping (Element) -> Result
    ) -> some Sequence<Result> {
        sequence(state: (row: 0, own: own.makeIterator())) { state in
            while state.row < table.rows.count {
                defer { state.row += 1 }
                if isVisible(state.row) { return ofRow(state.row) }
            }
            return state.own.next().map(ofOwn)
        }
    }
}

extension LockRecords: Hashable, ExpressibleByDictionaryLiteral {
    /// Records by their publications.
    public init(dictionaryLiteral elements: (PublicationID, LockRecord)...) {
        self.init(Dictionary(uniqueKeysWithValues: elements))
    }

    /// Whether both say the same of the same publications.
    public static func == (left: LockRecords, right: LockRecords) -> Bool {
        left.count == right.count && left.news(in: right, atMost: 1).isEmpty
    }

    /// By how many there are: of lockfiles no sets are made.
    public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

extension LockRecords {
    /// What others say of a publication and these do not.
    ///
    /// - Parameter limit: more than so many are not wanted.
    func news(in others: LockRecords, atMost limit: Int = .max) -> [Element] {
        var news: [Element] = []
        var near = 0
        for number in others.table.rows.indices where others.isVisible(number) {
            let row = others.table.rows[number]
            if let same = table.row(like: row, of: others.table, near: near) {
                near = same + 1
                if isVisible(same), table.says(same, theSameAs: row, of: others.table) { continue }
            }
            let element = others.element(ofRow: number)
            if self[element.key] != element.value { news.append(element) }
            if news.count == limit { return news }
        }
        for element in others.own where self[element.key] != element.value {
            news.append(element)
            if news.count == limit { return news }
        }
        return news
    }

    /// The records of media with some digests; zero is that of none.
    func records(mediumDigest isWanted: (UInt64) -> Bool) -> [Element] {
        table.rows.indices.filter { isWanted(table.rows[$0].mediumDigest) && isVisible($0) }.map(element)
            + own.filter { isWanted($0.value.mediumDigest) }
    }

    /// The text that ``standing`` are places of.
    var text: [UInt8] { table.text }

    /// The blocks that are written as they stand, in the order of their heads.
    var standing: [RecordTable.Row] {
        let rows = table.rows.indices.filter(isVisible).map { table.rows[$0] }
        return text.withUnsafeBufferPointer { text in rows.sorted { text.precedes($0.head, $1.head) } }
    }

    /// All others.
    var rest: [PublicationID: LockRecord] { own }
}
