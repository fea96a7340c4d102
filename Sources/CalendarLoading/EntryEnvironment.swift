import Git
import Glibc
public import ObjectIDs

/// What reading an entry rests on besides its own bytes and those of its media: the settings, the system's time zones,
/// and the program itself.
public enum EntryEnvironment {
    /// Names it; of two that differ in anything the names differ.
    ///
    /// - Parameter settings: the content of the settings' file.
    public static func id(settings: BlobID) -> BlobID {
        let zones =
            getenv("TZDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/share/zoneinfo"
        let files = ["/proc/self/exe", zones, "\(zones)/tzdata.zi", "\(zones)/Europe", "\(zones)/UTC"]
        let stamps = files.map { "\($0) \(stamp(of: $0))\n" }.joined()
        return BlobID(hashing: Array("\(settings)\n\(stamps)".utf8))
    }

    /// Other for a file that was replaced or written to.
    private static func stamp(of path: String) -> String {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return "-" }
        return "\(facts.st_dev) \(facts.st_ino) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }
}
