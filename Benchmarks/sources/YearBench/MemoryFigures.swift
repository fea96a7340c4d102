import CMalloc
import Glibc

/// What this process takes of memory.
struct MemoryFigures {
    /// Bytes that the heap has given out and not got back, as malloc counts them.
    static var heapInUse: Int {
        let figures = mallinfo2()
        return Int(figures.uordblks) + Int(figures.hblkhd)
    }

    /// Bytes that are in the machine's memory now.
    static var resident: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
