import Glibc

/// A file's bytes where the system keeps them, given back exactly once.
///
/// Only for files that are replaced as a whole and never written into, as git replaces its index, which it maps itself:
/// what is mapped stays as it was. Reading one of ten megabytes takes three times as long.
///
/// Unchecked, because nobody writes to the bytes.
final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    /// `nil` for what cannot be opened, or has no bytes.
    init?(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0,
            let start = mmap(nil, Int(facts.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0),
            start != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: Int(facts.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
