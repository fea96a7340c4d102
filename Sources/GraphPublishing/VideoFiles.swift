public import ContentModel
public import Publishing

/// Where the bytes of videos are, for uploads that read them while they are sent.
public struct VideoFiles: Sendable {
    /// A file on this machine.
    public struct Location: Hashable, Sendable {
        /// An absolute path.
        public var path: String
        /// Its length.
        public var byteCount: Int64

        /// A file and its length.
        public init(path: String, byteCount: Int64) {
            self.path = path
            self.byteCount = byteCount
        }
    }

    /// Finds the file with the content that was planned.
    public var locate: @Sendable (_ file: MediaFile) async throws(Refusal) -> Location

    /// Files as `locate` finds them.
    public init(locate: @escaping @Sendable (_ file: MediaFile) async throws(Refusal) -> Location) {
        self.locate = locate
    }
}
