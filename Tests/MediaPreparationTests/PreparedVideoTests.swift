import Diagnostics
import FileStore
import Foundation
import MediaHeaders
import MediaPreparation
import MediaWork
import ObjectIDs
import TestSupport
import Testing

@testable import ContentModel

@Suite struct PreparedVideoTests {
    /// What becomes of each fixture: it goes out as it is, it is mended, or it is refused.
    static let outcomes: [(String, String)] = [
        ("fine.mp4", "as it is"), ("hevc.mp4", "as it is"), ("silent.mp4", "as it is"),
        ("anamorphic.mp4", "as it is"), ("turned90.mp4", "as it is"), ("turned180.mp4", "as it is"),
        ("turned270.mp4", "as it is"),
        ("last.mp4", "index moved to the front: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("delay.mp4", "edit list removed: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("trimmed.mp4", "edit list applied: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("late.mp4", "edit list applied: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("fragmented.mp4", "fragments joined: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("place.mp4", "GPS removed: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("phone.mov", "GPS removed: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        // Its sound begins 21 ms before its first picture, which is shown so much longer.
        ("matroska.mkv", "Matroska to MP4: avc1 108x192 29.8 fps, mp4a 48000 Hz 1 ch"),
        ("vp9.webm", "WebM to MP4, VP9 to H.264, Opus to AAC: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("mpeg4.mp4", "MPEG-4 Visual to H.264: avc1 108x192 30.0 fps"),
        ("hevc10.mp4", "10 bit to 8: avc1 108x192 30.0 fps"), ("hlg.mp4", "10 bit to 8: avc1 108x192 30.0 fps"),
        ("high10.mp4", "10 bit to 8: avc1 108x192 30.0 fps"),
        ("chroma444.mp4", "4:4:4 to 4:2:0: avc1 108x192 30.0 fps"),
        ("interlaced.mp4", "deinterlaced: avc1 108x192 30.0 fps"),
        ("slow.mp4", "15 to 30 frames a second: avc1 108x192 30.0 fps"),
        ("fast.mp4", "120 to 60 frames a second: avc1 108x192 60.0 fps"),
        ("wide.mp4", "1936x240 to 1920x238: avc1 1920x238 24.0 fps"),
        ("pcm.mov", "PCM to AAC: avc1 108x192 30.0 fps, mp4a 8000 Hz 1 ch"),
        ("mp3.mp4", "MP3 to AAC: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("rate96.mp4", "96000 Hz to at most 48000: avc1 108x192 30.0 fps, mp4a 48000 Hz 1 ch"),
        ("surround.mp4", "6 channels to 2: avc1 108x192 30.0 fps, mp4a 48000 Hz 2 ch"),
        ("short.mp4", "refused: lasts 1 s"), ("long.mp4", "refused: lasts 61 s"),
        ("sound.mp4", "refused: has no picture"), ("still.mp4", "refused: lasts 0.04 s"),
    ]

    @Test("Each defect of a story video is mended so that the sandbox takes it, or refused with its reason")
    func outcomes() throws {
        let folder = try TemporaryDirectory()
        let workshop = MediaWorkshop(Media.worker)
        let cache = try MediaCache(in: FileRoot(folder.path))
        let prepared = PreparedMedia(cache: cache) { () throws(MediaTrouble) in workshop }
        #expect(try Set(Media.films()) == Set(Self.outcomes.map(\.0)))
        for (name, expected) in Self.outcomes {
            #expect(Self.outcome(of: try Media.film(name), by: prepared) == expected, "\(name)")
        }
        #expect(workshop.startCount == 1)
    }

    @Test("A video that is damaged behind sound headers is refused by the worker")
    func damage() throws {
        let folder = try TemporaryDirectory()
        let cache = try MediaCache(in: FileRoot(folder.path))
        let prepared = PreparedMedia(cache: cache) { () throws(MediaTrouble) in MediaWorkshop(Media.worker) }
        var bytes = try Media.film("mpeg4.mp4")
        // In the middle of the coded pictures; the index comes first.
        for index in bytes.count / 2..<bytes.count * 3 / 4 { bytes[index] = 0xFF }
        // The decoder of MPEG-4 hides the first of it, from 1.5 s on.
        #expect(
            Self.outcome(of: bytes, by: prepared)
                == "refused by the worker: is damaged: its picture cannot be decoded at 2.1 s")
    }

    /// What is copied is decoded for nothing else; what was found is kept, and found again by whoever asks for less.
    @Test("A video whose code stays as it is is decoded once, and refused where it is damaged")
    func copiedDamage() throws {
        let folder = try TemporaryDirectory()
        let cache = try MediaCache(in: FileRoot(folder.path))
        let workshop = MediaWorkshop(Media.worker)
        let prepared = PreparedMedia(cache: cache) { () throws(MediaTrouble) in workshop }
        for (number, name) in ["fine.mp4", "last.mp4"].enumerated() {
            let blob = BlobID(ObjectID(high: UInt64(number), middle: 2, low: 2))
            try prepared.check(blob, .all, original: { try! Media.film(name) })
            // Whoever asks again has no need of a worker or of the bytes.
            try PreparedMedia(cache: cache, workshop: { () throws(MediaTrouble) in throw .stopped })
                .check(blob, .sound, original: { () throws(MediaTrouble) in throw .stopped })
        }
        var bytes = try Media.film("last.mp4")
        for index in 9_000..<9_040 { bytes[index] = 0 }
        #expect(
            Self.outcome(of: bytes, by: prepared)
                == "refused by the worker: is damaged: its sound cannot be decoded at 1.8 s")
        let facts = try MediaFacts(of: bytes)
        let inspector = MediaInspector(cache: cache, workshop: MediaWorkshop(WorkerProgram(path: "/nowhere")))
        let blob = BlobID(ObjectID(high: UInt64(bytes.count), middle: 1, low: 1))
        let insight = inspector.insight(into: blob, at: "a.mp4", facts: facts) { () throws(MediaDefect) in [] }
        #expect(insight.defect?.what == "'a.mp4' is damaged: its sound cannot be decoded at 1.8 s")
        #expect(workshop.startCount == 1)
    }

    /// What becomes of a video as a story, whose bounds are the narrowest.
    private static func outcome(of bytes: [UInt8], by prepared: PreparedMedia) -> String {
        do {
            let facts = try MediaFacts(of: bytes)
            guard let video = facts.video else { return "no video" }
            let path = Located("a.mp4", at: .start)
            var findings = Findings(in: "calendar/a.yaml")
            let rules = VideoRules(path: path, facts: facts, video: video, place: .story)
            let treatment = rules.treatment(findings: &findings)
            let errors = findings.diagnostics.filter { $0.severity == .error }
            guard errors.isEmpty else {
                return "refused: "
                    + errors.map { String($0.message.dropFirst("'a.mp4' ".count)) }.joined(separator: "; ")
            }
            let blob = BlobID(ObjectID(high: UInt64(facts.byteCount), middle: 1, low: 1))
            var file = MediaFile(
                path: "a.mp4", blob: blob, location: SourceLocation(file: "calendar/a.yaml", path.mark))
            guard let treatment else { return "as it is" + sandboxRefusal(of: facts) }
            file.treatment = treatment
            let made = try prepared.path(of: file, by: treatment, original: { bytes })
            let result = try MediaFacts(of: Array(Data(contentsOf: URL(filePath: made))))
            return treatment.summary + ": " + describe(result) + sandboxRefusal(of: result)
        } catch let error as MediaTrouble {
            if case .refused(let refusal) = error { return "refused by the worker: \(refusal.what)" }
            return "\(error)"
        } catch let error as MediaError {
            return "refused: \(error.what)"
        } catch {
            return "\(error)"
        }
    }

    private static func describe(_ facts: MediaFacts) -> String {
        guard let video = facts.video, let track = video.tracks.first else { return "nothing" }
        let rate = track.frameRate.map { "\(($0 * 10).rounded() / 10)" } ?? "?"
        let sound = video.audio.first.map { ", \($0.codec) \($0.sampleRate) Hz \($0.channels) ch" } ?? ""
        return "\(track.codec) \(track.displaySize) \(rate) fps\(sound)"
    }
}
