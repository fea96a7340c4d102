import ContentModel
import YAML

/// How hosting is written: `kind` decides which other keys there are.
enum HostingShapes {
    private enum Kind: String, CaseIterable {
        case s3, directory, url
    }

    /// `nil` inside where a part could not be read.
    static var hosting: Shape<HostingSettings?> {
        .mapping("hosting", example: "{kind: directory, path: public/media, public_url: https://media.example/}") {
            reader in
            switch reader.required("kind", .word(Kind.self))?.value {
            case .s3?: return .some(s3(&reader))
            case .directory?: return .some(directory(&reader))
            case .url?: return .some(url(&reader))
            case nil:
                // Whichever kind is meant, these are its keys: only others are worth a word.
                let keys = ["endpoint", "bucket", "region", "public_url", "access_key", "secret_key", "path", "base"]
                for key in keys { _ = reader.optional(key, .node) }
                return .some(nil)
            }
        }
    }

    private static func s3(_ reader: inout MappingReader) -> HostingSettings? {
        let endpoint = reader.required("endpoint", .url(example: "https://s3.example"))
        let bucket = reader.required("bucket", .text("a bucket", example: "media"))
        let region = reader.optional("region", .text("a region", example: "auto"))
        let publicURL = reader.optional("public_url", .url(example: "https://media.example/"))
        let access = reader.required("access_key", .secret("access_key"))
        let secret = reader.required("secret_key", .secret("secret_key"))
        guard let endpoint, let bucket, let access, let secret else { return nil }
        return .s3(
            S3Settings(
                endpoint: endpoint.value, bucket: bucket.value, region: region?.value ?? "auto",
                publicURL: publicURL?.value, accessKey: access.value, secretKey: secret.value))
    }

    private static func directory(_ reader: inout MappingReader) -> HostingSettings? {
        let path = reader.required("path", .text("a path", example: "public/media"))
        let publicURL = reader.required("public_url", .url(example: "https://media.example/"))
        guard let path, let publicURL else { return nil }
        return .directory(path: path.value, publicURL: publicURL.value)
    }

    private static func url(_ reader: inout MappingReader) -> HostingSettings? {
        reader.required("base", .url(example: "https://host/owner/repo/{commit}/")).map { .url(base: $0.value) }
    }
}
