public import ContentModel
public import FileStore
public import Planning

/// What the platform last said of accounts' quotas, kept for the plans to come.
public actor QuotaMemory {
    private let file: DurableFile
    private var quotas: [AccountName: AccountQuota]

    /// - Throws: a ``FileStore/FileError`` when its place cannot be opened for writing.
    public init(in root: FileRoot, at paths: StatePaths) throws(FileError) {
        try root.createFolder(paths.folder)
        file = try root.durableFile(paths.quotas)
        quotas = Self.quotas(in: root, at: paths)
    }

    /// Keeps what an account was last told; where that cannot be written, plans know nothing of it.
    public func remember(_ quota: AccountQuota, of account: AccountName) {
        quotas[account] = quota
        try? file.replace(with: QuotaText.bytes(quotas))
    }

    /// What is kept; what cannot be read is not known.
    public static func quotas(in root: FileRoot, at paths: StatePaths) -> [AccountName: AccountQuota] {
        QuotaText.quotas((try? StateSnapshot.bytes(of: paths.quotas, in: root)) ?? [])
    }
}
