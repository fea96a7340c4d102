import ChildProcess
import FoundationEssentials
import Glibc

/// Where the program `calends-media` is.
public struct WorkerProgram: Hashable, Sendable {
    /// Its path.
    public let path: String

    /// The variable that names another one than the neighbour of `calends`.
    public static let variable = "CALENDS_MEDIA"
    private static let name = "calends-media"

    /// A worker at `path`.
    public init(path: String) { self.path = path }

    /// The one that the environment names, else the one beside this program.
    ///
    /// - Throws: ``MediaTrouble/absent(_:)`` with the path where there is none.
    public static func find(environment: [String: String]) throws(MediaTrouble) -> WorkerProgram {
        if let named = environment[variable], !named.isEmpty { return try WorkerProgram(existing: named) }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer[..<max(0, length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? ""
        return try WorkerProgram(existing: "\(folder)/\(name)")
    }

    private init(existing path: String) throws(MediaTrouble) {
        guard access(path, F_OK) == 0 else { throw .absent(path) }
        guard access(path, X_OK) == 0 else {
            throw .failed(.cannotStart("'\(path)' is no program that may be run"), lastWords: "")
        }
        self.path = path
    }
}
