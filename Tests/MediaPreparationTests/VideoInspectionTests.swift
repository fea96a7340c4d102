import Foundation
import MediaPreparation
import MediaWork
import Testing

@Suite struct VideoInspectionTests {
    static let videos: [(String, String)] = [
        ("fine.mp4", "h264 High yuv420p 108x192, 30.0 fps; aac LC 48000 Hz 1 ch"),
        ("hevc10.mp4", "hevc Main 10 yuv420p10le 108x192, 30.0 fps"),
        ("hlg.mp4", "hevc Main 10 yuv420p10le 108x192, 30.0 fps, HDR"),
        ("vp9.webm", "vp9 Profile 0 yuv420p 108x192, 30.0 fps; opus 48000 Hz 1 ch"),
        ("mpeg4.mp4", "mpeg4 Simple Profile yuv420p 108x192, 30.0 fps"),
        ("chroma444.mp4", "h264 High 4:4:4 Predictive yuv444p 108x192, 30.0 fps"),
        ("interlaced.mp4", "h264 High yuv420p 108x192, 30.0 fps, interlaced"),
        ("turned90.mp4", "h264 High yuv420p 192x108, 30.0 fps, turned 270; aac LC 48000 Hz 1 ch"),
        ("anamorphic.mp4", "h264 High yuv420p 216x192, 30.0 fps"),
        ("fast.mp4", "h264 High yuv420p 108x192, 120.0 fps"),
        ("pcm.mov", "h264 High yuv420p 108x192, 30.0 fps; pcm_s16le 8000 Hz 1 ch"),
        ("surround.mp4", "h264 High yuv420p 108x192, 30.0 fps; aac LC 48000 Hz 6 ch"),
        ("sound.mp4", "refused: has no picture"),
    ]

    @Test("One worker decodes every kind of video, and refuses what is none") func decodes() throws {
        let workshop = MediaWorkshop(Media.worker)
        for (name, expected) in Self.videos {
            #expect(try Self.outcome(of: Media.film(name), by: workshop) == expected, "\(name)")
        }
        let whole = try Media.film("delay.mp4")
        #expect(
            Self.outcome(of: Array(whole.prefix(whole.count * 9 / 10)), by: workshop)
                == "refused: is damaged: its picture breaks off at 2.7 s")
        #expect(
            Self.outcome(of: Array("<html>".utf8), by: workshop)
                == "refused: is no MP4, QuickTime, Matroska or WebM file that can be read")
        #expect(workshop.startCount == 1)
    }

    private static func outcome(of bytes: [UInt8], by workshop: MediaWorkshop) -> String {
        do {
            guard case .video(let video) = try workshop.perform(.inspectVideo, on: bytes).answer else {
                return "something else"
            }
            return video.summary
        } catch {
            guard case .refused(let refusal) = error else { return "\(error)" }
            return "refused: \(refusal.what)"
        }
    }
}

extension VideoInspection {
    var summary: String {
        let words: [String?] = [
            "\(picture.codec) \(picture.profile ?? "-") \(picture.pixelFormat) \(picture.width)x\(picture.height)",
            picture.framesPerSecond.map { "\($0) fps" }, picture.isInterlaced ? "interlaced" : nil,
            picture.isHighDynamicRange ? "HDR" : nil, picture.rotation == 0 ? nil : "turned \(picture.rotation)",
        ]
        let heard = sound.map { sound in
            let profile = sound.profile.map { " " + $0 } ?? ""
            return "; \(sound.codec)\(profile) \(sound.samplesPerSecond) Hz \(sound.channels) ch"
        }
        return words.compactMap { $0 }.joined(separator: ", ") + (heard ?? "")
    }
}
