public import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import Synchronization
import TimeZones

extension ZoneClient {
    /// The rules in the system's zone data, each zone read once.
    ///
    /// - Parameter folder: where the data lies; the C library's own choice when `nil`: `TZDIR`, else
    ///   `/usr/share/zoneinfo`.
    public static func system(folder: String? = nil) -> ZoneClient {
        let named = ProcessInfo.processInfo.environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 }
        let data = ZoneData(folder: folder ?? named ?? "/usr/share/zoneinfo")
        return ZoneClient { data.rules(name: $0) }
    }
}

/// A folder of TZif files, and the zones read from it so far.
private final class ZoneData: Sendable {
    private let folder: String
    private let known = Mutex<[String: Result<ZoneRules, ZoneProblem>]>([:])

    init(folder: String) { self.folder = folder }

    func rules(name: String) -> Result<ZoneRules, ZoneProblem> {
        if let result = known.withLock({ $0[name] }) { return result }
        let result = read(name)
        known.withLock { $0[name] = result }
        return result
    }

    /// The largest TZif file that is opened, in bytes: ten times those that exist.
    private static let largestFile = 64 << 10

    private func read(_ name: String) -> Result<ZoneRules, ZoneProblem> {
        if name == "UTC" { return .success(.utc) }
        // Real names start with a capital; files beside them, such as tzdata.zi or posixrules, do not.
        guard ZoneRules.isName(name), name.first?.isUppercase == true else {
            return .failure(unknown(name))
        }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileRoot(folder).bytes(of: name, limit: Self.largestFile)
        } catch {
            return .failure(unknown(name))
        }
        do throws(ZoneRulesError) {
            return .success(try ZoneRules(name: name, tzif: bytes))
        } catch {
            return .failure(.unreadable(name, error))
        }
    }

    private func unknown(_ name: String) -> ZoneProblem {
        let files = (try? FileRoot(folder).list()) ?? []
        let names = files.filter { $0.kind != .folder }.map(\.path).filter { path in
            path.first?.isUppercase == true && !path.contains(".")
        }
        // Minimal systems come without the data, and then no name is right.
        guard names.contains(where: { $0.hasPrefix("Europe/") }) else { return .noData(folder: folder) }
        return .unknown(name, nearest: Suggestion.nearest(to: name, among: names))
    }
}
