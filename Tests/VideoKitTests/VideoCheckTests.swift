import CFFmpeg
import Foundation
import MediaWork
import TestSupport
import Testing

@testable import VideoKit

@Suite struct VideoCheckTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test("All that cameras and editors write well can be decoded to its end")
    func sound() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: Films.folder.path) where name != "make.sh" {
            guard let expected = try? inspectVideo(at: Films.path(name)) else { continue }
            #expect(try checkVideo(at: Films.path(name), .all) { _ in true } == expected, "\(name)")
        }
    }

    /// A video, the stream and the number of the packet of it that is damaged, and how; and what is said of it.
    static let damages: [(String, VideoError.Stream, Int, Damage, String)] = [
        ("fine.mp4", .picture, 40, .zeros, "is damaged: its picture cannot be decoded at "),
        ("fine.mp4", .picture, 60, .noise, "is damaged: its picture cannot be decoded at "),
        ("fine.mp4", .sound, 30, .noise, "is damaged: its sound cannot be decoded at "),
        ("hevc.mp4", .picture, 30, .zeros, "is damaged: its picture cannot be decoded at "),
        ("hevc.mp4", .picture, 30, .noise, "is damaged: its picture cannot be decoded at "),
        ("matroska.mkv", .picture, 20, .noise, "is damaged: its picture cannot be decoded at "),
    ]

    enum Damage { case zeros, noise }

    @Test("What is damaged in the middle is found, at the place where it is first seen", arguments: damages)
    func damage(name: String, stream: VideoError.Stream, number: Int, damage: Damage, expected: String) throws {
        let packet = try #require(try Self.packets(Films.path(name), stream).dropFirst(number).first)
        var bytes = try Data(contentsOf: URL(filePath: Films.path(name)))
        let range = (packet.offset + 8)..<(packet.offset + packet.size)
        for index in range { bytes[index] = damage == .zeros ? 0 : UInt8(truncatingIfNeeded: index &* 197 >> 3) }
        try folder.write(bytes, to: "a.mp4")
        let path = folder.path(of: "a.mp4")
        let seconds = (packet.seconds * 10).rounded() / 10
        let found = #expect(throws: VideoError.self) { try checkVideo(at: path, .all) { _ in true } }
        #expect(found?.what == "\(expected)\(seconds) s")
        if stream == .sound {
            #expect(throws: try #require(found)) { try checkVideo(at: path, .sound) { _ in true } }
        }
        // What is coded anew is seen while it is decoded.
        let made = folder.path(of: "made.mp4")
        let seen = #expect(throws: VideoError.self) {
            try prepareVideo(from: path, to: made, recipe: Films.allNew) { _ in true }
        }
        #expect(seen == found)
    }

    @Test("A picture of a HEIC file is damaged where decoding it fails or it has a hole") func stills() throws {
        let demuxer = try Demuxer(openingAt: Films.path("hevc.mp4"))
        let stream = demuxer.picture
        let parameters = try #require(stream).pointee.codecpar.pointee
        let configuration = Array(
            UnsafeBufferPointer(start: parameters.extradata, count: Int(parameters.extradata_size)))
        let place = try #require(try Self.packets(Films.path("hevc.mp4"), .picture).first)
        let film = try Array(Data(contentsOf: URL(filePath: Films.path("hevc.mp4"))))
        let whole = Array(film[place.offset..<(place.offset + place.size)])
        #expect(try !isDamagedHEVC(whole, configuration: configuration))
        #expect(try isDamagedHEVC(Array(whole.prefix(whole.count / 2)), configuration: configuration))
        #expect(try isDamagedHEVC([], configuration: configuration))
        var holed = whole
        for index in whole.count / 2..<whole.count / 2 + 3 { holed[index] = 0 }
        #expect(try isDamagedHEVC(holed, configuration: configuration))
    }

    @Test(
        "Pictures and sound stay beside each other in a new container", arguments: ["matroska.mkv", "fragmented.mp4"])
    func offset(name: String) throws {
        let made = folder.path(of: "made.mp4")
        try prepareVideo(from: Films.path(name), to: made, recipe: Films.remuxed) { _ in true }
        #expect(abs(try Self.gap(Films.path(name)) - Self.gap(made)) < 0.002)
    }

    /// Seconds between the end of the sound and the last picture that is shown.
    private static func gap(_ path: String) throws -> Double {
        let ends = try [VideoError.Stream.picture, .sound].map { try packets(path, $0).map(\.seconds).max() ?? 0 }
        return ends[1] - ends[0]
    }

    private struct Place {
        var offset: Int
        var size: Int
        var seconds: Double
    }

    private static func packets(_ path: String, _ kind: VideoError.Stream) throws -> [Place] {
        let demuxer = try Demuxer(openingAt: path)
        let stream = try #require(kind == .picture ? demuxer.picture : demuxer.sound)
        let packet = try Packet()
        var places: [Place] = []
        while try demuxer.read(into: packet) {
            let piece = packet.pointer.pointee
            guard piece.stream_index == stream.pointee.index else { continue }
            let delay = av_rescale_q(demuxer.delay, microseconds, stream.pointee.time_base)
            places.append(
                Place(
                    offset: Int(piece.pos), size: Int(piece.size),
                    seconds: Double(piece.pts - delay) * (stream.pointee.time_base.value ?? 0)))
        }
        return places
    }
}
