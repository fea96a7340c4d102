import ContentModel
import Diagnostics
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
            switch reader.choice("kind", .word(Kind.self))?.value {
            case .s3?: return .some(s3(&reader))
            case .directory?: return .some(directory(&reader))
            case .url?: return .some(url(&reader))
            case nil:
                // Whichever kind is meant, these are its keys: only others are worth a word.
                let keys: [MappingKey] = [
                    "endpoint", "bucket", "region", "public_url", "access_key", "secret_key", "session_token",
                    "addressing", "prefix", "retain", "path", "base",
                ]
                for key in keys { _ = reader.optional(key, .node) }
                return .some(nil)
            }
        }
    }

    private static func s3(_ reader: inout MappingReader) -> HostingSettings? {
        let endpoint = reader.required("endpoint", .url(example: "https://s3.example"))
        let bucket = reader.required("bucket", bucket)
        let region = reader.optional("region", .text("a region", example: "auto"))
        let publicURL = reader.optional("public_url", .url(example: "https://media.example/"))
        let access = reader.required("access_key", .secret("access_key"))
        let secret = reader.required("secret_key", .secret("secret_key"))
        let token = reader.optional("session_token", .secret("session_token"))
        let addressing = reader.optional("addressing", .word(S3Settings.Addressing.self))
        let prefix = reader.optional("prefix", prefix)
        let retain = reader.optional("retain", retention)
        guard let endpoint, let bucket, let access, let secret else { return nil }
        return .s3(
            S3Settings(
                endpoint: endpoint.value, bucket: bucket.value, region: region?.value ?? "auto",
                publicURL: publicURL?.value, accessKey: access.value, secretKey: secret.value,
                sessionToken: token?.value, addressing: addressing?.value,
                prefix: prefix?.value ?? S3Settings.prefix, retain: retain?.value ?? HostingSettings.retain))
    }

    /// A name that can stand in a path and in front of a host. Source: Amazon S3 User Guide, "Bucket naming rules", and
    /// the upper-case letters and `_` of older buckets.
    private static var bucket: Shape<String> {
        Shape<String>.text("a bucket", example: "media").converted { (name: Located<String>) throws(Problem) in
            let isPlain = name.value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
            guard isPlain, (3...255).contains(name.value.utf8.count) else {
                throw Problem(
                    "'\(name.value)' is no bucket", at: name.mark,
                    why: "names of buckets have letters, digits, '-', '.' and '_', at least three",
                    fix: "write the bucket's name alone, like media; keys begin with prefix")
            }
            return name.value
        }
    }

    private static var retention: Shape<Duration> {
        .duration(
            in: HostingSettings.retains, why: "until a container has ended the platform may fetch its media once more")
    }

    /// Text that stands in keys and URLs as it is.
    private static var prefix: Shape<String> {
        Shape<String>.text.converted { (prefix: Located<String>) throws(Problem) in
            let parts = prefix.value.split(separator: "/", omittingEmptySubsequences: false)
            let isPlain = prefix.value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "/"):
                    true
                default: false
                }
            }
            let isStraight = parts.dropLast().allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            guard isPlain, isStraight, prefix.value.utf8.count <= 512 else {
                throw Problem(
                    "'\(prefix.value)' cannot begin keys", at: prefix.mark,
                    why: "it stands in every URL, so it has letters, digits, '-', '.', '_' and single '/' alone",
                    fix: "write it like \(S3Settings.prefix)")
            }
            return prefix.value
        }
    }

    private static func directory(_ reader: inout MappingReader) -> HostingSettings? {
        let path = reader.required("path", .text("a path", example: "public/media"))
        let publicURL = reader.required("public_url", .url(example: "https://media.example/"))
        let retain = reader.optional("retain", retention)
        guard let path, let publicURL else { return nil }
        return .directory(
            path: path.value, publicURL: publicURL.value, retain: retain?.value ?? HostingSettings.retain)
    }

    private static func url(_ reader: inout MappingReader) -> HostingSettings? {
        reader.required("base", .url(example: "https://host/owner/repo/{commit}/")).map { .url(base: $0.value) }
    }
}
