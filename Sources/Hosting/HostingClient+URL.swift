import ContentModel
public import ObjectIDs
public import Publishing

extension HostingClient {
    /// Media that is public already, such as the raw files of a public git host.
    ///
    /// - Parameter base: what stands before a file's path; `{commit}` in it is replaced by `commit`, so that what is
    ///   fetched is what was planned.
    public static func publicURL(base: String, commit: CommitID?) -> HostingClient {
        HostingClient { file, tag async throws(Refusal) in
            if base.contains("{commit}"), commit == nil {
                throw Refusal(
                    remedy: .person, effect: .none, message: "\(file.path) is not public: nothing is committed",
                    fix: "commit and push it: hosting.base names the commit")
            }
            let prefix = base.replacing("{commit}", with: commit.map(\.description) ?? "")
            return "\(prefix.withoutFinalSlashes)/\(file.path.percentEncodedPath)?v=\(tag)"
        }
    }
}

extension String {
    /// The text without any `/` at its end.
    package var withoutFinalSlashes: String {
        var rest = self[...]
        while rest.last == "/" { rest.removeLast() }
        return String(rest)
    }

    /// The path with everything but `/` and RFC 3986's unreserved characters percent-encoded: Meta advises ASCII.
    package var percentEncodedPath: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
