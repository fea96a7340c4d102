import FileStore
public import FoundationEssentials
import Glibc

extension MediaCache {
    /// What cleaning took away, or would.
    public struct Cleaning: Hashable, Sendable {
        /// How many files.
        public var files = 0
        /// Of how many bytes.
        public var bytes = 0

        /// Nothing.
        public init() {}
    }

    /// What nobody asked for in so many seconds is removed: thirty days.
    static let unusedFor = 30.0 * 86_400
    /// What was not asked for the longest is removed, until there is no more than this: ten gigabytes.
    public static let mostBytes = 10_000_000_000
    /// What was asked for within a day stays in any case: it may be on its way to its host.
    static let busyFor = 86_400.0
    /// That somebody asked is noted twice a day, and not each time.
    private static let notedAgainAfter = 43_200

    /// Whether a file is there; in the cache it is noted that it is of use.
    ///
    /// - Parameter path: from the root of the file system.
    public func isThere(_ path: String) -> Bool {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return false }
        if path.hasPrefix(self.path + "/"), facts.st_mtim.tv_sec < time(nil) - Self.notedAgainAfter {
            utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW)
        }
        return true
    }

    /// Removes what was not of use for long, and what is too much.
    @discardableResult
    public func clean(at now: Date = Date(), isDry: Bool = false, keeping most: Int = mostBytes) -> Cleaning {
        guard let files = try? FileRoot(path) else { return Cleaning() }
        let found = ((try? files.list()) ?? []).compactMap { file -> (path: String, size: Int, used: Double)? in
            guard file.kind == .file, !file.path.hasPrefix("."), let facts = try? files.facts(of: file.path) else {
                return nil
            }
            return (file.path, facts.size, Double(facts.modified))
        }
        let time = now.timeIntervalSince1970
        var rest = found.reduce(0) { $0 + $1.size }
        var cleaning = Cleaning()
        for file in found.sorted(by: { ($0.used, $0.path) < ($1.used, $1.path) }) {
            let age = time - file.used
            guard age > Self.unusedFor || (rest > most && age > Self.busyFor) else { break }
            guard isDry || unlink("\(files.path)/\(file.path)") == 0 else { continue }
            rest -= file.size
            cleaning.files += 1
            cleaning.bytes += file.size
        }
        return cleaning
    }

    /// The same, once a day at most: for whoever adds something.
    func cleanDaily() {
        let mark = "\(path)/.cleaned"
        var facts = stat()
        if stat(mark, &facts) == 0, facts.st_mtim.tv_sec > time(nil) - Int(Self.busyFor) { return }
        try? files().durableFile(".cleaned").replace(with: [])
        clean()
    }
}
