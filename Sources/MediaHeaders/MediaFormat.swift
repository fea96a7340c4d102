/// The kind of file a medium is, told by its content and never by its name.
public enum MediaFormat: String, CaseIterable, Hashable, Sendable {
    case jpeg = "JPEG"
    /// Several JPEG pictures in one file (CIPA DC-007): stereo pairs, and the gain maps of HDR photographs.
    case mpo = "MPO"
    case png = "PNG"
    case apng = "animated PNG"
    case gif = "GIF"
    case webP = "WebP"
    case heic = "HEIC"
    case avif = "AVIF"
    case tiff = "TIFF"
    case bmp = "BMP"
    case mp4 = "MP4"
    case quickTime = "QuickTime"
    case webM = "WebM"
    case matroska = "Matroska"

    /// Whether files of this format are still or animated pictures rather than videos.
    public var isImage: Bool {
        switch self {
        case .jpeg, .mpo, .png, .apng, .gif, .webP, .heic, .avif, .tiff, .bmp: true
        case .mp4, .quickTime, .webM, .matroska: false
        }
    }

    /// The Internet media type that files of this format are served as.
    public var contentType: String {
        switch self {
        case .jpeg, .mpo: "image/jpeg"
        case .png, .apng: "image/png"
        case .gif: "image/gif"
        case .webP: "image/webp"
        case .heic: "image/heic"
        case .avif: "image/avif"
        case .tiff: "image/tiff"
        case .bmp: "image/bmp"
        case .mp4: "video/mp4"
        case .quickTime: "video/quicktime"
        case .webM: "video/webm"
        case .matroska: "video/x-matroska"
        }
    }

    /// How names of such files end, without the dot.
    public var fileExtension: String {
        switch self {
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
}
