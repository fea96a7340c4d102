public import ContentModel
public import Publishing

/// Where the bytes of media are, for calls that carry them: videos are read while they are sent, photos whole.
public struct MediaFiles: Sendable {
    /// A file on this machine.
    public struct Location: Hashable, Sendable {
        /// An absolute path.
        public var path: String
        /// Its length.
        public var byteCount: Int64
        /// Such as `image/jpeg`.
        public var contentType: String

        /// A file, its length and its type.
        public init(path: String, byteCount: Int64, contentType: String) {
            self.path = path
            self.byteCount = byteCount
            self.contentType = contentType
        }
    }

    /// Finds the file with the content that was planned.
    public var locate: @Sendable (_ file: MediaFile) async throws(Refusal) -> Location
    /// Reads a part of a file that was found.
    public var read: @Sendable (_ location: Location, _ range: Range<Int64>) throws(Refusal) -> [UInt8]

    /// Files as `locate` finds them and `read` reads them.
    public init(
        locate: @escaping @Sendable (_ file: MediaFile) async throws(Refusal) -> Location,
        read: @escaping @Sendable (_ location: Location, _ range: Range<Int64>) throws(Refusal) -> [UInt8]
    ) {
        self.locate = locate
        self.read = read
    }
}
