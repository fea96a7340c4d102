import ContentModel
import Foundation
import Testing

@testable import CommandLineTool

@Suite struct LentKeysTests {
    static func hosting(token: SecretReference?) -> HostingSettings {
        .s3(
            S3Settings(
                endpoint: "https://s3.example", bucket: "media", accessKey: .environment("KEY"),
                secretKey: .environment("SECRET"), sessionToken: token))
    }

    static let lent = hosting(token: .environment("AWS_SESSION_TOKEN"))
    static let cases: [(HostingSettings, String, String?, Double?)] = [
        (lent, "2026-12-01T09:00:00+00:00", "token", 1_796_115_600),
        (lent, "2026-12-01T09:00:00Z\n", "token", 1_796_115_600),
        (lent, "2026-12-01T09:00:00Z", nil, nil),
        (lent, "2026-12-01T09:00:00Z", "", nil),
        (lent, "soon", "token", nil),
        (hosting(token: .file("/run/token")), "2026-12-01T09:00:00Z", "token", nil),
        (hosting(token: nil), "2026-12-01T09:00:00Z", "token", nil),
        (.url(base: "https://media.example/"), "2026-12-01T09:00:00Z", "token", nil),
    ]
    @Test("The environment says when the keys end that it has lent", arguments: cases)
    func end(hosting: HostingSettings, text: String, token: String?, end: Double?) {
        var environment = ["AWS_CREDENTIAL_EXPIRATION": text]
        environment["AWS_SESSION_TOKEN"] = token
        #expect(hosting.keysEnd(in: environment) == end.map { Date(timeIntervalSince1970: $0) })
    }
}
