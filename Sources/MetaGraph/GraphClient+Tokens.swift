public import FoundationEssentials
import HTTP

extension GraphClient {
    /// Asks what a token is and may do; Facebook Login's host only, with the app's own token (``GraphApp/token``).
    public func inspect(_ token: AccessToken) async throws(GraphError) -> GraphReply<TokenFacts> {
        var form = Form()
        form.add("input_token", token.revealed())
        // The documented way to keep what a GET asks for out of its address.
        form.add("method", "get")
        let reply: GraphReply<DataAnswer<TokenFacts>> = try await send(
            GraphCall(.post, ["debug_token"], form), hiding: [token])
        return reply.map(\.data)
    }

    /// Asks which permissions a person granted and which not (Facebook Login, a person's token).
    public func permissions() async throws(GraphError) -> GraphReply<[GrantedPermission]> {
        let reply: GraphReply<DataAnswer<[GrantedPermission]>> = try await get("me/permissions")
        return reply.map(\.data)
    }

    /// Reads one page of the list of a person's Pages, each with its token and the Instagram account it is linked to.
    public func pages(limit: Int? = nil) async throws(GraphError) -> GraphReply<GraphPage<ManagedPage>> {
        try await page(["me", "accounts"], ManagedPage.fields, limit: limit)
    }

    /// Reads a person's Pages page after page, `maximum` of them at most.
    public func allPages(maximum: Int = 10_000) -> GraphItems<ManagedPage> {
        GraphItems(maximum: maximum, in: self) { client async throws(GraphError) in
            try await client.pages(limit: 100)
        }
    }

    /// Reads one Page; with a person's token, the Page's own token comes along.
    public func managedPage(_ id: String) async throws(GraphError) -> GraphReply<ManagedPage> {
        try await get(id, ManagedPage.fields)
    }
}

/// A Page that a person has a role on.
public struct ManagedPage: Hashable, Sendable, Decodable {
    /// The Page.
    public let id: String
    /// The Page's name.
    public let name: String?
    /// The Page's own token; of a long-lived person's token it has no end.
    public let token: AccessToken?
    /// What the person may do there, such as `CREATE_CONTENT` or `MODERATE`.
    public let tasks: [String]?
    /// The Instagram professional account linked to the Page.
    public let instagram: LinkedAccount?

    /// An Instagram account that a Page stands before.
    public struct LinkedAccount: Hashable, Sendable, Decodable {
        /// The account.
        public let id: IGUserID
        /// Its handle.
        public let username: String?
    }

    static let fields: [Field] = [
        "id", "name", "access_token", "tasks", Field("instagram_business_account", ["id", "username"]),
    ]

    enum CodingKeys: String, CodingKey {
        case id, name, tasks
        case token = "access_token"
        case instagram = "instagram_business_account"
    }

    /// Reads the platform's answer.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(IGUserID.self, forKey: .id).text
        name = try values.decodeIfPresent(String.self, forKey: .name)
        token = try values.decodeIfPresent(String.self, forKey: .token).flatMap { AccessToken($0) }
        tasks = try values.decodeIfPresent([String].self, forKey: .tasks)
        instagram = try values.decodeIfPresent(LinkedAccount.self, forKey: .instagram)
    }
}

/// A permission that a person was asked for.
public struct GrantedPermission: Hashable, Sendable, Decodable {
    /// The scope.
    public let permission: String
    /// `granted`, `declined` or `expired`.
    public let status: String
}

/// What a token is and may do, as `/debug_token` tells it.
public struct TokenFacts: Hashable, Sendable, Decodable {
    /// The app it was given to.
    public let appID: String?
    /// `USER`, `PAGE`, `APP` or `SYSTEM_USER`.
    public let type: String?
    /// Whether it works now.
    public let isValid: Bool
    /// When it was made.
    public let issued: Date?
    /// When it ends; nil for never.
    public let expires: Date?
    /// When the person must consent again, or the app loses the data; nil where that does not apply.
    public let dataAccessExpires: Date?
    /// What it may do.
    public let scopes: [String]
    /// For what each scope was granted, where that is less than all.
    public let granularScopes: [GranularScope]
    /// The person behind it.
    public let userID: String?
    /// The Page it is for.
    public let profileID: String?
    /// Why it does not work, in the platform's words.
    public let problem: String?
    /// The exact code of the problem.
    public let problemSubcode: Int?

    /// A scope and the objects it was granted for.
    public struct GranularScope: Hashable, Sendable, Decodable {
        /// The scope.
        public let scope: String
        /// Pages or accounts; nil for all.
        public let targets: [String]?

        enum CodingKeys: String, CodingKey {
            case scope
            case targets = "target_ids"
        }
    }

    private struct Problem: Decodable {
        let message: String?
        let subcode: Int?
    }

    enum CodingKeys: String, CodingKey {
        case type, scopes, error
        case appID = "app_id"
        case isValid = "is_valid"
        case issued = "issued_at"
        case expires = "expires_at"
        case dataAccessExpires = "data_access_expires_at"
        case granularScopes = "granular_scopes"
        case userID = "user_id"
        case profileID = "profile_id"
    }

    /// Reads the platform's answer.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func date(_ key: CodingKeys) throws -> Date? {
            guard let seconds = try values.decodeIfPresent(Double.self, forKey: key), seconds > 0 else { return nil }
            guard let date = GraphTime.date(unix: seconds) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: "not a time")
            }
            return date
        }
        func id(_ key: CodingKeys) throws -> String? {
            try values.decodeIfPresent(IGUserID.self, forKey: key)?.text
        }
        appID = try id(.appID)
        type = try values.decodeIfPresent(String.self, forKey: .type)
        isValid = try values.decode(Bool.self, forKey: .isValid)
        issued = try date(.issued)
        expires = try date(.expires)
        dataAccessExpires = try date(.dataAccessExpires)
        scopes = try values.decodeIfPresent([String].self, forKey: .scopes) ?? []
        granularScopes = try values.decodeIfPresent([GranularScope].self, forKey: .granularScopes) ?? []
        userID = try id(.userID)
        profileID = try id(.profileID)
        let error = try values.decodeIfPresent(Problem.self, forKey: .error)
        (problem, problemSubcode) = (error?.message, error?.subcode)
    }
}

/// `{"data":…}`.
private struct DataAnswer<Value: Decodable & Sendable>: Decodable, Sendable {
    let data: Value
}
