import ChildProcess
import MediaPreparation
import MediaWork
import Testing

@Suite struct InspectionTests {
    static let pictures: [(String, String)] = [
        ("baseline.jpg", "64x48 rgb 8 bit"),
        ("progressive.jpg", "64x48 rgb 8 bit"),
        ("gray.jpg", "64x48 gray 8 bit"),
        ("cmyk.jpg", "64x48 cmyk 8 bit"),
        ("turned.jpg", "64x48 rgb 8 bit, turned 6"),
        ("pair.mpo", "64x48 rgb 8 bit"),
        ("rgb8.png", "64x48 rgb 8 bit"),
        ("rgba16.png", "64x48 rgb 16 bit, alpha"),
        ("indexed.png", "64x48 rgb 8 bit"),
        ("gray.png", "64x48 gray 8 bit"),
        ("lossy.webp", "64x48 rgb 8 bit"),
        ("lossless.webp", "64x48 rgb 8 bit, alpha"),
        ("animated.webp", "64x48 rgb 8 bit, alpha, 3 frames"),
        ("photo.heic", "64x48 rgb 8 bit"),
        ("photo.avif", "64x48 rgb 8 bit"),
        ("photo.tiff", "64x48 rgb 16 bit"),
        ("still.gif", "64x48 rgb 8 bit"),
        ("animated.gif", "64x48 rgb 8 bit, 2 frames"),
    ]

    @Test("One worker decodes every kind of picture") func decodes() throws {
        let workshop = MediaWorkshop(Media.worker)
        for (name, expected) in Self.pictures {
            let answer = try workshop.perform(.inspectPicture, on: Media.fixture(name)).answer
            guard case .picture(let picture) = answer else {
                Issue.record("\(name): \(answer)")
                continue
            }
            #expect(picture.summary == expected, "\(name)")
        }
        #expect(workshop.startCount == 1)
    }

    @Test("What is no picture is refused, and the worker goes on") func refuses() throws {
        let workshop = MediaWorkshop(Media.worker)
        let cut = Array(try Media.fixture("baseline.jpg").dropLast(200))
        let photograph = try Media.fixture("photo.heic")
        var holed = photograph
        // In its only coded picture; libde265 decodes it none the less.
        for index in photograph.count - 20..<photograph.count - 10 { holed[index] = 0 }
        for bytes in [[], Array("<html>".utf8), cut, Array(photograph.dropLast(300)), holed] {
            #expect(throws: MediaTrouble.self) { try workshop.perform(.inspectPicture, on: bytes) }
        }
        _ = try workshop.perform(.inspectPicture, on: Media.fixture("baseline.jpg"))
        _ = try workshop.perform(.inspectPicture, on: Media.own("speck.jpg"))
        #expect(workshop.startCount == 1)
    }
}

extension PictureInspection {
    var summary: String {
        "\(width)x\(height) \(colour) \(bitDepth) bit" + (hasAlpha ? ", alpha" : "")
            + (orientation == 1 ? "" : ", turned \(orientation)") + (frameCount == 1 ? "" : ", \(frameCount) frames")
    }
}
