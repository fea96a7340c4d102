import ContentModel
import Cryptography
import Diagnostics
import FileStore
import Foundation
import HTTP
import Hosting
import MediaHeaders
import ObjectIDs
import Publishing
import S3

// Hosts files in a bucket as the product does, for tests and benchmarks against servers that others wrote.
//
// usage: hosting-runner CONFIGURATION FILE…, with the configuration as JSON. Writes one JSON object a line: progress, then
// for each file its URL or why there is none.

struct Configuration: Decodable {
    var endpoint: String
    var bucket: String
    var region: String?
    var addressing: String?
    var accessKey: String
    var secretKey: String
    var sessionToken: String?
    var prefix: String?
    var publicUrl: String?
    /// Whether the public URL is looked at, too.
    var look: Bool?
    /// How far this machine's clock is wrong, in seconds.
    var clockOffset: Double?
    var tries: Int?
}

struct Line: Encodable {
    var file: String
    var url: String?
    var message: String?
    var fix: String?
    var waits: Bool?
    var sent: Int?
    var size: Int?

    func print() {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard var bytes = try? encoder.encode(self) else { return }
        bytes.append(UInt8(ascii: "\n"))
        FileHandle.standardOutput.write(bytes)
    }
}

func publicFile(of file: MediaFile) throws(Refusal) -> PublicFile {
    do {
        let open = try OpenFile(path: file.path)
        let format = try MediaFacts(size: open.size) { try open.read(at: $0, count: $1) }.format
        return PublicFile(
            path: file.path, size: open.size, sha256: try SHA256.digest(of: open), contentType: format.contentType,
            fileExtension: format.fileExtension)
    } catch {
        throw Refusal(remedy: .person, effect: .none, message: "\(file.path): \(error)", fix: "")
    }
}

let arguments = CommandLine.arguments.dropFirst()
let decoder = JSONDecoder()
decoder.keyDecodingStrategy = .convertFromSnakeCase
guard let text = arguments.first,
    let configuration = try? decoder.decode(Configuration.self, from: Data(text.utf8)),
    let bucket = S3Bucket(
        endpoint: configuration.endpoint, name: configuration.bucket, region: configuration.region ?? "auto",
        addressing: configuration.addressing.flatMap(S3Bucket.Addressing.init))
else {
    FileHandle.standardError.write(Data("usage: hosting-runner CONFIGURATION FILE…\n".utf8))
    exit(64)
}
let offset = configuration.clockOffset ?? 0
let client = S3Client(
    bucket,
    credentials: S3Credentials(
        accessKey: configuration.accessKey, secretKey: configuration.secretKey,
        sessionToken: configuration.sessionToken),
    http: HTTPClient(configuration: .init(userAgent: "calends", maximumConnectionsPerHost: 32)),
    patience: S3Client.Patience(tries: configuration.tries ?? 3, firstWait: .milliseconds(50)),
    now: { Date().addingTimeInterval(offset) })
let source: PublicFileSource = { file throws(Refusal) in try publicFile(of: file) }
var hosting = HostingClient.s3(
    client, prefix: configuration.prefix ?? S3Settings.prefix, publicURL: configuration.publicUrl, source: source)
if configuration.look == true {
    let place: PublicLook.Place = configuration.publicUrl == nil ? .signedBucket : .publicBucket
    hosting = hosting.lookedAt(by: PublicLook(place, isLocal: true), source: source)
}

/// Hosts one file; whether it is public now.
@Sendable func publish(_ path: String, by hosting: HostingClient) async -> Bool {
    // Only told apart from the others' by it.
    guard let name = ObjectID(bytes: SHA256.digest(of: Array(path.utf8)).bytes.prefix(20)) else { return false }
    let file = MediaFile(path: path, blob: BlobID(name), location: SourceLocation(file: "calendar/launch.yaml"))
    do throws(Refusal) {
        let urls = try await hosting.publish([file], "tag") {
            Line(file: path, sent: $0.sent, size: $0.size).print()
        }
        Line(file: path, url: urls[file.outgoing]).print()
        return true
    } catch {
        Line(file: path, message: error.message, fix: error.fix, waits: error.remedy == .backOff).print()
        return false
    }
}

let tasks = arguments.dropFirst().map { [hosting] path in Task { await publish(path, by: hosting) } }
var isDone = true
for task in tasks { isDone = await task.value && isDone }
exit(isDone ? 0 : 1)
