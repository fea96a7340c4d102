public import ContentModel
public import FileStore
public import Publishing

extension HostingClient {
    /// Copies media into a folder that something else serves.
    ///
    /// Names are content-addressed (`BLOB.jpg`), so the same bytes are copied once ever and a name never changes its
    /// meaning.
    ///
    /// - Parameters:
    ///   - folder: the folder; it exists.
    ///   - publicURL: where the folder's files are served, with or without a final slash.
    ///   - content: the bytes of a medium.
    public static func directory(
        _ folder: FileRoot, publicURL: String, content: @escaping @Sendable (MediaFile) throws(Refusal) -> [UInt8]
    ) -> HostingClient {
        HostingClient { file, tag async throws(Refusal) in
            let name = "\(file.blob)\(file.nameExtension)"
            let url = "\(publicURL.withoutFinalSlashes)/\(name)?v=\(tag)"
            if try reporting(file, { () throws(FileError) in try folder.facts(of: name) }) != nil { return url }
            let bytes = try content(file)
            try reporting(file) { () throws(FileError) in try folder.durableFile(name).replace(with: bytes) }
            return url
        }
    }

    /// Runs a file operation, its failure told as a flow understands it.
    private static func reporting<Value>(
        _ file: MediaFile, _ operation: () throws(FileError) -> Value
    ) throws(Refusal) -> Value {
        do throws(FileError) {
            return try operation()
        } catch {
            throw Refusal(
                remedy: .person, effect: .none, message: "hosting \(file.path): \(error.what)", fix: error.fix)
        }
    }
}

extension MediaFile {
    /// The last component's extension with its dot, in lower case; empty if it has none.
    fileprivate var nameExtension: String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[dot...].lowercased()
    }
}
