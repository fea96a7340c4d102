public import FoundationEssentials

/// Bytes that a client sends to `/ig-api-upload/{version}/{container}`, to `/video-upload/{version}/{video}`, or to an
/// upload of an app, `/upload:…` (Facebook Login only).
public struct Upload: Hashable, Sendable, Codable {
    /// The id at the end of the path: a container's, a Page's video's, or `upload:…?sig=…`.
    public var container: String
    /// The token of `Authorization: OAuth …`.
    public var token: String?
    /// The header `offset`, or `file_offset`: where in the file the body begins.
    public var offset: Int
    /// The header `file_size`: the length of the whole file.
    public var fileSize: Int
    /// The header `file_url`: where to fetch the file instead of a body.
    public var fileURL: String?

    /// What goes wrong with this one; `nil` for what ``Configuration/uploads`` says of all.
    public var mishap: Configuration.Uploads?

    /// An upload as its headers describe it.
    public init(container: String, token: String?, offset: Int = 0, fileSize: Int = 0, fileURL: String? = nil) {
        self.container = container
        self.token = token
        self.offset = offset
        self.fileSize = fileSize
        self.fileURL = fileURL
    }
}

/// How far an upload is.
struct UploadProgress: Hashable, Sendable, Codable {
    var received = 0
    /// Known from the first attempt on.
    var fileSize: Int?
    var isComplete = false
    /// Whether the platform has lost what arrived.
    var hasFailed: Bool?

    private var word: JSON {
        if hasFailed == true { return "error" }
        return isComplete ? "complete" : received > 0 ? "in_progress" : "not_started"
    }

    var json: JSON {
        .object(present: [
            "status": word,
            "bytes_transferred": .integer(received), "source_file_size": fileSize.map(JSON.integer),
        ])
    }
}

extension Container {
    /// Ends it as containers ended whose valid videos were refused: without a byte of them.
    fileprivate mutating func loseUpload() {
        upload?.received = 0
        upload?.hasFailed = true
        failure = .uploadLost
    }
}

extension Platform {
    mutating func expectUpload(for container: ContainerID, _ call: Call) -> JSON {
        containers[container]?.upload = UploadProgress()
        let path = "ig-api-upload/\(call.version.text)/\(container)"
        return ["id": .string(container.text), "uri": .string(configuration.uploadBase + path)]
    }

    /// Judges an upload by its headers, before the body is read.
    ///
    /// - Returns: the answer, where there is nothing to read (a refusal, or a `file_url` that is fetched instead);
    ///   `nil` where the body is to be stored and ``uploaded(_:byteCount:whole:at:)`` called.
    public mutating func beginUpload(_ upload: Upload, at now: Date) -> Response? {
        guard let text = upload.token, let token = tokens[text], token.login == .facebook,
            refusal(of: token, at: now) == nil
        else { return Self.uploadRefusal("NotAuthorizedError", "The token cannot be used here.", status: 401) }
        if let video = videos[VideoID(upload.container)] { return beginUpload(upload, to: video, token, at: now) }
        if let file = fileUploads[upload.container] { return beginUpload(upload, to: file, token, at: now) }
        guard let container = containers[ContainerID(upload.container)],
            accounts(reachedBy: token).contains(container.account)
        else { return Self.uploadRefusal("NotAuthorizedError", "The token does not reach this upload.", status: 401) }
        guard let progress = container.upload, !progress.isComplete, container.status(at: now) == .inProgress else {
            return Self.uploadRefusal("ProcessingFailedError", "The container takes no upload.")
        }
        if upload.mishap ?? configuration.uploads == .refused {
            containers[container.id]?.loseUpload()
            return Self.uploadRefusal("ProcessingFailedError", "Request processing failed")
        }
        if let url = upload.fileURL {
            containers[container.id]?.upload = nil
            expect(url, .video, for: container.id)
            return Self.uploadSuccess
        }
        if let refusal = Self.refusal(of: upload, after: progress) { return refusal }
        containers[container.id]?.upload?.fileSize = upload.fileSize
        return nil
    }

    /// Why bytes do not fit what has arrived, if they do not.
    static func refusal(of upload: Upload, after progress: UploadProgress) -> Response? {
        guard upload.fileSize > 0, progress.fileSize ?? upload.fileSize == upload.fileSize else {
            return Self.uploadRefusal("PartialRequestError", "file_size must be the length of the whole file.")
        }
        guard upload.offset == progress.received else {
            return Self.uploadRefusal("OffsetInvalidError", "The next byte expected is \(progress.received).")
        }
        return nil
    }

    /// The length of the whole file, in bytes: as the upload says, or as was said when it was begun.
    public func fileSize(of upload: Upload) -> Int {
        fileUploads[upload.container]?.progress.fileSize ?? upload.fileSize
    }

    /// Takes in what arrived of a body that ``beginUpload(_:at:)`` let in.
    ///
    /// - Parameters:
    ///   - byteCount: how many bytes this body brought, whether or not it was cut short.
    ///   - whole: what the stored bytes are, once all have arrived.
    public mutating func uploaded(
        _ upload: Upload, byteCount: Int, whole: FetchedMedium?, at now: Date
    ) -> Response {
        if let video = videos[VideoID(upload.container)] {
            return uploaded(upload, to: video, byteCount: byteCount, whole: whole, at: now)
        }
        if let file = fileUploads[upload.container] {
            return uploaded(to: file, byteCount: byteCount, whole: whole)
        }
        guard var container = containers[ContainerID(upload.container)], let progress = container.upload else {
            return Self.uploadRefusal("ProcessingFailedError", "The container takes no upload.")
        }
        let received = min(max(progress.received, progress.received &+ max(byteCount, 0)), upload.fileSize)
        container.upload?.received = received
        guard received == upload.fileSize, let whole else {
            containers[container.id] = container
            return Self.uploadRefusal("PartialRequestError", "\(received) of \(upload.fileSize) bytes have arrived.")
        }
        container.upload?.isComplete = true
        do {
            try MediaRules.checkVideo(
                whole, for: container.kind, thumbOffset: container.content.thumbOffset, configuration)
            container.storedName = whole.storedName
        } catch {
            container.failure = error
        }
        if upload.mishap ?? configuration.uploads == .lost { container.loseUpload() }
        container.startProcessing(at: now, for: configuration.videoProcessing)
        containers[container.id] = container
        return Self.uploadSuccess
    }

    static let uploadSuccess = Response(body: ["success": true, "message": "Upload successful."])

    /// The upload host has an error form of its own.
    static func uploadRefusal(_ type: String, _ message: String, status: Int = 400) -> Response {
        let information: JSON = ["retriable": false, "type": .string(type), "message": .string(message)]
        return Response(status: status, body: ["debug_info": information])
    }
}
