import MediaHeaders

/// The Internet media types and file extensions of what the sandbox keeps and serves.
enum MediaType {
    /// The extension a stored medium gets, by what it is and not by how its URL ended.
    static func fileExtension(of format: MediaFormat) -> String {
        switch format {
        case .jpeg, .mpo: "jpg"
        case .png, .apng: "png"
        case .gif: "gif"
        case .webP: "webp"
        case .heic: "heic"
        case .avif: "avif"
        case .tiff: "tiff"
        case .bmp: "bmp"
        case .mp4: "mp4"
        case .quickTime: "mov"
        case .webM: "webm"
        case .matroska: "mkv"
        }
    }

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
