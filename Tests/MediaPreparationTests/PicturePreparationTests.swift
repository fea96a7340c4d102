import CVips
import Foundation
import MediaHeaders
import MediaPreparation
import MediaWork
import TestSupport
import Testing

@Suite struct PicturePreparationTests {
    /// The greys of the four quarters as shown, from the top left, by EXIF orientation.
    static let orientations: [(Int, [Int])] = [
        (1, [0, 80, 160, 240]), (2, [80, 0, 240, 160]), (3, [240, 160, 80, 0]), (4, [160, 240, 0, 80]),
        (5, [0, 160, 80, 240]), (6, [160, 0, 240, 80]), (7, [240, 80, 160, 0]), (8, [80, 240, 0, 160]),
    ]

    @Test("Pictures are turned upright from every EXIF orientation") func turns() throws {
        let workshop = MediaWorkshop(Media.worker)
        for (orientation, expected) in Self.orientations {
            let upright = orientation >= 5 ? PixelSize(width: 48, height: 64) : PixelSize(width: 64, height: 48)
            let made = try Self.make(
                Self.corners(turned: orientation), PictureRecipe(scaled: upright, byteLimit: 100_000), by: workshop)
            #expect(try MediaFacts(of: made).image?.displaySize == upright)
            let greys = try Self.quarters(of: made)
            #expect(zip(greys, expected).allSatisfy { abs($0 - $1) < 6 }, "\(orientation): \(greys)")
        }
    }

    static let frames: [(PictureRecipe.Frame, PixelSize, [Int])] = [
        (
            .crop(to: PixelSize(width: 32, height: 24), focus: .init(x: 0, y: 0)), PixelSize(width: 64, height: 48),
            [0, 0, 0, 0]
        ),
        (
            .crop(to: PixelSize(width: 32, height: 24), focus: .init(x: 1, y: 0.9)), PixelSize(width: 64, height: 48),
            [240, 240, 240, 240]
        ),
        (
            .crop(to: PixelSize(width: 32, height: 24), focus: .init(x: 0.5, y: 0.5)),
            PixelSize(width: 64, height: 48), [0, 80, 160, 240]
        ),
        (
            .pad(to: PixelSize(width: 128, height: 96), blurs: false), PixelSize(width: 64, height: 48),
            [191, 211, 231, 251]
        ),
    ]

    @Test("Pictures are cropped around a point, and padded with a colour") func frames() throws {
        let workshop = MediaWorkshop(Media.worker)
        for (frame, scaled, expected) in Self.frames {
            var recipe = PictureRecipe(scaled: scaled, frame: frame, byteLimit: 100_000)
            recipe.background = RGBColour(red: 255, green: 255, blue: 255)
            let made = try Self.make(Self.corners(turned: 1), recipe, by: workshop)
            #expect(try MediaFacts(of: made).image?.size == recipe.size)
            let greys = try Self.quarters(of: made)
            #expect(zip(greys, expected).allSatisfy { abs($0 - $1) < 6 }, "\(frame): \(greys)")
        }
    }

    @Test("Colours stay what they are", arguments: ["colours.png", "colours-srgb.png"], [48, 24])
    func colours(name: String, height: Int) throws {
        let scaled = PixelSize(width: height * 4 / 3, height: height)
        let made = try Self.make(
            Media.own(name), PictureRecipe(scaled: scaled, byteLimit: 100_000), by: MediaWorkshop(Media.worker))
        let means = try Self.quarters(of: made)
        #expect(zip(means, [85, 85, 85, 128]).allSatisfy { abs($0 - $1) < 4 }, "\(means)")
    }

    @Test("Every kind of picture becomes an opaque baseline JPEG without metadata, the same each time")
    func formats() throws {
        let workshop = MediaWorkshop(Media.worker)
        let recipe = PictureRecipe(
            scaled: PixelSize(width: 48, height: 36), background: .black, keepsCopyright: false, byteLimit: 100_000)
        let kinds = InspectionTests.pictures.map(\.0).filter { !$0.hasPrefix("animated") && $0 != "turned.jpg" }
        for name in kinds {
            let source = try Media.fixture(name)
            let made = try Self.make(source, recipe, by: workshop)
            let facts = try MediaFacts(of: made)
            #expect(facts.format == .jpeg, "\(name)")
            #expect(facts.image?.size == recipe.size, "\(name)")
            #expect(facts.image?.colour == .yCbCr && facts.image?.isProgressive == false, "\(name)")
            #expect(facts.image?.hasMetadata == false && facts.image?.profileColour == nil, "\(name)")
            #expect(try Self.make(source, recipe, by: workshop) == made, "\(name)")
        }
        #expect(workshop.startCount == 1)
    }

    @Test("A hundred megapixels are within what a worker may use") func large() throws {
        let workshop = MediaWorkshop(Media.worker)
        let recipe = PictureRecipe(scaled: PixelSize(width: 1440, height: 1440), byteLimit: 8_000_000)
        let made = try Self.make(Media.own("hundred-megapixels.png"), recipe, by: workshop)
        #expect(try MediaFacts(of: made).image?.size == recipe.size)
    }

