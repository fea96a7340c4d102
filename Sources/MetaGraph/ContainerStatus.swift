/// How far a container has come.
public struct ContainerStatus: Hashable, Sendable, Decodable {
    /// The platform's word for it; a word it adds later is kept.
    public enum Code: Hashable, Sendable {
        /// Being fetched or transcoded.
        case inProgress
        /// Ready to be published.
        case finished
        /// Published already, by this or another call: look the media up.
        case published
        /// Failed for good; ``ContainerStatus/text`` says why.
        case error
        /// Not published within 24 hours.
        case expired
        /// A word unknown here, to be treated as in progress; empty when there was none.
        case other(String)
    }

    /// One stage of a video's way.
    public struct Phase: Hashable, Sendable, Decodable {
        /// Such as `not_started`, `in_progress`, `complete`, `error`.
        public let status: String?
        /// How many bytes have arrived: where an interrupted upload goes on.
        public let bytesTransferred: Int64?
        /// How many bytes there should be.
        public let sourceFileSize: Int64?
        /// What went wrong in this stage.
        public let errors: [PhaseError]?

        enum CodingKeys: String, CodingKey {
            case status, errors
            case bytesTransferred = "bytes_transferred"
            case bytesTransfered = "bytes_transfered"
            case sourceFileSize = "source_file_size"
        }

        /// Reads the byte count under either of the spellings in use.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            status = try values.decodeIfPresent(String.self, forKey: .status)
            bytesTransferred =
                try values.decodeIfPresent(Int64.self, forKey: .bytesTransferred)
                ?? values.decodeIfPresent(Int64.self, forKey: .bytesTransfered)
            sourceFileSize = try values.decodeIfPresent(Int64.self, forKey: .sourceFileSize)
            errors = try values.decodeIfPresent([PhaseError].self, forKey: .errors)
        }
    }

    /// What went wrong in one stage.
    public struct PhaseError: Hashable, Sendable, Decodable {
        /// The platform's code.
        public let code: Int?
        /// The platform's words.
        public let message: String?
    }

    /// The stages of a video.
    public struct VideoStatus: Hashable, Sendable, Decodable {
        /// The bytes' arrival.
        public let uploading: Phase?
        /// The transcoding.
        public let processing: Phase?

        enum CodingKeys: String, CodingKey {
            case uploading = "uploading_phase"
            case processing = "processing_phase"
        }
    }

    /// The container.
    public let id: ContainerID
    /// How far it has come.
    public let code: Code
    /// The platform's sentence about it.
    public let text: String?
    /// The stages of a video, where there is one and it was asked for.
    public let video: VideoStatus?

    /// A status made by hand, as tests and fakes need it.
    public init(id: ContainerID, code: Code, text: String? = nil, video: VideoStatus? = nil) {
        self.id = id
        self.code = code
        self.text = text
        self.video = video
    }

    /// The error subcode named in ``text``, which is all the platform tells of a failure's cause.
    public var failureSubcode: Int? {
        text?.split { !$0.isASCII || !$0.isNumber }.filter { $0.count == 7 }.compactMap { Int($0) }.first
    }

    /// What is known of that failure; nil when ``text`` names none that is known.
    public var failureRule: ErrorRule? {
        failureSubcode.flatMap { ErrorRule.matching(code: 0, subcode: $0) }
    }

    enum CodingKeys: String, CodingKey {
        case id, status
        case statusCode = "status_code"
        case videoStatus = "video_status"
    }

    /// Reads the platform's answer; some failures come without a code and are told by their sentence alone.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(ContainerID.self, forKey: .id)
        text = try values.decodeIfPresent(String.self, forKey: .status)
        video = try values.decodeIfPresent(VideoStatus.self, forKey: .videoStatus)
        let word = try values.decodeIfPresent(String.self, forKey: .statusCode) ?? ""
        code = word.isEmpty && text?.hasPrefix("Error") == true ? .error : Code(word)
    }
}

extension ContainerStatus.Code {
    /// The case for the platform's word.
    public init(_ word: String) {
        self =
            switch word {
            case "IN_PROGRESS": .inProgress
            case "FINISHED": .finished
            case "PUBLISHED": .published
            case "ERROR": .error
            case "EXPIRED": .expired
            default: .other(word)
            }
    }
}
