import Cryptography
import FileStore
import HTTP

/// One file on its way in parts, from wherever an earlier try got to.
struct MultipartUpload: Sendable {
    let client: S3Client
    let file: S3File
    let key: String
    let progress: @Sendable (Int) -> Void

    /// How many parts of one file are under way at once; the client's own bound holds for all files together.
    private static let parallel = 4

    /// A part, and what the store calls it once it is there.
    private struct Part: Hashable {
        var number: Int
        var range: Range<Int>
        var etag: String?
    }

    /// The same for the same file, so that parts of an earlier try fit: 16 MiB, and more where 9,000 parts were too few.
    ///
    /// S3 takes 10,000 parts, each but the last of at least 5 MiB. Source: Amazon S3 User Guide, "Multipart upload limits".
    static func partSize(for size: Int) -> Int {
        let mebibyte = 1 << 20
        return max(16 * mebibyte, (size / 9_000 + mebibyte) / mebibyte * mebibyte)
    }

    func run() async throws(S3Error) -> S3Upload {
        do throws(S3Error) {
            return try await attempt()
        } catch {
            guard error.kind != .cancelled, error.kind != .fileUnreadable else { throw error }
            // Another runner may have completed or aborted the upload meanwhile: what is there now decides.
            if let object = try? await client.facts(of: key), object.isSame(as: file) { return .found }
            guard error.kind == .notFound else { throw error }
            return try await attempt()
        }
    }

    private func attempt() async throws(S3Error) -> S3Upload {
        let upload: String
        var parts: [Part]
        if let begun = try await begun() {
            (upload, parts) = begun
        } else {
            (upload, parts) = (try await begin(), plannedParts())
        }
        let resumed = parts.filter { $0.etag != nil }.reduce(0) { $0 + $1.range.count }
        if resumed > 0 { progress(resumed) }
        do throws(S3Error) {
            parts = try await send(parts, of: upload, arrived: resumed)
            try await complete(upload, parts)
        } catch {
            // What a later try can go on with is kept; what only takes up room is not.
            if error.kind == .full || error.kind == .corrupted { try? await abort(upload) }
            throw error
        }
        try await check()
        await abortOthers(than: upload)
        return .sent(resumed: resumed)
    }

    private func plannedParts() -> [Part] {
        let size = Self.partSize(for: file.size)
        return stride(from: 0, to: file.size, by: size).enumerated().map { index, start in
            Part(number: index + 1, range: start..<min(start + size, file.size))
        }
    }

    // MARK: The upload

    private func begin() async throws(S3Error) -> String {
        let call = S3Client.Call(
            operation: "CreateMultipartUpload", method: .post, key: key, query: [("uploads", "")],
            headers: [
                ("Content-Type", file.contentType), (S3Client.digestHeader, file.sha256.hex),
                ("Cache-Control", S3Client.cacheControl),
            ])
        let answer = try await client.parsed(
            client.send(call), "InitiateMultipartUploadResult", operation: call.operation)
        guard let id = answer["UploadId"]?.text, !id.isEmpty else { throw client.unreadable(call.operation) }
        return id
    }

    private func send(_ parts: [Part], of upload: String, arrived: Int) async throws(S3Error) -> [Part] {
        let file: OpenFile
        do throws(FileError) { file = try OpenFile(path: self.file.path) } catch { throw unreadable(error) }
        var rest = parts.filter { $0.etag == nil }[...]
        var sent = parts.filter { $0.etag != nil }
        var arrived = arrived
        var failure: S3Error?
        await withTaskGroup(of: Result<Part, S3Error>.self) { group in
            for _ in 0..<Self.parallel {
                if let part = rest.popFirst() { group.addTask { await result(of: part, upload, file) } }
            }
            for await result in group {
                switch result {
                case .success(let part):
                    sent.append(part)
                    arrived += part.range.count
                    progress(arrived)
                case .failure(let error):
                    failure = failure ?? error
                }
                // After a failure what is under way may end, so that a later try has less to do.
                if failure == nil, let part = rest.popFirst() {
                    group.addTask { await self.result(of: part, upload, file) }
                }
            }
        }
        if let failure { throw failure }
        return sent.sorted { $0.number < $1.number }
    }

    private func result(of part: Part, _ upload: String, _ open: OpenFile) async -> Result<Part, S3Error> {
        do throws(S3Error) { return .success(try await send(part, of: upload, from: open)) } catch {
            return .failure(error)
        }
    }

