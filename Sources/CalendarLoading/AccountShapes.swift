import ContentModel
import Diagnostics
import YAML

/// How an account is written.
enum AccountShapes {
    private enum PlatformName: String, CaseIterable {
        case instagram, facebook
    }

    static var account: Shape<AccountDraft> {
        // Made once: an agency has a thousand accounts.
        let (platform, login) = (Shape<PlatformName>.word(PlatformName.self), Shape<Login>.word(Login.self))
        let (id, version, node) = (id, version, Shape<Node>.node)
        let token = Shape<SecretReference>.secret("token")
        let api = Shape<String>.url(example: "https://graph.instagram.com")
        return .mapping(
            "an account",
            example: "{platform: instagram, login: instagram, id: \"17841405822304914\", token: env:TOKEN}"
        ) {
            reader in
            var draft = AccountDraft()
            switch reader.choice("platform", platform)?.value {
            case .instagram?:
                let login = reader.required("login", login)
                draft.platform = login.map { .instagram($0.value) }
            case .facebook?:
                reader.refuse("login", why: "a Page has only one way to log in")
                draft.platform = .facebook
            case nil:
                _ = reader.optional("login", node)
            }
            draft.id = reader.required("id", id)?.value
            draft.token = reader.required("token", token)?.value
            draft.api = reader.optional("api", api)?.value
            draft.version = reader.optional("version", version)?.value
            return draft
        }
    }

    /// A plain number is taken exactly as written, so that ids past 2^53 survive.
    private static var id: Shape<String> {
        Shape<String>.text("an id", example: "\"17841405822304914\"")
            .converted(to: "an id of decimal digits", example: "\"17841405822304914\"") {
                DecimalID.isValid($0) ? $0 : nil
            }
    }

    private static var version: Shape<String> {
        Shape<String>.text("a Graph version", example: Account.defaultVersion)
            .converted(to: "a Graph version", example: Account.defaultVersion) { text in
                let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
                let areNumbers = parts.allSatisfy { (1...3).contains($0.count) && $0.utf8.allSatisfy(isDigit) }
                return text.first == "v" && parts.count == 2 && areNumbers ? text : nil
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
