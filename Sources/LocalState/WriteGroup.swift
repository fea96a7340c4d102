import Publishing

/// What several calls want to be written, in one write: while one is on its way the next group gathers.
struct WriteGroup<Element: Sendable> {
    private var waiting: [(id: Int, element: Element)] = []
    private var outcomes: [Int: Result<Void, StateFailure>] = [:]
    private var lastID = 0

    /// Adds an element; answers the name by which its call asks for the outcome.
    mutating func add(_ element: Element) -> Int {
        lastID += 1
        waiting.append((lastID, element))
        return lastID
    }

    /// What came of an element's write; asked once, and nil while it waits.
    mutating func outcome(of id: Int) -> Result<Void, StateFailure>? { outcomes.removeValue(forKey: id) }

    /// Takes all that waits, in its order.
    mutating func take() -> [(id: Int, element: Element)] {
        defer { waiting = [] }
        return waiting
    }

    /// The write of a group came to its end.
    mutating func end(_ group: [(id: Int, element: Element)], _ outcome: Result<Void, StateFailure>) {
        for (id, _) in group { outcomes[id] = outcome }
    }
}