    private func send(_ part: Part, of upload: String, from open: OpenFile) async throws(S3Error) -> Part {
        let digest: Digest
        do throws(FileError) { digest = try SHA256.digest(of: open, in: part.range) } catch { throw unreadable(error) }
        let response = try await client.send(
            S3Client.Call(
                operation: "UploadPart", method: .put, key: key,
                query: [("partNumber", String(part.number)), ("uploadId", upload)],
                body: .file(
                    path: file.path, offset: Int64(part.range.lowerBound), length: Int64(part.range.count)),
                payload: digest, timeouts: S3Client.bodyTimeouts))
        guard let etag = response.headers["ETag"] else { throw client.unreadable("UploadPart") }
        var part = part
        part.etag = etag
        return part
    }

    private func complete(_ upload: String, _ parts: [Part]) async throws(S3Error) {
        let list = parts.map {
            "<Part><PartNumber>\($0.number)</PartNumber><ETag>\(XMLElement.escaped($0.etag ?? ""))</ETag></Part>"
        }
        let body = Array(
            ("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + list.joined()
                + "</CompleteMultipartUpload>").utf8)
        _ = try await client.send(
            S3Client.Call(
                operation: "CompleteMultipartUpload", method: .post, key: key, query: [("uploadId", upload)],
                headers: [("Content-Type", "application/xml")], body: .bytes(body), payload: SHA256.digest(of: body),
                timeouts: HTTPRequest.Timeouts(total: .seconds(300))))
    }

    /// The whole must be as long as the file; each part was compared as it came.
    private func check() async throws(S3Error) {
        guard let object = try await client.facts(of: key), !object.isSame(as: file) else { return }
        try? await client.remove(key)
        throw S3Error(
            kind: .corrupted, operation: "CompleteMultipartUpload",
            message: "\(object.size) bytes arrived of \(file.size)", host: client.bucket.host,
            bucket: client.bucket.name)
    }

    // MARK: Earlier tries

    /// The upload of this key that got furthest, with the parts that are there.
    private func begun() async throws(S3Error) -> (String, [Part])? {
        let uploads: [S3PendingUpload]
        do throws(S3Error) {
            uploads = try await client.pendingUploads(prefix: key).filter { $0.key == key }
        } catch {
            // Without the right to list, or a server that cannot: begin anew.
            guard error.kind == .denied || error.kind == .unsupported || error.kind == .notFound else { throw error }
            return nil
        }
        var best: (String, [Part])?
        for upload in uploads {
            guard let parts = try? await parts(of: upload.id) else { continue }
            let count = parts.count { $0.etag != nil }
            if count > best?.1.count(where: { $0.etag != nil }) ?? -1 { best = (upload.id, parts) }
        }
        return best
    }

    /// The parts to send, those marked that are there in full; nil where others are there, too.
    private func parts(of upload: String) async throws(S3Error) -> [Part]? {
        var planned = plannedParts()
        var marker = "0"
        while true {
            let response = try await client.send(
                S3Client.Call(
                    operation: "ListParts", method: .get, key: key,
                    query: [("uploadId", upload), ("part-number-marker", marker)]))
            let page = try client.parsed(response, "ListPartsResult", operation: "ListParts")
            for entry in page.all("Part") {
                guard let number = entry["PartNumber"].flatMap({ Int($0.text) }), let etag = entry["ETag"]?.text,
                    planned.indices.contains(number - 1)
                else { return nil }
                if entry["Size"]?.text == String(planned[number - 1].range.count) { planned[number - 1].etag = etag }
            }
            guard page["IsTruncated"]?.text == "true", let next = page["NextPartNumberMarker"]?.text, next != marker
            else { return planned }
            marker = next
        }
    }

    private func abort(_ upload: String) async throws(S3Error) {
        try await client.abort(S3PendingUpload(key: key, id: upload, begun: nil))
    }

    private func abortOthers(than upload: String) async {
        guard let uploads = try? await client.pendingUploads(prefix: key) else { return }
        for other in uploads where other.key == key && other.id != upload { try? await client.abort(other) }
    }

    private func unreadable(_ error: FileError) -> S3Error {
        S3Error(
            kind: .fileUnreadable, operation: "UploadPart", message: "\(error)", host: client.bucket.host,
            bucket: client.bucket.name)
    }
}
