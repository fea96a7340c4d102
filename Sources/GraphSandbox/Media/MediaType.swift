/// The Internet media types of what the sandbox serves.
enum MediaType {
    /// The type a file of this name is served under.
    static func type(ofFileNamed name: String) -> String {
        switch name.split(separator: ".").last?.lowercased() {
        case "jpg", "jpeg": "image/jpeg"
        case "png": "image/png"
        case "gif": "image/gif"
        case "webp": "image/webp"
        case "heic": "image/heic"
        case "avif": "image/avif"
        case "tif", "tiff": "image/tiff"
        case "bmp": "image/bmp"
        case "mp4", "m4v": "video/mp4"
        case "mov": "video/quicktime"
        case "webm": "video/webm"
        case "mkv": "video/x-matroska"
        default: "application/octet-stream"
        }
    }
}
