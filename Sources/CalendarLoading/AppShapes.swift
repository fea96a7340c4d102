import ContentModel
import Diagnostics
import YAML

/// How the app that logs in is written.
enum AppShapes {
    static var app: Shape<AppSettings> {
        .mapping("app", example: "{id: \"1234567890123456\", secret: env:META_APP_SECRET}") { reader in
            AppSettings(
                id: reader.optional("id", id)?.value,
                secret: reader.optional("secret", .secret("secret"))?.value,
                instagramID: reader.optional("instagram_id", id)?.value,
                instagramSecret: reader.optional("instagram_secret", .secret("instagram_secret"))?.value,
                redirect: reader.optional("redirect", .url(example: "https://localhost:8721/"))?.value,
                configuration: reader.optional("config_id", id)?.value,
                proof: reader.optional("proof", .word(SecretProof.self))?.value)
        }
    }

    private static var id: Shape<String> {
        Shape<String>.text("an id", example: "\"1234567890123456\"")
            .converted(to: "an id of decimal digits", example: "\"1234567890123456\"") {
                DecimalID.isValid($0) ? $0 : nil
            }
    }
}
