import ContentModel
import FoundationEssentials
import Publishing
import ScheduleLock

/// A platform that grants everything at once and remembers of each account what a list shows.
final class MemoryPlatform: @unchecked Sendable {
    // Unchecked: used on the one thread of its clock.
    private let clock: FastClock
    private var captions: [String: String] = [:]
    private var listed: [AccountName: [ListedMedium]] = [:]
    private(set) var publishCount = 0

    init(clock: FastClock) { self.clock = clock }

    func client(for account: AccountName) -> PlatformClient {
        PlatformClient(
            createContainer: { draft async throws(Refusal) in
                let container = "5\(draft.publication.id)"
                self.captions[container] = draft.publication.content.feedDetails?.caption
                return container
            },
            containerStatus: { _ async throws(Refusal) in .finished },
            publish: { container async throws(Refusal) in self.publish(container, on: account) },
            newestMedia: { _, limit async throws(Refusal) in Array((self.listed[account] ?? []).prefix(limit)) },
            permalink: { media async throws(Refusal) in "https://www.instagram.com/p/\(media)/" },
            comment: { media, _ async throws(Refusal) in "7\(media)" }, comments: { _ async throws(Refusal) in [] },
            switchComments: { _, _ async throws(Refusal) in }, delete: { _ async throws(Refusal) in },
            publishingLimit: { () async throws(Refusal) in PublishingQuota(used: 1, total: 100, window: nil) },
            usage: { nil })
    }

    private func publish(_ container: String, on account: AccountName) -> String {
        publishCount += 1
        let medium = ListedMedium(
            id: "18\(publishCount)", timestamp: clock.now, caption: captions.removeValue(forKey: container),
            kind: .image, childCount: nil)
        listed[account] = [medium] + (listed[account] ?? []).prefix(49)
        return medium.id
    }
}