    @Test("Quality gives way until the bytes fit; past that it is refused") func quality() throws {
        let workshop = MediaWorkshop(Media.worker)
        var recipe = PictureRecipe(scaled: PixelSize(width: 64, height: 48), byteLimit: 100_000)
        let full = try Self.make(Self.corners(turned: 1), recipe, by: workshop)
        recipe.byteLimit = full.count - 1
        #expect(try Self.make(Self.corners(turned: 1), recipe, by: workshop).count < full.count)
        recipe.byteLimit = 100
        #expect(throws: MediaTrouble.self) { try Self.make(Self.corners(turned: 1), recipe, by: workshop) }
    }

    @Test("A picture that was cut short and closed again is refused, not made with a grey field")
    func cutShort() throws {
        let half = try Media.own("corners.jpg").dropLast(40) + [0xFF, 0xD9]
        let recipe = PictureRecipe(scaled: PixelSize(width: 32, height: 24), byteLimit: 100_000)
        #expect(
            throws: MediaTrouble.refused(
                MediaRefusal(
                    "cannot be decoded",
                    why: "libvips says: VipsJpeg: Corrupt JPEG data: premature end of data segment",
                    fix: "export or copy the file again"))
        ) { try Self.make(Array(half), recipe, by: MediaWorkshop(Media.worker)) }
    }

    @Test("A tall picture that was cut short in its last lines is refused", arguments: [1, 4, 9])
    func cutInTheLastLines(count: Int) throws {
        try #require(Self.isStarted)
        let folder = try TemporaryDirectory()
        // Noise, so that each line has its share of the bytes.
        var (grey, state) = ([UInt8](repeating: 0, count: 64 * 1_600), UInt64(7))
        for index in grey.indices {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            grey[index] = UInt8(truncatingIfNeeded: state >> 33)
        }
        let image = try #require(vips_image_new_from_memory_copy(grey, grey.count, 64, 1_600, 1, 0))
        defer { cvips_release(image) }
        try #require(cvips_save_jpeg(image, folder.path(of: "tall.jpg"), 90) == 0)
        let whole = try Array(Data(contentsOf: folder.url.appending(path: "tall.jpg")))
        let workshop = MediaWorkshop(Media.worker)
        let recipe = PictureRecipe(scaled: PixelSize(width: 64, height: 1_600), byteLimit: 1_000_000)
        _ = try workshop.perform(.inspectPicture, on: whole)
        _ = try Self.make(whole, recipe, by: workshop)
        let cut = Array(whole.dropLast(2 + count * whole.count / 1_600)) + [0xFF, 0xD9]
        #expect(throws: MediaTrouble.self) { try workshop.perform(.inspectPicture, on: cut) }
        #expect(throws: MediaTrouble.self) { try Self.make(cut, recipe, by: workshop) }
        #expect(workshop.startCount == 1)
    }

    @Test("Artist and copyright are read where they are asked for") func rights() throws {
        let rights = try #require(Rights(artist: "Zoë (the baker)", copyright: "© Rosemarie 株式会社, all rights"))
        let workshop = MediaWorkshop(Media.worker)
        let recipe = PictureRecipe(
            scaled: PixelSize(width: 64, height: 48), keepsCopyright: true, byteLimit: 100_000)
        let answer = try workshop.perform(
            .preparePicture(recipe, output: "made"), on: Media.own("corners.jpg").naming(rights)
        ).answer
        guard case .prepared(let picture) = answer else { throw MediaTrouble.noScratch("\(answer)") }
        #expect(Rights(artist: picture.artist, copyright: picture.copyright) == rights)
    }

    // MARK: - Steps

    private static func make(
        _ source: [UInt8], _ recipe: PictureRecipe, by workshop: MediaWorkshop
    ) throws(MediaTrouble) -> [UInt8] {
        try workshop.perform(.preparePicture(recipe, output: "made"), on: source).output
    }

    /// A picture of four greys, stored as if to be turned so.
    private static func corners(turned orientation: Int) throws -> [UInt8] {
        let plain = try Media.own("corners.jpg")
        let exif =
            Array("Exif\0\0MM\0*".utf8)
            + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
        return Array(plain[..<2]) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + plain[2...]
    }

    /// libvips in the tests' own process, to look at what was made.
    private static let isStarted = cvips_start() == 0

    /// The mean grey of each quarter, from the top left.
    private static func quarters(of picture: [UInt8]) throws -> [Int] {
        try #require(isStarted)
        let folder = try TemporaryDirectory()
        try folder.write(Data(picture), to: "made.jpg")
        return try (0..<4).map { quarter in
            let image = try #require(cvips_open(folder.path(of: "made.jpg")))
            defer { cvips_release(image) }
            let (width, height) = (vips_image_get_width(image) / 2, vips_image_get_height(image) / 2)
            let part = try #require(
                cvips_crop(image, Int32(quarter % 2) * width, Int32(quarter / 2) * height, width, height))
            defer { cvips_release(part) }
            var mean = 0.0
            try #require(cvips_mean(part, &mean) == 0)
            return Int(mean.rounded())
        }
    }
}
