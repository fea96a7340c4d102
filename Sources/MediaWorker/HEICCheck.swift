import Glibc
import MediaHeaders
import MediaWork
import VideoKit

/// Sees whether the pictures of a HEIC file can be decoded.
///
/// libvips takes them from libde265, which makes up what it cannot decode and says nothing of it.
enum HEICCheck {
    /// The most bytes of one coded picture: a still of 200 megapixels has fewer.
    private static let most = 1 << 29

    /// Why the file is not published; `nil` where nothing is wrong, or it is no HEIC file.
    static func refusal(of file: String) -> MediaRefusal? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let read = { (offset: Int, count: Int) -> [UInt8] in
            var bytes = [UInt8](repeating: 0, count: count)
            let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            return Array(bytes.prefix(max(0, read)))
        }
        let size = Int(status.st_size)
        guard (try? MediaFacts(size: size, read: read))?.format == .heic else { return nil }
        let pictures: [CodedPicture]
        do throws(MediaError) { pictures = try CodedPicture.all(inHEICOf: size, read: read) } catch {
            return MediaRefusal("cannot be decoded: \(error.what)", why: error.why, fix: error.fix)
        }
        for picture in pictures where picture.extents.reduce(0, { $0 + $1.count }) <= most {
            let bytes = picture.extents.flatMap { read($0.lowerBound, $0.count) }
            do throws(VideoError) {
                guard try isDamagedHEVC(bytes, configuration: picture.configuration) else { continue }
            } catch {
                return VideoTasks.refusal(for: error)
            }
            return MediaRefusal(
                "is damaged: a part of its picture cannot be decoded",
                why: "something else, or nothing, would be seen there", fix: "export or copy the file again")
        }
        return nil
    }
}
