public import Diagnostics

/// Where the keys of an entry stand that are present.
///
/// They are few, so they are looked through one by one, which takes less than a hash of one of them.
public struct KeyPlaces: Hashable, Sendable {
    private struct Place: Hashable, Sendable {
        let key: EntryKey
        var location: SourceLocation
    }

    private var places: [Place] = []

    /// No keys.
    public init() {}

    /// Where a key stands; `nil` for one that is not present.
    public subscript(key: EntryKey) -> SourceLocation? {
        get { places.first { $0.key == key }?.location }
        set {
            guard let newValue else { return places.removeAll { $0.key == key } }
            if let number = places.firstIndex(where: { $0.key == key }) {
                places[number].location = newValue
            } else {
                if places.isEmpty { places.reserveCapacity(8) }
                places.append(Place(key: key, location: newValue))
            }
        }
    }

    /// Takes in other keys, and where they stand instead of where these do.
    mutating func merge(_ others: KeyPlaces) {
        for other in others.places { self[other.key] = other.location }
    }
}

extension KeyPlaces: Sequence {
    /// Each key with its place, in the order in which they were found.
    public func makeIterator() -> some IteratorProtocol<(key: EntryKey, place: SourceLocation)> {
        places.lazy.map { (key: $0.key, place: $0.location) }.makeIterator()
    }
}
