import GraphModel
import HTTPServer

/// Bytes, sent to `/ig-api-upload/{version}/{container}` or `/video-upload/{version}/{video}` as they are sent to
/// `rupload.facebook.com`, or to an upload of an app, `/{version}/upload:…`.
enum UploadCall {
    /// The upload that a request is, or nil when it is none.
    static func upload(from request: ServerRequest, _ components: [String]) -> Upload? {
        let path = components.first == "rupload.facebook.com" ? components.dropFirst() : components[...]
        guard request.method == "POST", let target = path.last else { return nil }
        let isOfHost = path.count == 3 && ["ig-api-upload", "video-upload"].contains(path.first)
        guard isOfHost || target.hasPrefix("upload:") else { return nil }
        let signature = request.query.last { $0.name == "sig" }?.value ?? ""
        return Upload(
            container: isOfHost ? target : "\(target)?sig=\(signature)", token: GraphCall.token(of: request),
            offset: number(isOfHost ? "offset" : "file_offset", request) ?? 0,
            fileSize: number("file_size", request) ?? 0, fileURL: request.header("file_url"))
    }

    /// What the log shows of it.
    static func parameters(of upload: Upload) -> Parameters {
        var parameters = Parameters()
        parameters.append("offset", .json(.integer(upload.offset)))
        parameters.append("file_size", .json(.integer(upload.fileSize)))
        if let url = upload.fileURL { parameters.append("file_url", .text(url)) }
        return parameters
    }

    private static func number(_ name: String, _ request: ServerRequest) -> Int? {
        request.header(name).flatMap { Int($0) }
    }
}
