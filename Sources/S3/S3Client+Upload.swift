import Cryptography
import HTTP

/// What an upload came to.
public enum S3Upload: Hashable, Sendable {
    /// The same bytes were there already.
    case found
    /// They were sent; `resumed` counts the bytes that an earlier try had sent.
    case sent(resumed: Int)
}

extension S3Client {
    /// Files above so many bytes go in parts.
    public static let partThreshold = 16 << 20

    /// Makes a file the object `key`, unless the same bytes are there already.
    ///
    /// The key must name the content: what is under it is never replaced by other bytes, and two that upload it at once
    /// do no harm. A large file goes in parts, side by side; parts that an earlier try has sent, also of another process,
    /// are not sent again.
    ///
    /// - Parameter progress: hears how many bytes have arrived.
    public func upload(
        _ file: S3File, to key: String, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws(S3Error) -> S3Upload {
        if let object = try await facts(of: key), object.isSame(as: file) { return .found }
        guard file.size > Self.partThreshold else {
            let upload = try await put(file, to: key)
            progress(file.size)
            return upload
        }
        return try await MultipartUpload(client: self, file: file, key: key, progress: progress).run()
    }

    private func put(_ file: S3File, to key: String) async throws(S3Error) -> S3Upload {
        var call = Call(
            operation: "PutObject", method: .put, key: key,
            headers: [
                ("Content-Type", file.contentType), (Self.digestHeader, file.sha256.hex),
                ("Cache-Control", Self.cacheControl),
            ], body: .file(path: file.path, offset: 0, length: Int64(file.size)), payload: file.sha256,
            timeouts: Self.bodyTimeouts)
        let plain = call
        // Two that upload the same at once: the second is told instead of writing it again.
        if !learnt.refusesConditions { call.headers.append(("If-None-Match", "*")) }
        do throws(S3Error) {
            _ = try await send(call)
        } catch {
            switch error.kind {
            // Perhaps by our own request, whose answer was lost. Where the key may be asked, the content is compared.
            case .exists:
                guard let object = try await facts(of: key), !object.isSame(as: file) else { return .found }
                _ = try await send(plain)
            case .unsupported where call.headers.count != plain.headers.count:
                learnt.learnThatConditionsAreRefused()
                _ = try await send(plain)
            default: throw error
            }
        }
        return .sent(resumed: 0)
    }

    /// A key names its content for ever.
    static let cacheControl = "public, max-age=31536000, immutable"

    /// No bound for the whole, since a line may be slow; but bytes must flow.
    static let bodyTimeouts = HTTPRequest.Timeouts(total: nil, stall: .seconds(30))
}

extension S3Object {
    /// Whether it is the file's content, as far as the store tells.
    func isSame(as file: S3File) -> Bool { size == file.size && (sha256 ?? file.sha256.hex) == file.sha256.hex }
}
