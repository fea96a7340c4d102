import Glibc

/// The length of a file in bytes.
func fileSize(_ path: String) throws(VipsFailure) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw VipsFailure("'\(path)': \(String(cString: strerror(errno)))") }
    return Int(status.st_size)
}
