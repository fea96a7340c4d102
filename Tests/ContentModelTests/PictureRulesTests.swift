import Diagnostics
import MediaHeaders
import MediaWork
import Testing

@testable import ContentModel

@Suite struct PictureRulesTests {
    static let feedSizes: [(Int, Int, Bool)] = [
        (1080, 1080, true), (1080, 1350, true), (1080, 566, true), (1200, 628, true), (1080, 1351, true),
        (1079, 1350, false), (1080, 1352, false), (1080, 564, false), (1920, 1080, true), (0, 0, true),
    ]

    @Test("The feed takes 4:5 to 1.91:1, to the pixel", arguments: feedSizes)
    func feed(width: Int, height: Int, isLegal: Bool) {
        let image = ImageFacts(size: PixelSize(width: width, height: height))
        #expect(!Self.outcome(image).diagnostics.containsError == isLegal)
    }

    @Test func storiesAndCoversTakeAnyProportions() {
        let image = ImageFacts(size: PixelSize(width: 1080, height: 1920))
        for place in [MediaRules.Place.story, .cover] {
            #expect(Self.outcome(image, for: place).diagnostics == [])
            #expect(Self.outcome(image, for: place).treatment == nil)
        }
    }

    /// A picture, where it is shown, and what becomes of it.
    static let treatments: [(String, Case)] = [
        ("as it is", Case()),
        ("1600x1200 to 1440x1080", Case(1600, 1200)),
        ("as it is", Case(4000, 7000, place: .story, bytes: 5_000_000)),
        ("4000x7000 to 1440x2520", Case(4000, 7000, place: .story, bytes: 9_000_000)),
        ("made smaller", Case(bytes: 8_000_001)),
        ("metadata removed", Case { $0.hasMetadata = true }),
        ("GPS removed", Case { ($0.hasMetadata, $0.hasLocation) = (true, true) }),
        ("turned upright, metadata removed", Case { ($0.orientation, $0.hasMetadata) = (.turnedRight, true) }),
        ("made a JPEG", Case(format: .png)),
        ("made a JPEG, 16 bit to 8, made opaque", Case(format: .png) { ($0.bitDepth, $0.hasAlpha) = (16, true) }),
        ("made a JPEG", Case(format: .heic) { $0.orientation = .turnedRight }),
        ("first picture alone", Case(format: .mpo)),
        ("CMYK to sRGB", Case { $0.colour = .cmyk }),
        ("Display P3 to sRGB", Case { ($0.profileColour, $0.profileName) = (.rgb, "Display P3") }),
        ("another colour space to sRGB", Case { $0.profileColour = .rgb }),
        ("as it is", Case { ($0.profileColour, $0.profileName) = (.rgb, "sRGB IEC61966-2.1") }),
        ("cropped to 1440x1800", Case(3000, 4000, fit: .crop(focus: nil))),
        ("cropped to 1440x754", Case(3000, 800, fit: .crop(focus: nil))),
        ("cropped to 1000x1250", Case(1000, 3000, fit: .crop(focus: nil))),
        ("padded to 1440x1800", Case(1000, 3000, fit: .pad(blurs: true))),
        ("padded to 1440x754", Case(3000, 800, fit: .pad(blurs: false))),
        ("as it is", Case(1000, 1000, fit: .crop(focus: nil))),
        ("padded to 1440x2560", Case(3000, 800, place: .story, fit: .pad(blurs: false))),
        ("cropped to 450x800", Case(3000, 800, place: .story, fit: .crop(focus: nil))),
    ]

    @Test("What becomes of a picture follows from its headers, its place and its entry", arguments: treatments)
    func treats(expected: String, given: Case) {
        let (treatment, diagnostics) = given.outcome
        #expect(diagnostics == [])
        #expect((treatment?.summary ?? "as it is") == expected)
    }

