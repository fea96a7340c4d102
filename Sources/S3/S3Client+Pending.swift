public import FoundationEssentials
import HTTP

/// An upload in parts that was begun and neither completed nor aborted: its parts take up room, and cost money.
public struct S3PendingUpload: Hashable, Sendable {
    /// The key it would become.
    public var key: String
    /// What the store calls it.
    public var id: String
    /// When it was begun, where the store tells.
    public var begun: Date?
}

extension S3Client {
    /// The unfinished uploads of keys that begin with `prefix`.
    public func pendingUploads(prefix: String) async throws(S3Error) -> [S3PendingUpload] {
        var uploads: [S3PendingUpload] = []
        var markers: (key: String, id: String)?
        while true {
            var query: [(name: String, value: String)] = [("uploads", ""), ("prefix", prefix)]
            if let markers { query += [("key-marker", markers.key), ("upload-id-marker", markers.id)] }
            let response = try await send(Call(operation: "ListMultipartUploads", method: .get, query: query))
            let page = try parsed(response, "ListMultipartUploadsResult", operation: "ListMultipartUploads")
            for entry in page.all("Upload") {
                guard let key = entry["Key"]?.text, let id = entry["UploadId"]?.text else { continue }
                uploads.append(
                    S3PendingUpload(key: key, id: id, begun: entry["Initiated"].flatMap { S3Time.date($0.text) }))
            }
            guard page["IsTruncated"]?.text == "true", let key = page["NextKeyMarker"]?.text,
                let id = page["NextUploadIdMarker"]?.text, markers.map({ $0 != (key, id) }) ?? true
            else { return uploads }
            markers = (key, id)
        }
    }

    /// Gives an unfinished upload up, its parts with it; one that is not there is no error.
    public func abort(_ upload: S3PendingUpload) async throws(S3Error) {
        do throws(S3Error) {
            _ = try await send(
                Call(
                    operation: "AbortMultipartUpload", method: .delete, key: upload.key,
                    query: [("uploadId", upload.id)]))
        } catch {
            guard error.kind == .notFound else { throw error }
        }
    }
}
