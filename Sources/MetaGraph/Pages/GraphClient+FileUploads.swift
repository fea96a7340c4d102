import HTTP

/// Files sent to an app, to be used by a call afterwards (Resumable Upload API).
extension GraphClient {
    /// Begins the upload of a file to the app the token belongs to; nothing is seen of it.
    ///
    /// - Parameters:
    ///   - app: the app's id.
    ///   - type: such as `video/mp4`.
    public func startFileUpload(
        name: String, size: Int64, type: String, app: String
    ) async throws(GraphError) -> GraphReply<FileUploadID> {
        var form = Form()
        form.add("file_name", name)
        form.add("file_length", String(size))
        form.add("file_type", type)
        return try await create(GraphCall(.post, [app, "uploads"], form))
    }

    /// Asks how many bytes of a file have arrived: where to go on.
    public func offset(of upload: FileUploadID) async throws(GraphError) -> GraphReply<Int64> {
        let call = GraphCall(.get, ["upload"])
        let request = HTTPRequest(
            method: .get, url: try address(of: upload, call), headers: uploadHeaders, timeouts: timeouts)
        let reply: GraphReply<FileOffset> = try await send(request, as: call)
        return reply.map(\.file_offset)
    }

    /// Sends the bytes of a file from ``VideoUpload/offset`` on; it may take as long as it takes, as long as bytes move.
    ///
    /// After an error ask for ``offset(of:)`` and send the rest.
    ///
    /// - Returns: what the file is used by.
    public func send(
        _ file: VideoUpload, to upload: FileUploadID
    ) async throws(GraphError) -> GraphReply<UploadedFile> {
        let call = GraphCall(.post, ["upload"])
        var request = HTTPRequest(
            method: .post, url: try address(of: upload, call), headers: uploadHeaders,
            body: .file(path: file.path, offset: file.offset), timeouts: uploadTimeouts)
        request.headers.append(name: "Content-Type", value: "application/octet-stream")
        request.headers.append(name: "file_offset", value: "\(file.offset)")
        let reply: GraphReply<HandleAnswer> = try await send(request, as: call)
        return reply.map { UploadedFile($0.h) }
    }

    private var uploadHeaders: HTTPHeaders {
        ["Authorization": "OAuth \(revealedToken)", "Accept": "application/json"]
    }

    /// The id as it came, which has a signature behind a question mark; errors do not repeat it.
    private func address(of upload: FileUploadID, _ call: GraphCall) throws(GraphError) -> String {
        let isPlain = upload.text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || ":?=&%+-_~.".utf8.contains(byte)
        }
        guard upload.text.hasPrefix("upload:"), isPlain else {
            throw GraphError(.unwritable("the id of the upload is not one of the platform's"), call: call.name)
        }
        return "\(host.baseURL)/\(version)/\(upload.text)"
    }

    private struct FileOffset: Decodable, Sendable {
        let file_offset: Int64
    }

    private struct HandleAnswer: Decodable, Sendable {
        let h: String
    }
}
