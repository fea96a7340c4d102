import Cryptography
import FileStore
import FoundationEssentials
import Glibc
import HTTP
import Publishing

extension PublicLook {
    /// The most that is fetched at once, in bytes: no platform takes a larger picture.
    private static let mostAtOnce = 8 << 20
    /// What is compared of a larger file: its beginning, and as much at each eighth up to its end.
    private static let piece = 65_536
    private static let pieceCount = 8

    /// Throws unless `url` answers as the platform needs it, with the bytes of `file`.
    func compare(_ url: String, _ file: PublicFile, _ path: String) async throws(Refusal) {
        let isLarge = file.size > Self.mostAtOnce
        let response = try await get(url, path, wanting: isLarge ? Self.piece : Self.mostAtOnce + 1)
        try judge(response, of: url, file, path)
        if isLarge { try await comparePieces(of: url, file, path) }
    }

    private func comparePieces(of url: String, _ file: PublicFile, _ path: String) async throws(Refusal) {
        for number in 1...Self.pieceCount {
            let start = (file.size - Self.piece) / Self.pieceCount * number
            let end = number == Self.pieceCount ? file.size : start + Self.piece
            let response = try await get(url, path, wanting: Self.piece, range: start..<end)
            switch response.status {
            case 206:
                let expected = try bytes(of: file, start..<(start + min(Self.piece, end - start)), path)
                guard response.body == expected else {
                    throw refusal(path, "\(Self.host(of: url)) shows other bytes than its file has", fix: fixes.stale)
                }
            // A host that knows no ranges gives all of it, or nothing, each time.
            case 200, 416: return try await compareAll(of: url, file, path)
            default: try judge(response, of: url, file, path)
            }
        }
    }

