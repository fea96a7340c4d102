import ContentModel
import Git
import ScheduleLock

#if canImport(Glibc)
    import Glibc
#endif

/// Which files of a work tree are as they were when they were read last, in a calendar that is otherwise the same.
struct EntryMatch {
    /// Of each entry of the table, whether its file and its media are there as they were.
    private(set) var isPresent: [Bool]
    /// For each untouched file, the entry of the table that it is; -1 where it is none.
    private var rowOfUntouched: [Int32]
    /// The same for each of the other files.
    private var rowOfOther: [Int32]

    /// - Parameter hasMedium: for each medium of the table, whether it is there as it was.
    init(of table: EntryTable, in tree: ScannedTree, hasMedium: [Bool]) async {
        isPresent = Array(repeating: false, count: table.count)
        let starts = Array(stride(from: 0, to: tree.untouched.count, by: Self.pieceSize))
        let pieces = await mapInParallel(starts) { start in
            Self.rows(of: tree.untouched[start...].prefix(Self.pieceSize), in: tree.index, table, hasMedium: hasMedium)
        }
        rowOfUntouched = Array(pieces.joined())
        for row in rowOfUntouched where row >= 0 { isPresent[Int(row)] = true }
        rowOfOther = Array(repeating: -1, count: tree.others.count)
        for (place, file) in tree.others.enumerated() {
            guard let row = table.row(at: file.path), !file.isLink, table.blob(of: row) == file.blob,
                table.shows(row, only: hasMedium)
            else { continue }
            (rowOfOther[place], isPresent[row]) = (Int32(row), true)
        }
    }

    /// So many files are held against the table at a time, on each core.
    private static let pieceSize = 4_096

    /// For each of some untouched files, the entry of the table that it is; -1 where it is none.
    private static func rows(
        of numbers: ArraySlice<UInt32>, in index: WorkTreeScan, _ table: EntryTable, hasMedium: [Bool]
    ) -> [Int32] {
        var rows = [Int32](repeating: -1, count: numbers.count)
        guard let first = numbers.first else { return rows }
        var row = table.row(notBefore: index.path(of: Int(first)))
        // Files and entries are sorted alike.
        table.withBytes { known in
            index.withBytes { found in
                for (place, number) in numbers.enumerated() {
                    let path = UnsafeRawBufferPointer(rebasing: found[index.pathPlace(of: Int(number))])
                    var order: Int32 = -1
                    while row < table.count {
                        order = compare(UnsafeRawBufferPointer(rebasing: known[table.pathPlace(of: row)]), path)
                        if order >= 0 { break }
                        row += 1
                    }
                    guard row < table.count else { break }
                    guard order == 0, table.blob(of: row) == index.blob(of: Int(number)),
                        table.shows(row, only: hasMedium)
                    else { continue }
                    rows[place] = Int32(row)
                }
            }
        }
        return rows
    }

    private static func compare(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int32 {
        guard let left = first.baseAddress, let right = second.baseAddress else {
            return Int32(first.count.signum() - second.count.signum())
        }
        let order = memcmp(left, right, min(first.count, second.count))
        return order != 0 ? order : Int32((first.count - second.count).signum())
    }

    /// The files that the table does not know, sorted by the bytes of their paths.
    func unknown(in tree: ScannedTree) -> [CalendarFile] { files(in: tree) { _ in false } }

    /// The files that the table does not know, and those of some of its entries, sorted by the bytes of their paths.
    func files(in tree: ScannedTree, ofEntries isWanted: (Int) -> Bool) -> [CalendarFile] {
        func isWantedFile(_ row: Int32) -> Bool { row < 0 || isWanted(Int(row)) }
        return tree.files(
            untouched: zip(tree.untouched, rowOfUntouched).filter { isWantedFile($0.1) }.map(\.0),
            others: zip(tree.others, rowOfOther).filter { isWantedFile($0.1) }.map(\.0))
    }
}
