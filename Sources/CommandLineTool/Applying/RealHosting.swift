import ContentModel
import Diagnostics
import FileStore
import HTTP
import Hosting
import ObjectIDs
import Publishing
import S3
import ScheduleLock

/// The hosting that the settings name.
struct RealHosting {
    let settings: Settings
    /// The commit whose media are hosted; `nil` for a work tree.
    let commit: CommitID?
    let workspace: Workspace
    let environment: [String: String]
    /// Hears how the making of a medium goes on that takes long, and what hinders hosting.
    var tell: @Sendable (String) -> Void = { _ in }

    /// - Throws: a finding when its keys cannot be had.
    func client() throws -> HostingClient {
        guard let hosting = settings.hosting else {
            return .missing(
                Refusal(
                    remedy: .person, effect: .none, message: "\(Self.absence): media that \(Self.reason)",
                    fix: Self.cure))
        }
        let content = try MediaContent(of: workspace, checkingVideos: true, telling: tell)
        let source: PublicFileSource = { file async throws(Refusal) in try await content.publicFile(of: file) }
        let (client, place): (HostingClient, PublicLook.Place) =
            switch hosting {
            case .url(let base): (.publicURL(base: base, commit: commit), .published)
            case .directory(let path, let publicURL, _):
                (.directory(try folder(at: path), publicURL: publicURL, source: source), .folder(path))
            case .s3(let s3):
                (
                    .s3(try bucket(s3), prefix: s3.prefix, publicURL: s3.publicURL, source: source),
                    s3.publicURL == nil ? .signedBucket : .publicBucket
                )
            }
        // A platform that stands in for Meta may be on this machine, and media with it.
        let isLocal = settings.accounts.values.contains { $0.api != nil }
        return client.lookedAt(
            by: PublicLook(place, isLocal: isLocal, observe: workspace.trace.requestObserver), source: source)
    }

    /// What is to be done now and cannot be without hosting is told before anything is begun.
    func check(_ workload: Workload) throws(CommandFailure) {
        guard settings.hosting == nil, let work = workload.work.first(where: \.needsHosting) else { return }
        throw CommandFailure(
            Self.absence, why: "\(work.publication) has media that \(Self.reason)", fix: Self.cure,
            status: .calendarErrors)
    }

    private static let absence = "hosting is missing in calendar/settings.yaml"
    private static let reason = "Meta fetches from a public URL"
    private static let cure = "write hosting: with kind: s3, kind: directory or kind: url"

    /// The folder of hosting in a directory, made where it is missing.
    func folder(at path: String) throws -> FileRoot {
        try workspace.files().createFolder(path)
        return try FileRoot("\(workspace.root)/\(path)")
    }

    /// The bucket of hosting in S3, with the keys that the settings refer to.
    func bucket(_ s3: S3Settings) throws(Diagnostic) -> S3Client {
        let secrets = Secrets(environment: environment, in: workspace)
        let addressing: S3Bucket.Addressing? =
            switch s3.addressing {
            case .path?: .path
            case .virtual?: .virtual
            case nil: nil
            }
        guard
            let bucket = S3Bucket(
                endpoint: s3.endpoint, name: s3.bucket, region: s3.region, addressing: addressing)
        else {
            throw Diagnostic(
                nil, "hosting.endpoint '\(s3.endpoint)' is no address of a store",
                why: "keys and buckets are appended to it", fix: "write it like https://s3.example")
        }
        let credentials = S3Credentials(
            accessKey: try secrets.secret(s3.accessKey, for: "the access key of hosting", at: nil),
            secretKey: try secrets.secret(s3.secretKey, for: "the secret key of hosting", at: nil),
            sessionToken: try s3.sessionToken.map { reference throws(Diagnostic) in
                try secrets.secret(reference, for: "the session token of hosting", at: nil)
            })
        // Stores count connections: a line of its own for each of many small files costs more than it brings.
        let http = workspace.trace.httpClient(maximumConnectionsPerHost: 32)
        let tell = tell
        return S3Client(
            bucket, credentials: credentials, http: http,
            hinder: { tell("hosting: \(S3Words($0).what) — \($0); it is tried again") })
    }
}

extension Work {
    fileprivate var needsHosting: Bool {
        switch task {
        case .publish(let publication, _, let inFlight, let goal):
            goal != .resolved && inFlight.mediaID == nil && !publication.fetchedMedia.isEmpty
        case .replace(_, _, record: _, let publication, _): !publication.fetchedMedia.isEmpty
        case .page, .update, .remove, .resolveRemoval, .note, .giveUp: false
        }
    }
}
