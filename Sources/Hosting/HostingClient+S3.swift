import ContentModel
import FoundationEssentials
public import Publishing
public import S3
import URLText

extension HostingClient {
    /// For how long a signed URL may be read: a container's life of a day, the twenty hours that media may be prepared
    /// ahead, and two days more for what waits; within the seven days that stores allow.
    static let signedLife = Duration.seconds(4 * 86_400)

    /// Uploads media to a bucket, side by side, the same bytes once ever.
    ///
    /// - Parameters:
    ///   - prefix: what all keys begin with.
    ///   - publicURL: where the bucket's objects are served, without the prefix; nil for a bucket that is not public:
    ///     URLs are then signed, anew each time they are asked for.
    public static func s3(
        _ client: S3Client, prefix: String, publicURL: String?, source: @escaping PublicFileSource
    ) -> HostingClient {
        // A thousand accounts that publish one picture at the same second ask for it once.
        let uploads = SharedWork(rememberedFor: 600, now: { Date() })
        return HostingClient { files, tag, progress async throws(Refusal) in
            try await files.each { file async throws(Refusal) in
                let found = try await source(file)
                let key = prefix + found.name
                let reports = ProgressSteps(of: file.path, size: found.size, to: progress)
                let upload = S3File(
                    path: found.path, size: found.size, sha256: found.sha256, contentType: found.contentType)
                try await uploads.perform(key) { () async throws(Refusal) in
                    do throws(S3Error) {
                        _ = try await client.upload(upload, to: key, progress: { reports.hear($0) })
                    } catch {
                        throw Refusal(error, hosting: file)
                    }
                }
                guard let publicURL else { return client.presignedURL(of: key, lasting: signedLife, mark: tag) }
                return "\(publicURL.withoutFinalSlashes)/\(key)?v=\(tag)"
            }
        }
    }
}

/// Passes a file's progress on in tenths, and only of a file that takes long.
private struct ProgressSteps: Sendable {
    private let path: String
    private let size: Int
    private let report: @Sendable (HostingProgress) -> Void

    init(of path: String, size: Int, to report: @escaping @Sendable (HostingProgress) -> Void) {
        (self.path, self.size, self.report) = (path, size, report)
    }

    func hear(_ sent: Int) {
        guard size > S3Client.partThreshold else { return }
        let tenth = { $0 * 10 / size }
        let before = max(0, sent - S3Client.partThreshold)
        guard sent == size || tenth(sent) != tenth(before) else { return }
        report(HostingProgress(path: path, sent: sent, size: size))
    }
}

extension [MediaFile] {
    /// What `answer` makes of each that differs in what goes out, all asked at once; the first refusal once all have ended.
    func each(
        _ answer: @escaping @Sendable (MediaFile) async throws(Refusal) -> String
    ) async throws(Refusal) -> [OutgoingMedium: String] {
        var distinct: [OutgoingMedium: MediaFile] = [:]
        for file in self where distinct[file.outgoing] == nil { distinct[file.outgoing] = file }
        var answers: [OutgoingMedium: String] = [:]
        var refusals: [(MediaFile, Refusal)] = []
        await withTaskGroup(of: (MediaFile, Result<String, Refusal>).self) { group in
            for file in distinct.values {
                group.addTask {
                    do throws(Refusal) { return (file, .success(try await answer(file))) } catch {
                        return (file, .failure(error))
                    }
                }
            }
            for await (file, result) in group {
                switch result {
                case .success(let text): answers[file.outgoing] = text
                case .failure(let refusal): refusals.append((file, refusal))
                }
            }
        }
        // The same one whichever came first.
        if let first = refusals.min(by: { $0.0.path < $1.0.path }) { throw first.1 }
        return answers
    }
}
