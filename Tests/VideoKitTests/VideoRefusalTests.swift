import Foundation
import MediaWork
import TestSupport
import Testing

@testable import VideoKit

@Suite struct VideoRefusalTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    static let refusals: [(String, VideoRecipe, String)] = [
        ("sound.mp4", Films.remuxed, "has no picture"),
        (
            "long.mp4", VideoRecipe(picture: .copied, sound: .copied, longest: 20, byteLimit: 1 << 29),
            "has time stamps past 20.0 s"
        ),
        (
            "long.mp4", VideoRecipe(picture: .encoded(Films.picture), sound: .copied, longest: 20, byteLimit: 1 << 29),
            "has time stamps past 20.0 s"
        ),
        ("absent.mp4", Films.remuxed, "cannot be worked on: avformat_open_input: No such file or directory"),
    ]

    @Test("What cannot be made is refused with its reason", arguments: refusals)
    func refusal(name: String, recipe: VideoRecipe, expected: String) {
        let error = #expect(throws: VideoError.self) { try prepare(Films.path(name), recipe) }
        #expect(error?.what == expected)
    }

    static let bytes: [(String, [UInt8])] = [
        ("nothing", []), ("garbage", Array("no video at all, just words ".utf8)),
        ("a playlist", Array("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n/etc/passwd\n#EXT-X-ENDLIST\n".utf8)),
        ("a list of files", Array("ffconcat version 1.0\nfile '/etc/passwd'\n".utf8)),
    ]

    @Test("Only MP4, QuickTime, Matroska and WebM are opened", arguments: bytes)
    func container(name: String, bytes: [UInt8]) throws {
        try folder.write(Data(bytes), to: "a.mp4")
        let error = #expect(throws: VideoError.self) { try prepare(folder.path(of: "a.mp4"), Films.remuxed) }
        #expect(error?.what == "is no MP4, QuickTime, Matroska or WebM file that can be read")
        #expect(throws: try #require(error)) { try inspectVideo(at: folder.path(of: "a.mp4")) }
    }

    static let cuts: [(String, Double, String)] = [
        ("hevc.mp4", 0.67, "is damaged: its picture breaks off at 1.7 s"),
        ("delay.mp4", 0.9, "is damaged: its picture breaks off at 2.7 s"),
        ("matroska.mkv", 0.4, "is damaged: its picture breaks off at 1."),
        ("last.mp4", 0.9, "is no MP4, QuickTime, Matroska or WebM file that can be read"),
    ]

    @Test("A file that was cut short is not published as if it were whole", arguments: cuts)
    func cut(name: String, part: Double, expected: String) throws {
        let whole = try Data(contentsOf: URL(filePath: Films.path(name)))
        try folder.write(whole.prefix(Int(Double(whole.count) * part)), to: "a.mp4")
        let path = folder.path(of: "a.mp4")
        let found = #expect(throws: VideoError.self) { try inspectVideo(at: path) }
        #expect(found?.what.hasPrefix(expected) == true)
        for recipe in [Films.remuxed, Films.allNew] {
            let found = #expect(throws: VideoError.self) { try prepare(path, recipe) }
            #expect(found?.what.hasPrefix(expected) == true)
        }
    }

    private func prepare(_ path: String, _ recipe: VideoRecipe) throws {
        try prepareVideo(from: path, to: folder.path(of: "made.mp4"), recipe: recipe) { _ in true }
    }
}
