public import Diagnostics

/// Where in its file the keys of an entry stand that are present.
///
/// They are few, so they are looked through one by one, which takes less than a hash of one of them.
public struct KeyPlaces: Hashable, Sendable {
    private struct Place: Hashable, Sendable {
        let key: EntryKey
        var mark: Mark
    }

    private var places: [Place] = []

    /// No keys.
    public init() {}

    /// Where a key stands; `nil` for one that is not present.
    public subscript(key: EntryKey) -> Mark? {
        get { places.first { $0.key == key }?.mark }
        set {
            guard let newValue else { return places.removeAll { $0.key == key } }
            if let number = places.firstIndex(where: { $0.key == key }) {
                places[number].mark = newValue
            } else {
                if places.isEmpty { places.reserveCapacity(8) }
                places.append(Place(key: key, mark: newValue))
            }
        }
    }

    /// Takes in other keys, and where they stand instead of where these do.
    mutating func merge(_ others: KeyPlaces) {
        for other in others.places { self[other.key] = other.mark }
    }
}

extension KeyPlaces: Sequence {
    /// Each key with its place, in the order in which they were found.
    public func makeIterator() -> some IteratorProtocol<(key: EntryKey, mark: Mark)> {
        places.lazy.map { (key: $0.key, mark: $0.mark) }.makeIterator()
    }
}
