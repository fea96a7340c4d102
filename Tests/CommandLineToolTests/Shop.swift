import Foundation
import TestSupport
import Testing

/// A repository with a small calendar, and calends at work in it.
final class Shop {
    let repository: TemporaryGitRepository
    /// Added to what git sees in ``TestSupport/TemporaryGitRepository/isolation``.
    var environment: [String: String] = [:]

    static let settings = """
        version: 1
        timezone: Europe/Paris
        accounts:
          bakery: {platform: instagram, login: instagram, id: "17841405822304914", token: env:BAKERY_TOKEN}
        hosting: {kind: directory, path: public/media, public_url: https://media.example}
        defaults: {accounts: [bakery]}

        """

    /// An entry with the picture of every shop.
    static func post(_ time: String, _ caption: String = "Stollen is back", more: String = "") -> String {
        """
        kind: post
        publish_at: \(time)
        caption: \(caption)
        media: [{file: media/bread.jpg, alt: A loaf of bread}]
        \(more)
        """
    }

    /// - Parameter entries: by name below `calendar/`, committed with the settings.
    init(_ entries: [String: String] = [:], settings: String = Shop.settings) throws {
        repository = try TemporaryGitRepository()
        try repository.directory.write(
            try Shop.picture(), to: "\(repository.folder)/media/bread.jpg")
        try repository.write(settings, to: "calendar/settings.yaml")
        for (name, text) in entries { try repository.write(text, to: "calendar/\(name).yaml") }
        try repository.write(".calends/\npublic/\n", to: ".gitignore")
        try repository.commit("Open the shop")
    }

    /// A shop that is there already, say in a clone.
    init(in repository: TemporaryGitRepository) { self.repository = repository }

    /// The picture that `init` brings along.
    private static func picture() throws -> Data {
        let folder = try TemporaryDirectory()
        let result = try Program.run(Program.calends, ["init", "--no-git"], in: folder.path)
        try #require(result.status == 0)
        return try Data(contentsOf: folder.url.appending(path: "media/first-post.jpg"))
    }

    /// Runs calends in the repository.
    func calends(_ arguments: String...) throws -> Program.Result {
        let isolated = TemporaryGitRepository.isolation.merging(environment) { $1 }
        return try Program.run(Program.calends, arguments, in: repository.path, environment: isolated)
    }
}
