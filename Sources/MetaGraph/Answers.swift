import FoundationEssentials

/// What ``GraphClient/createContainer(_:for:)`` brings; the id alone does not prove that the media was fetched.
public struct CreatedContainer: Hashable, Sendable, Decodable {
    /// The container.
    public let id: ContainerID
    /// Where to send the bytes of a resumable upload.
    public let uploadURL: String?

    /// An answer made by hand, as tests and fakes need it.
    public init(id: ContainerID, uploadURL: String? = nil) {
        self.id = id
        self.uploadURL = uploadURL
    }

    enum CodingKeys: String, CodingKey {
        case id
        case uploadURL = "uri"
    }
}

/// How many posts an account may publish in a rolling window.
public struct PublishingLimit: Hashable, Sendable, Decodable {
    /// Containers published in the window, or since the asked time.
    public let used: Int
    /// How many are allowed; it differs between accounts.
    public let total: Int?
    /// The window's length.
    public let window: Duration?

    /// A limit made by hand, as tests and fakes need it.
    public init(used: Int, total: Int?, window: Duration?) {
        self.used = used
        self.total = total
        self.window = window
    }

    enum CodingKeys: String, CodingKey {
        case used = "quota_usage"
        case config
    }

    private struct Configuration: Decodable {
        let quota_total: Int?
        let quota_duration: Int64?
    }

    /// Reads the platform's answer.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        used = try values.decode(Int.self, forKey: .used)
        let configuration = try values.decodeIfPresent(Configuration.self, forKey: .config)
        total = configuration?.quota_total
        window = configuration?.quota_duration.map { .seconds(min(max(0, $0), 1_000_000_000)) }
    }
}

/// The account a token belongs to; what was not asked for, or has no value, is nil.
public struct Profile: Hashable, Sendable, Decodable {
    /// The node's own id; with Instagram Login it belongs to the app, so use ``userID`` there.
    public let id: String?
    /// The professional account; Instagram Login only.
    public let userID: IGUserID?
    /// The account's name in its address.
    public let username: String?
    /// The name shown.
    public let name: String?
    /// Such as `BUSINESS` or `MEDIA_CREATOR`.
    public let accountType: String?

    /// A profile made by hand, as tests and fakes need it.
    public init(
        id: String? = nil, userID: IGUserID? = nil, username: String? = nil, name: String? = nil,
        accountType: String? = nil
    ) {
        self.id = id
        self.userID = userID
        self.username = username
        self.name = name
        self.accountType = accountType
    }

    enum CodingKeys: String, CodingKey {
        case data, id, username, name
        case userID = "user_id"
        case accountType = "account_type"
    }

    /// Reads the flat object of the reference as well as the list with one object of the guide's sample.
    public init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: CodingKeys.self)
        let values: KeyedDecodingContainer<CodingKeys>
        if outer.contains(.data) {
            var list = try outer.nestedUnkeyedContainer(forKey: .data)
            values = try list.nestedContainer(keyedBy: CodingKeys.self)
        } else {
            values = outer
        }
        id = try values.decodeIfPresent(IGUserID.self, forKey: .id)?.text
        userID = try values.decodeIfPresent(IGUserID.self, forKey: .userID)
        username = try values.decodeIfPresent(String.self, forKey: .username)
        name = try values.decodeIfPresent(String.self, forKey: .name)
        accountType = try values.decodeIfPresent(String.self, forKey: .accountType)
    }
}

/// `{"id":…}`.
struct Created<ID: GraphIdentifier>: Decodable, Sendable {
    let id: ID
}

/// `{"success":true}`; anything but true is not the promised answer.
struct Success: Decodable, Sendable {
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard try values.decode(Bool.self, forKey: .success) else {
            throw DecodingError.dataCorruptedError(
                forKey: .success, in: values, debugDescription: "the platform does not call it a success")
        }
    }

    enum CodingKeys: CodingKey { case success }
}
