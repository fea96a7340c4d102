import ContentModel
import Foundation
import ObjectIDs
import TestSupport

@testable import CalendarLoading

/// Small real files for tests that read from disk and from git.
enum Fixture {
    static let settings = """
        version: 1
        timezone: Europe/Paris
        accounts:
          bakery: {platform: instagram, login: facebook, id: "17841405822304914", token: env:BAKERY_TOKEN}
          cafe: {platform: instagram, login: instagram, id: "17841405822304915", token: env:CAFE_TOKEN}
        defaults: {accounts: [bakery]}
        hosting: {kind: url, base: "https://media.example/"}
        """

    static func entry(_ media: String, caption: String = "Bread") -> String {
        "kind: post\npublish_at: 2026-12-01 09:00\ncaption: \(caption)\nmedia: [\(media)]\n"
    }

    /// The headers of a JPEG, and a few bytes of nothing behind them.
    static func jpeg(_ width: UInt16 = 1080, _ height: UInt16 = 1350, seed: UInt8 = 0) -> Data {
        let size = [height, width].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let components: [UInt8] = [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
        let frame: [UInt8] = [0xFF, 0xC0, 0, 17, 8] + size + components
        let scan: [UInt8] = [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, seed, 0xFF, 0xD9]
        return Data([0xFF, 0xD8] + frame + scan)
    }

    static let loader = CalendarLoader(zones: .system())
}

extension TemporaryGitRepository {
    /// Writes bytes into the work tree.
    func write(_ content: Data, to name: String) throws { try directory.write(content, to: "\(folder)/\(name)") }

    /// The current commit.
    func head() throws -> CommitID { try CalendarSource.resolve("HEAD", inRepositoryAt: path) }
}
