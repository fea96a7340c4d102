import Foundation

@testable import TimeZones

/// The zone data of the machine the tests run on.
enum SystemZones {
    static let folder = "/usr/share/zoneinfo"

    static func bytes(of name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }

    static func rules(of name: String) throws -> ZoneRules {
        try ZoneRules(name: name, tzif: bytes(of: name))
    }

    /// The zones of `zone1970.tab`, each the time of some place since 1970, and the oddities besides.
    static func commonNames() throws -> [String] {
        let table = try String(contentsOfFile: "\(folder)/zone1970.tab", encoding: .utf8)
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
        return names + ["UTC", "Etc/GMT+12", "Etc/GMT-14", "Europe/Dublin", "Africa/Casablanca"]
    }
}
