import Foundation
import TestSupport
import Testing

/// `calends sandbox` as a process of its own, in place of Meta.
final class ServedSandbox {
    struct Announcement: Decodable {
        struct Account: Decodable {
            var name: String
            var platform: String
            var login: String
            var id: String
            var token: String
        }
        var url: String
        var accounts: [Account]
    }

    let announcement: Announcement
    private let process: Process
    var processID: Int32 { process.processIdentifier }

    /// Starts it on a free port; its first line says where.
    convenience init(data folder: String, also environment: [String: String] = [:]) throws {
        try self.init(["--data", folder], in: "/", also: environment)
    }

    /// Starts it with further arguments in a folder.
    init(_ arguments: [String], in folder: String, also environment: [String: String] = [:]) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Program.calends)
        process.arguments = ["sandbox", "--port", "0", "-q"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = TemporaryGitRepository.isolation.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let byte = try #require(try pipe.fileHandleForReading.read(upToCount: 1), "no first line")
            line += byte
        }
        announcement = try JSONDecoder().decode(Announcement.self, from: line)
    }

    /// Ends it as a service manager would; answers its exit status.
    @discardableResult
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    deinit { stop() }
}

extension Shop {
    /// A shop whose account `bakery` is the sandbox's, with the real state and real commits.
    static func served(_ entries: [String: String], safety: String = "") throws -> (Shop, ServedSandbox) {
        let shop = try Shop()
        let sandbox = try ServedSandbox(data: shop.repository.path + "/public/graph")
        let account = try #require(sandbox.announcement.accounts.first { $0.name == "bakery" })
        let settings = """
            version: 1
            timezone: UTC
            accounts:
              bakery: {platform: instagram, login: instagram, id: "\(account.id)", token: env:BAKERY_TOKEN, api: "\(sandbox.announcement.url)"}
            hosting: {kind: directory, path: public/graph/hosted, public_url: "\(sandbox.announcement.url)/hosted"}
            defaults: {accounts: [bakery]}
            \(safety)

            """
        try shop.repository.write(settings, to: "calendar/settings.yaml")
        for (name, text) in entries { try shop.repository.write(text, to: "calendar/\(name).yaml") }
        try shop.repository.commit("Write entries")
        shop.environment["BAKERY_TOKEN"] = account.token
        return (shop, sandbox)
    }
}
