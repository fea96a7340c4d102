public import ContentModel
import FoundationEssentials
public import Planning
import ScheduleLock

// One account a line: `bakery 50 12 86400 2026-12-01T08:00:00Z`, that is total, used, seconds, and when it was read.

/// What the platform last said of accounts' quotas, as text.
///
/// It is a memory and not a record: what cannot be read counts as not known, and is read anew.
public enum QuotaText {
    /// The accounts by name, one a line.
    public static func bytes(_ quotas: [AccountName: AccountQuota]) -> [UInt8] {
        let lines = quotas.sorted { $0.key < $1.key }.map { account, quota in
            "\(account) \(quota.total) \(quota.used) \(Int(quota.window / .seconds(1))) \(Timestamp(quota.readAt))\n"
        }
        return Array(lines.joined().utf8)
    }

    /// Reads what ``bytes(_:)`` wrote, and nothing else.
    public static func quotas(_ bytes: [UInt8]) -> [AccountName: AccountQuota] {
        var quotas: [AccountName: AccountQuota] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 5, let total = Int(words[1]), let used = Int(words[2]), let seconds = Int(words[3]),
                let readAt = Timestamp(String(words[4])), total > 0, used >= 0, (1...31 * 86_400).contains(seconds)
            else { continue }
            quotas[AccountName(String(words[0]))] = AccountQuota(
                total: total, used: used, window: .seconds(seconds), readAt: readAt.date)
        }
        return quotas
    }
}
