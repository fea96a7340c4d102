import FoundationEssentials
import Git
import ObjectIDs
import Synchronization

/// A bare repository of this machine's own, for the objects of the journal's chain, so that the user's repository is not
/// filled with them. Everything in it can be fetched again.
final class JournalCache: Sendable {
    let path: String
    /// How many calls of this process are using it; it is not thrown away under them.
    private let userCount = Mutex(0)

    /// What the chain leaves behind is cleared away past about so many loose objects (git's own `gc.auto`).
    private static let looseLimit = 6_700
    /// Every fetch of something new leaves a pack with its index.
    private static let packLimit = 200

    /// The cache in a folder that is made when it is first used.
    init(path: String) { self.path = path }

    /// Runs `body` on a cache that is there; where that finds it damaged, once more on a new one.
    func use<Value: Sendable>(_ body: () async throws(GitError) -> Value) async throws(GitError) -> Value {
        let isAlone = userCount.withLock { count in
            count += 1
            return count == 1
        }
        defer { userCount.withLock { $0 -= 1 } }
        if isAlone, isGrown { discard() }
        do throws(GitError) {
            _ = try Repository.initializeBare(at: path)
            return try await body()
        } catch {
            guard error.isDamage else { throw error }
        }
        discard()
        _ = try Repository.initializeBare(at: path)
        return try await body()
    }

    /// Whether more objects lie about than are worth keeping, by a sample: ids are spread evenly over 256 folders.
    private var isGrown: Bool {
        count("objects/17") > Self.looseLimit / 256 || count("objects/pack") > 2 * Self.packLimit
    }

    private func count(_ folder: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").count) ?? 0
    }

    /// Moves it away before removing it, so that nobody opens the half of it.
    private func discard() {
        let old = "\(path).old-\(UInt32.random(in: 0...UInt32.max))"
        do {
            try FileManager.default.moveItem(atPath: path, toPath: old)
            try FileManager.default.removeItem(atPath: old)
        } catch {
            // Somebody else was faster, or it is not ours to remove: opening it anew tells.
        }
    }
}

extension GitError {
    /// Whether what git keeps on the disk is not whole.
    fileprivate var isDamage: Bool {
        switch self {
        case .missingObject, .corruptObject, .wrongKind, .notARepository, .unsupportedFormat, .invalidConfiguration,
            .library:
            true
        default: false
        }
    }
}
