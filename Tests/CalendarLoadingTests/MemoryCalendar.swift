import ContentModel
import Foundation
import MediaHeaders
import ObjectIDs

@testable import CalendarLoading

/// A calendar in memory: texts of files, and media known by their facts alone.
struct MemoryCalendar {
    var files: [String: Data] = [:]
    var media: [String: Result<MediaFacts, MediaProblem>] = MemoryCalendar.pantry

    var source: CalendarSource {
        let (files, media) = (files, media)
        return CalendarSource(
            commit: CommitID(Self.blob([]).object),
            calendarFiles: {
                files.keys.filter { $0.hasPrefix("calendar/") }.sorted().map {
                    CalendarFile(path: $0, blob: Self.blob([UInt8](files[$0] ?? Data())))
                }
            },
            read: { [UInt8](files[$0.path] ?? Data()) },
            locate: { paths in
                let lookup = PathLookup(files: media.keys.map { ($0, false) })
                return Dictionary(
                    uniqueKeysWithValues: paths.map { path in
                        guard media[path.text] != nil else {
                            return (path, .failure(lookup.problem(with: path.text)))
                        }
                        return (path, .success(Self.blob(Array(path.text.utf8))))
                    })
            },
            facts: { path, _ in media[path] ?? .failure(.missing(nearest: nil)) },
            uncommitted: { _ in [] })
    }

    /// A name for `bytes` that looks like git's and costs less.
    static func blob(_ bytes: [UInt8]) -> BlobID {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let name = (0..<20).map { UInt8(truncatingIfNeeded: hash >> (8 * ($0 % 8))) }
        return BlobID(ObjectID(bytes: name)!)  // exactly 20 bytes
    }

    /// The media that scenarios use.
    static let pantry: [String: Result<MediaFacts, MediaProblem>] = [
        "media/photo.jpg": .success(picture(1080, 1350)),
        "media/square.jpg": .success(picture(1080, 1080)),
        "media/wide.jpg": .success(picture(2000, 800)),
        "media/tall.jpg": .success(picture(1000, 1400)),
        "media/sideways.jpg": .success(picture(1350, 1080) { $0.orientation = .turnedRight }),
        "media/tiny.jpg": .success(picture(200, 200)),
        "media/print.jpg": .success(picture(1080, 1080) { $0.colour = .cmyk }),
        "media/huge.jpg": .success(picture(1080, 1080, bytes: 9_200_000)),
        "media/cake.png": .success(picture(1080, 1080, format: .png)),
        "media/phone.heic": .success(picture(1080, 1080, format: .heic)),
        "media/hdr.jpg": .success(picture(1080, 1080, format: .mpo)),
        "media/portrait.jpg": .success(picture(1080, 1920)),
        "media/clip.mp4": .success(clip()),
        "media/long.mp4": .success(clip(seconds: 1000)),
        "media/short.mp4": .success(clip(seconds: 2)),
        "media/minute.mp4": .success(clip(seconds: 75)),
        "media/late-index.mp4": .success(clip { $0.isIndexFirst = false }),
        "media/wide.mp4": .success(clip(size: PixelSize(width: 1920, height: 1080))),
        "media/small.mp4": .success(clip(size: PixelSize(width: 480, height: 854))),
        "media/clip.webm": .success(clip(format: .webM)),
        "media/strange.mp4": .success(
            clip(size: PixelSize(width: 2160, height: 3840)) { video in
                video.tracks[0].codec = "av01"
                video.tracks[0].frameRate = 120
                video.tracks[0].chroma = .full
                video.tracks[0].isInterlaced = true
                video.tracks[0].editList = .edits
                video.audio[0] = AudioTrack(codec: "Opus", sampleRate: 96000, channels: 6)
            }),
        "media/pointer.jpg": .failure(
            .headers(.lfsPointer(LFSPointer(oid: String(repeating: "a", count: 64), size: 2_000_000)))),
        "media/text.jpg": .failure(.headers(.unrecognised(firstBytes: Array("<html>".utf8)))),
        "media/empty.jpg": .failure(.headers(.empty)),
        "media/Loud.jpg": .success(picture(1080, 1080)),
    ]

    static func picture(
        _ width: Int, _ height: Int, bytes: Int = 400_000, format: MediaFormat = .jpeg,
        change: (inout ImageFacts) -> Void = { _ in }
    ) -> MediaFacts {
        var facts = ImageFacts(size: PixelSize(width: width, height: height))
        change(&facts)
        return MediaFacts(format: format, byteCount: bytes, content: .image(facts))
    }

    static func clip(
        seconds: Int = 20, size: PixelSize = PixelSize(width: 1080, height: 1920), format: MediaFormat = .mp4,
        change: (inout VideoFacts) -> Void = { _ in }
    ) -> MediaFacts {
        var facts = VideoFacts()
        facts.isIndexFirst = true
        facts.duration = .seconds(seconds)
        facts.tracks = [VideoTrack(codec: "avc1", codedSize: size)]
        facts.tracks[0].frameRate = 30
        facts.tracks[0].chroma = .quarter
        facts.audio = [AudioTrack(codec: "mp4a", sampleRate: 48000, channels: 2)]
        change(&facts)
        return MediaFacts(format: format, byteCount: seconds * 400_000, content: .video(facts))
    }
}
