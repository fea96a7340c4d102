import GraphModel
import HTTPServer

/// The bytes of a video, sent to `/ig-api-upload/{version}/{container}` as they are sent to `rupload.facebook.com`.
enum UploadCall {
    /// The upload that a request is, or nil when it is none.
    static func upload(from request: ServerRequest, _ components: [String]) -> Upload? {
        let path = components.first == "rupload.facebook.com" ? components.dropFirst() : components[...]
        guard request.method == "POST", path.count == 3, path.first == "ig-api-upload", let container = path.last else {
            return nil
        }
        return Upload(
            container: container, token: GraphCall.token(of: request), offset: number("offset", request) ?? 0,
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
