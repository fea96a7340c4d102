import Foundation

@testable import MediaHeaders

/// The small real files beside these tests; `Fixtures/make.sh` says how they were made.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }

    static func mediaNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { !$0.hasSuffix(".md") && !$0.hasSuffix(".sh") && $0 != "pointer.jpg" }
    }
}

extension MediaFacts {
    /// Everything known, in one line, for tables of facts.
    var summary: String {
        let words: [String?]
        switch content {
        case .image(let image):
            words = [
                format.rawValue, "\(image.size)", image.bitDepth.map { "\($0) bit" }, image.colour?.rawValue,
                image.hasAlpha ? "alpha" : nil, image.isProgressive ? "progressive" : nil,
                image.isAnimated ? "animated" : nil, image.orientation == .upright ? nil : "\(image.orientation)",
                image.pictureCount == 1 ? nil : "\(image.pictureCount) pictures",
            ]
        case .video(let video):
            words =
                [
                    format.rawValue, video.brands.first.map { "'\($0)'" },
                    video.duration.map { "\($0 / .seconds(1)) s" },
                    video.isIndexFirst.map { $0 ? "index first" : "index last" },
                    video.isFragmented ? "fragmented" : nil,
                ] + video.tracks.map(\.summary) + video.audio.map(\.summary)
        }
        return words.compactMap { $0 }.joined(separator: ", ")
    }
}

extension VideoTrack {
    var summary: String {
        let words: [String?] = [
            "\(codec) \(codedSize)", displaySize == codedSize ? nil : "shown \(displaySize)",
            rotation == 0 ? nil : "turned \(rotation.map(String.init) ?? "oddly")", frameRate.map { "\($0) fps" },
            isConstantFrameRate == false ? "variable" : nil, chroma?.rawValue, bitDepth.map { "\($0) bit" },
            isInterlaced.map { $0 ? "interlaced" : "progressive" }, editList == .absent ? nil : "\(editList)",
        ]
        return words.compactMap { $0 }.joined(separator: " ")
    }
}

extension AudioTrack {
    var summary: String {
        let words: [String?] = [
            codec + (audioObjectType.map { ".\($0)" } ?? ""), "\(sampleRate) Hz", "\(channels) ch",
            editList == .absent ? nil : "\(editList)",
        ]
        return words.compactMap { $0 }.joined(separator: " ")
    }
}
