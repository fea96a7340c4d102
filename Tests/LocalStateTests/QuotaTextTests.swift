import ContentModel
import Foundation
import Planning
import Testing

@testable import LocalState

@Suite struct QuotaTextTests {
    static let quotas = [
        AccountName("bakery"): AccountQuota(
            total: 50, used: 12, window: .seconds(86_400), readAt: Date(timeIntervalSince1970: 1_796_112_000)),
        AccountName("café"): AccountQuota(
            total: 100, used: 0, window: .seconds(3_600), readAt: Date(timeIntervalSince1970: 1_796_112_060)),
    ]

    @Test func isReadAsItWasWritten() {
        let bytes = QuotaText.bytes(Self.quotas)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "bakery 50 12 86400 2026-12-01T08:00:00Z\ncafé 100 0 3600 2026-12-01T08:01:00Z\n")
        #expect(QuotaText.quotas(bytes) == Self.quotas)
    }

    @Test(
        "What is no such line is not known, and hides nothing else",
        arguments: [
            "bakery", "bakery 50 12 86400", "bakery 0 12 86400 2026-12-01T08:00:00Z",
            "bakery 50 -1 86400 2026-12-01T08:00:00Z",
            "bakery 50 12 0 2026-12-01T08:00:00Z", "bakery 50 12 86400 yesterday", "\u{0}\u{ff}",
            "bakery 99999999999999999999 1 86400 2026-12-01T08:00:00Z",
        ])
    func damaged(line: String) {
        let text = line + "\n" + "cafe 7 1 86400 2026-12-01T08:00:00Z\n"
        #expect(QuotaText.quotas(Array(text.utf8)).keys.map(\.text) == ["cafe"])
    }
}
