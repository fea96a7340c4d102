import CFFmpeg
import Foundation
import MediaHeaders
import MediaWork
import Testing

@testable import VideoKit

/// The fixtures, and what videos are, as one line of text.
enum Films {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static let picture = VideoRecipe.PictureEncoding(
        longestSide: nil, isDeinterlaced: true, frameRates: 23...60, mostBitsPerSecond: 8_000_000)
    static let sound = VideoRecipe.SoundEncoding(mostSamplesPerSecond: 48_000, mostChannels: 2, bitsPerSecond: 128_000)
    static let remuxed = VideoRecipe(picture: .copied, sound: .copied, longest: 60, byteLimit: 1 << 29)
    static let withNewPicture = VideoRecipe(picture: .encoded(picture), sound: .copied, longest: 60, byteLimit: 1 << 29)
    static let withNewSound = VideoRecipe(picture: .copied, sound: .encoded(sound), longest: 60, byteLimit: 1 << 29)
    static let allNew = VideoRecipe(picture: .encoded(picture), sound: .encoded(sound), longest: 60, byteLimit: 1 << 29)

    /// What the headers of the video at `path` say.
    static func describe(_ path: String) throws -> String {
        let facts = try MediaFacts(of: Array(Data(contentsOf: URL(filePath: path))))
        let video = try #require(facts.video)
        var parts = [facts.format.rawValue]
        for track in video.tracks {
            let rate = track.frameRate.map { "\(($0 * 10).rounded() / 10)" } ?? "?"
            parts.append(
                "\(track.codec) \(track.displaySize)" + (track.rotation == 0 ? "" : " turned \(track.rotation ?? -1)")
                    + " \(track.chroma?.rawValue ?? "?") \(track.bitDepth ?? 0) bit \(rate) fps"
                    + (track.isInterlaced == true ? " interlaced" : ""))
        }
        for audio in video.audio {
            parts.append("\(audio.isAAC ? "AAC" : audio.codec) \(audio.sampleRate) Hz \(audio.channels) ch")
        }
        let seconds = video.duration.map { $0 / .seconds(1) } ?? 0
        parts.append("\((seconds * 10).rounded() / 10) s")
        if video.editList != .absent { parts.append("edits: \(video.editList)") }
        if video.isIndexFirst != true { parts.append("index last") }
        if video.isFragmented { parts.append("fragmented") }
        return parts.joined(separator: ", ")
    }

    /// The colours of the corners of the first frame, from the upper left to the lower right, as it is stored.
    static func corners(_ path: String) throws -> String {
        let demuxer = try Demuxer(openingAt: path)
        guard let stream = demuxer.picture else { return "no picture" }
        let decoder = try Decoder(stream)
        let frame = try Frame()
        let packet = try Packet()
        while try demuxer.read(into: packet) {
            guard packet.pointer.pointee.stream_index == stream.pointee.index else { continue }
            _ = try decoder.send(packet.pointer)
            if case .frame = try decoder.receive(into: frame) { break }
        }
        if frame.pointer.pointee.width == 0 {
            _ = try decoder.send(nil)
            guard case .frame = try decoder.receive(into: frame) else { return "nothing" }
        }
        return frame.cornerColours
    }
}
