/// The part of a video's file that one upload sends.
public struct VideoUpload: Hashable, Sendable {
    /// Where the file is on this machine; it is read while it is sent.
    public var path: String
    /// Where in the file the sending begins, in bytes: 0, or what the platform says has arrived.
    public var offset: Int64
    /// The length of the whole file, in bytes.
    public var fileSize: Int64

    /// All of a file from `offset` on.
    public init(path: String, offset: Int64 = 0, fileSize: Int64) {
        self.path = path
        self.offset = offset
        self.fileSize = fileSize
    }
}

extension GraphHost {
    /// Whether the token may be shown to an address that takes uploads: it is sent there as it was answered, and was
    /// kept meanwhile in a place that others may write to.
    ///
    /// Meta's is `rupload.facebook.com`; any host of `facebook.com` will do, and a host that stands in for Meta's takes
    /// uploads itself.
    public func takesUploads(at url: String) -> Bool {
        if url.hasPrefix(baseURL + "/") { return true }
        guard url.hasPrefix("https://") else { return false }
        let authority = url.dropFirst(8).prefix { $0 != "/" }
        return authority.hasSuffix(".facebook.com")
            && authority.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    }
}
