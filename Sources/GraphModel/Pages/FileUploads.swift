import FoundationEssentials

/// A file that is sent to an app first and used by a call afterwards (Resumable Upload API).
struct FileUpload: Hashable, Sendable, Codable {
    /// `upload:…?sig=…`: the path and query that take the bytes and say how many have arrived.
    let id: String
    let owner: Token.Holder
    let name: String
    let type: String
    let created: Date
    var progress: UploadProgress
    /// What a finished upload is used by.
    var handle: String?
    var medium: FetchedMedium?
}

extension Platform {
    /// `POST /{app}/uploads`: begins one.
    mutating func startFileUpload(_ call: Call) throws(GraphError) -> JSON {
        guard call.login == .facebook else { throw .requestUnsupported(id: call.path.first ?? "", method: .post) }
        guard call.parameters.holds("file_type"), let type = call.parameters["file_type"]?.text else {
            throw .parameterRequired("file_type")
        }
        guard ["video/mp4", "image/jpeg", "image/jpg", "image/png", "application/pdf"].contains(type) else {
            throw .parameterInvalid("file_type", why: "must be a type that can be uploaded")
        }
        guard let length = call.parameters["file_length"]?.integer, length > 0 else {
            throw .parameterRequired("file_length")
        }
        let upload = FileUpload(
            id: "upload:\(source.letters(40))?sig=\(source.letters(18))", owner: call.token.holder,
            name: call.parameters["file_name"]?.text ?? "",
            type: type, created: call.now, progress: UploadProgress(fileSize: length))
        fileUploads[upload.id] = upload
        return ["id": .string(upload.id)]
    }

    /// `GET /upload:…`: where to go on.
    func field(_ field: FieldSelection.Field, of upload: FileUpload) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": .string(upload.id)
        case "file_offset": .integer(upload.progress.received)
        default: throw .fieldMissing(field.name, type: "UploadSession")
        }
    }

    /// Judges bytes for one by their headers; as ``beginUpload(_:at:)``.
    func beginUpload(_ upload: Upload, to file: FileUpload, _ token: Token, at now: Date) -> Response? {
        guard file.owner == token.holder else {
            return Self.uploadRefusal("NotAuthorizedError", "The token does not reach this upload.", status: 401)
        }
        guard !file.progress.isComplete, now.timeIntervalSince(file.created) < PageVideo.sessionLife else {
            return Self.uploadRefusal("ProcessingFailedError", "The session takes no more bytes.")
        }
        if upload.mishap ?? configuration.uploads == .refused {
            return Self.uploadRefusal("ProcessingFailedError", "Request processing failed")
        }
        var whole = upload
        // The session knows the length; its requests need not repeat it.
        whole.fileSize = file.progress.fileSize ?? 0
        return Self.refusal(of: whole, after: file.progress)
    }

    /// Takes in what arrived of a body; as ``uploaded(_:byteCount:whole:at:)``.
    mutating func uploaded(
        to file: FileUpload, byteCount: Int, whole: FetchedMedium?
    ) -> Response {
        var file = file
        let size = file.progress.fileSize ?? 0
        file.progress.received = min(file.progress.received &+ max(byteCount, 0), size)
        defer { fileUploads[file.id] = file }
        guard file.progress.received == size, let whole else {
            return Self.uploadRefusal(
                "PartialRequestError", "\(file.progress.received) of \(size) bytes have arrived.")
        }
        file.progress.isComplete = true
        file.medium = whole
        let handle = "4::" + source.letters(44)
        file.handle = handle
        return Response(body: ["h": .string(handle)])
    }
}
