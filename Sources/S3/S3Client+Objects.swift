import Cryptography
public import FoundationEssentials
import HTTP

/// An object as its headers tell.
public struct S3Object: Hashable, Sendable {
    /// In bytes.
    public var size: Int
    /// Its digest in hexadecimal digits, where the store keeps one: its own, or the one we gave along.
    public var sha256: String?
    /// What it is served as.
    public var contentType: String?
}

/// An object as a listing names it.
public struct S3Listed: Hashable, Sendable {
    /// The whole key.
    public var key: String
    /// In bytes.
    public var size: Int
    /// When it was written last.
    public var modified: Date
}

extension S3Client {
    /// The digest of an object, as we give it along: readable where a store keeps no checksums.
    static let digestHeader = "x-amz-meta-sha256"

    /// The object under `key`; nil where there is none, or where the key may not be asked.
    ///
    /// Without the right to list, AWS answers 403 for what is not there: a store that says no may mean that.
    public func facts(of key: String) async throws(S3Error) -> S3Object? {
        let call = Call(operation: "HeadObject", method: .head, key: key)
        let response: HTTPResponse
        do throws(S3Error) {
            response = try await send(call)
        } catch {
            // An answer to HEAD has no body and so no reason: the next request hears it.
            guard error.status != nil, error.kind != .busy else { throw error }
            guard error.status == 400, try await learnRegion() else { return nil }
            return try await facts(of: key)
        }
        return S3Object(
            size: response.headers["Content-Length"].flatMap { Int($0) } ?? 0,
            sha256: response.headers[Self.digestHeader], contentType: response.headers["Content-Type"])
    }

    /// Whether something was learnt about the region that was not known before.
    private func learnRegion() async throws(S3Error) -> Bool {
        guard bucket.region == nil, learnt.region == nil else { return false }
        do throws(S3Error) {
            _ = try await send(Call(operation: "GetBucketLocation", method: .get, query: [("location", "")]))
        } catch {
            guard error.status != nil, error.kind != .busy else { throw error }
        }
        return learnt.region != nil
    }

    /// Everything whose key begins with `prefix`.
    public func list(prefix: String) async throws(S3Error) -> [S3Listed] {
        var listed: [S3Listed] = []
        var token: String?
        repeat {
            var query = [("list-type", "2"), ("prefix", prefix)]
            if let token { query.append(("continuation-token", token)) }
            let response = try await send(
                Call(operation: "ListObjectsV2", method: .get, query: query.map { (name: $0.0, value: $0.1) }))
            let page = try parsed(response, "ListBucketResult", operation: "ListObjectsV2")
            for entry in page.all("Contents") {
                guard let key = entry["Key"]?.text, let size = entry["Size"].flatMap({ Int($0.text) }),
                    let modified = entry["LastModified"].flatMap({ S3Time.date($0.text) })
                else { throw unreadable("ListObjectsV2") }
                listed.append(S3Listed(key: key, size: size, modified: modified))
            }
            let next = page["IsTruncated"]?.text == "true" ? page["NextContinuationToken"]?.text : nil
            guard next == nil || next != token else { throw unreadable("ListObjectsV2") }
            token = next
        } while token != nil
        return listed
    }

    /// Removes an object; one that is not there is no error.
    public func remove(_ key: String) async throws(S3Error) {
        _ = try await send(Call(operation: "DeleteObject", method: .delete, key: key))
    }

    func parsed(_ response: HTTPResponse, _ name: String, operation: String) throws(S3Error) -> XMLElement {
        guard let root = XMLElement(parsing: response.body), root.name == name else { throw unreadable(operation) }
        return root
    }

    func unreadable(_ operation: String) -> S3Error {
        S3Error(
            kind: .other, operation: operation, message: "the answer is not what S3 answers", host: bucket.host,
            bucket: bucket.name)
    }
}

/// Times in S3's XML: ISO 8601, with fractions of a second or without.
enum S3Time {
    static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: .iso8601))
    }
}