    /// Fetches a large file whole, by way of the disk.
    private func compareAll(of url: String, _ file: PublicFile, _ path: String) async throws(Refusal) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let copy = "\(folder)/calends-look-\(UUID().uuidString)"
        defer { unlink(copy) }
        do throws(HTTPError) {
            _ = try await http.download(
                HTTPRequest(
                    url: url, headers: ["Accept": "*/*"], timeouts: .init(total: nil, stall: .seconds(30)),
                    maximumResponseBytes: file.size),
                to: copy)
        } catch {
            throw unanswered(error, url, path)
        }
        guard let found = try? OpenFile(path: copy), (try? SHA256.digest(of: found)) == file.sha256 else {
            throw refusal(path, "\(Self.host(of: url)) shows other bytes than its file has", fix: fixes.stale)
        }
    }

    private func get(
        _ url: String, _ path: String, wanting count: Int, range: Range<Int>? = nil
    ) async throws(Refusal) -> HTTPResponse {
        let part = range.map { "bytes=\($0.lowerBound)-\($0.upperBound - 1)" }
        let headers: HTTPHeaders = part.map { ["Accept": "*/*", "Range": $0] } ?? ["Accept": "*/*"]
        do throws(HTTPError) {
            return try await http.send(
                HTTPRequest(
                    url: url, headers: headers, timeouts: .init(total: .seconds(120), stall: .seconds(30)),
                    wantedBytes: count))
        } catch {
            throw unanswered(error, url, path)
        }
    }

    private func unanswered(_ error: HTTPError, _ url: String, _ path: String) -> Refusal {
        // A GET takes no effect, so what became of it is of no interest.
        refusal(
            path, "\(Self.host(of: url)) does not answer as the platform needs it: \(error.cause)",
            fix: fixes.unreachable, isPassing: error.kind != .invalidRequest)
    }

    // MARK: What is right

    private func judge(
        _ response: HTTPResponse, of url: String, _ file: PublicFile, _ path: String
    ) throws(Refusal) {
        let host = Self.host(of: url)
        switch response.status {
        case 200: break
        case 206:
            throw refusal(
                path, "\(host) answers with a part (206) where all of it was asked for",
                fix: "have the whole file served, with status 200, to who names no range")
        case 300...399:
            let target = response.headers["Location"].map { " to \(Self.host(of: $0))" } ?? ""
            throw refusal(
                path, "its public URL at \(host) redirects\(target), which the platform does not follow",
                fix: "let \(fixes.setting) name where it leads to")
        case 401, 403:
            throw refusal(path, "it is not public: \(host) answers \(response.status)", fix: fixes.forbidden)
        case 404, 410: throw refusal(path, "\(host) does not have it: \(response.status)", fix: fixes.missing)
        case 408, 429, 500...:
            throw refusal(
                path, "\(host) answers \(response.status) at its public URL", fix: fixes.unreachable, isPassing: true)
        default:
            throw refusal(path, "\(host) answers \(response.status) at its public URL", fix: fixes.forbidden)
        }
        if let encoding = response.headers["Content-Encoding"], !encoding.isEmpty, encoding.lowercased() != "identity" {
            throw refusal(
                path, "\(host) serves it packed (Content-Encoding: \(encoding)), though nobody asked for that",
                fix: "have .\(file.fileExtension) served as it is, without Content-Encoding")
        }
        let type = (response.headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased()
            .filter { !$0.isWhitespace }
        try judgeBytes(response, type: type, host: host, file, path)
        guard Self.isRight(type, for: file.contentType, at: place) else {
            throw refusal(
                path,
                type.isEmpty
                    ? "\(host) serves it without a Content-Type, not as \(file.contentType)"
                    : "\(host) serves it as '\(type)', not as \(file.contentType)",
                fix: "have .\(file.fileExtension) served as \(file.contentType)")
        }
    }

    private func judgeBytes(
        _ response: HTTPResponse, type: String, host: String, _ file: PublicFile, _ path: String
    ) throws(Refusal) {
        let body = response.body
        let isLarge = file.size > Self.mostAtOnce
        let expected = try bytes(of: file, 0..<min(isLarge ? Self.piece : Self.beginning, file.size), path)
        guard body.starts(with: expected) || expected.starts(with: body) && !body.isEmpty else {
            let text = String(decoding: body.prefix(200), as: UTF8.self)
            if text.hasPrefix("version https://git-lfs") {
                throw refusal(
                    path, "\(host) shows a Git LFS pointer instead of it",
                    fix: "use hosting of kind s3 or directory: this host does not resolve Git LFS")
            }
            if type == "text/html" {
                throw refusal(
                    path, "\(host) shows a web page instead of it",
                    fix: "let \(fixes.setting) lead to the files themselves, with no page, warning or log-in in front")
            }
            throw refusal(path, "\(host) shows other bytes than its file has", fix: fixes.stale)
        }
        let told = response.headers["Content-Length"].flatMap { Int($0) } ?? (isLarge ? nil : body.count)
        if let told, told != file.size {
            throw refusal(path, "\(host) has \(told) bytes of it, not \(file.size)", fix: fixes.stale)
        }
        guard isLarge || SHA256.digest(of: body) == file.sha256 else {
            throw refusal(path, "\(host) shows other bytes than its file has", fix: fixes.stale)
        }
    }

    /// Enough to tell another file from one that was cut or changed further on.
    private static let beginning = 1024

    private func bytes(of file: PublicFile, _ range: Range<Int>, _ path: String) throws(Refusal) -> [UInt8] {
        do throws(FileError) {
            return try OpenFile(path: file.path).read(at: range.lowerBound, count: range.count)
        } catch {
            throw Refusal(remedy: .person, effect: .none, message: "hosting \(path): \(error.what)", fix: error.fix)
        }
    }

    /// What others serve is taken as bytes without a type, too: nobody here can change that, and the bytes are right.
    private static func isRight(_ type: String, for expected: String, at place: Place) -> Bool {
        if type == expected { return true }
        if expected == "image/jpeg", type == "image/jpg" || type == "image/pjpeg" { return true }
        return place == .published && ["", "application/octet-stream", "binary/octet-stream"].contains(type)
    }
}