    static let refusals: [(String, Case)] = [
        (
            """
            'media/a.jpg' is 3000x4000, too tall for the feed — Instagram takes pictures from 4:5 to 1.91:1 — crop it to \
            3000x3750 or less high, or write fit: crop or fit: pad
            """, Case(3000, 4000)
        ),
        (
            """
            'media/a.jpg' is an animated GIF file — Instagram takes what moves as a video — export it as MP4 for a reel, \
            or one frame of it as JPEG
            """, Case(format: .gif) { $0.isAnimated = true }
        ),
        (
            """
            'media/a.jpg' is a BMP file — Instagram takes pictures as JPEG, and BMP is not among what is made into one — \
            export it as JPEG or PNG
            """, Case(format: .bmp)
        ),
        (
            """
            'media/a.jpg' claims 65500x65500 pixels — no more than 200 megapixels are decoded — export it smaller
            """, Case(65_500, 65_500, format: .png)
        ),
        (
            """
            'media/a.jpg' is a PNG file — Instagram takes pictures as JPEG only, and hosting: kind: url publishes files as \
            they are — run calends media prepare --into media/ready, commit what it writes, and name that
            """, Case(format: .png, isHostedAsIs: true)
        ),
        (
            """
            'media/a.jpg' is not yet cropped to 1440x754 — hosting: kind: url publishes files as they are — run calends \
            media prepare --into media/ready, commit what it writes, and name that
            """, Case(3000, 800, fit: .crop(focus: nil), isHostedAsIs: true)
        ),
        (
            """
            'media/a.jpg' says where it was taken — anybody can read it: hosting: kind: url publishes files as they are — \
            run calends media prepare --into media/ready, commit what it writes, and name that
            """, Case(isHostedAsIs: true) { ($0.hasMetadata, $0.hasLocation) = (true, true) }
        ),
    ]

    @Test("What cannot be mended is refused, with the reason", arguments: refusals)
    func refuses(expected: String, given: Case) {
        let (treatment, diagnostics) = given.outcome
        #expect(diagnostics.map { "\($0.message) — \($0.why) — \($0.fix)" } == [expected])
        #expect(treatment == nil)
    }

    @Test("A cut and what is cut from fit each other at any size") func layoutsFit() {
        for (width, height) in [(1, 1000), (7, 4001), (4001, 7), (999, 3001), (1441, 700), (3, 2)] {
            for fit in [PictureWishes.Fit.crop(focus: nil), .pad(blurs: true)] {
                let given = Case(width, height, fit: fit)
                guard case .picture(let recipe)? = given.outcome.treatment?.work else { continue }
                let (whole, result) = (recipe.scaled, recipe.size)
                switch recipe.frame {
                case .crop: #expect(whole.width >= result.width && whole.height >= result.height)
                case .pad: #expect(whole.width <= result.width && whole.height <= result.height)
                case .whole: break
                }
                #expect(result.width <= 1440)
                #expect(
                    !Self.outcome(ImageFacts(size: result)).diagnostics.containsError, "\(width)x\(height): \(result)")
            }
        }
    }

    /// A picture as its headers and its entry describe it.
    struct Case: Sendable {
        var image: ImageFacts
        var format: MediaFormat
        var place: MediaRules.Place
        var bytes: Int
        var wishes = PictureWishes()
        var isHostedAsIs: Bool

        init(
            _ width: Int = 1080, _ height: Int = 1080, format: MediaFormat = .jpeg, place: MediaRules.Place = .feed,
            bytes: Int = 100_000, fit: PictureWishes.Fit? = nil, isHostedAsIs: Bool = false,
            _ change: (inout ImageFacts) -> Void = { _ in }
        ) {
            image = ImageFacts(size: PixelSize(width: width, height: height))
            change(&image)
            (self.format, self.place, self.bytes, self.isHostedAsIs) = (format, place, bytes, isHostedAsIs)
            wishes.fit = fit
        }

        var outcome: (treatment: Treatment?, diagnostics: [Diagnostic]) {
            var findings = Findings(in: "calendar/a.yaml")
            let facts = MediaFacts(format: format, byteCount: bytes, content: .image(image))
            let treatment = PictureRules(
                path: Located("media/a.jpg", at: .start), facts: facts, image: image,
                place: place, wishes: wishes,
                isHostedAsIs: isHostedAsIs
            ).treatment(findings: &findings)
            return (treatment, findings.diagnostics)
        }
    }

    static func outcome(
        _ image: ImageFacts, for place: MediaRules.Place = .feed
    ) -> (treatment: Treatment?, diagnostics: [Diagnostic]) {
        var given = Case(place: place)
        given.image = image
        return given.outcome
    }
}
