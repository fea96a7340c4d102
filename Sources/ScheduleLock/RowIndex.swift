/// Numbers of rows, found by the digest of what they are about: one array of numbers, open to its next free place.
struct RowIndex: Sendable {
    /// Counted from 1; 0 is empty.
    private var places: [UInt32]

    /// An index with room for so many.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        places = Array(repeating: 0, count: size)
    }

    /// Adds a row, whether others have its digest or not.
    mutating func add(_ row: Int, _ digest: UInt64) {
        var place = Digest.place(of: digest, among: places.count)
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = UInt32(row + 1)
    }

    /// The row with a digest that is the wanted one.
    func row(_ digest: UInt64, where isWanted: (Int) -> Bool) -> Int? {
        var place = Digest.place(of: digest, among: places.count)
        while places[place] != 0 {
            let row = Int(places[place]) - 1
            if isWanted(row) { return row }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }
}
