import CFFmpeg
import MediaWork
import Testing

@testable import VideoKit

@Suite struct PicturePlanTests {
    static let rates: [(Double?, String)] = [
        (nil, "30/1"), (30, "30/1"), (29.97, "30000/1001"), (23.976, "24000/1001"), (15, "30/1"),
        (14.985, "30000/1001"),
        (10, "30/1"), (8, "24/1"), (1, "23/1"), (60, "60/1"), (59.94, "60000/1001"), (120, "120/2"),
        (119.88, "120000/2002"),
        (240, "240/4"), (90, "90/2"), (27.5, "27500/1000"), (0, "30/1"), (1e9, "30/1"),
    ]

    @Test("Frames are repeated or dropped evenly", arguments: rates)
    func rate(source: Double?, expected: String) {
        let rate = FrameRate(bringing: source, within: 23...60)
        #expect("\(rate.frames)/\(rate.seconds)" == expected)
    }

    static let averages: [(Int32, Int32, Int32, Int32, Double?)] = [
        (30, 1, 30, 1, 30), (30, 1, 36864, 1237, 30), (90_000, 1, 2930, 100, 30), (90_000, 1, 2450, 100, 25),
        (600, 1, 5700, 100, 60), (90_000, 1, 12, 1, 12), (0, 0, 0, 0, nil), (25, 1, 0, 0, 25),
    ]

    @Test("The rate that is meant", arguments: averages)
    func meant(n: Int32, d: Int32, averageN: Int32, averageD: Int32, expected: Double?) {
        #expect(
            FrameRate.shown(usual: AVRational(num: n, den: d), average: AVRational(num: averageN, den: averageD))
                == expected)
    }

    static let sizes: [(Int, Int, Double, Int, Int?, VideoRecipe.PictureEncoding.Shape?, String)] = [
        (1080, 1920, 1, 0, nil, nil, "1080x1920"), (1081, 1921, 1, 0, nil, nil, "1080x1920"),
        (3840, 2160, 1, 1, 1920, nil, "1080x1920"), (3840, 2160, 1, 0, 1920, nil, "1920x1080"),
        (720, 576, 16.0 / 15, 0, 1920, nil, "768x576"), (720, 576, 16.0 / 15, 1, nil, nil, "576x768"),
        (1920, 1080, 1, 0, 1920, .init(width: 9, height: 16, fill: .crop), "608x1080"),
        (1920, 1080, 1, 0, 1920, .init(width: 9, height: 16, fill: .pad), "1080x1920"),
        (1, 1, 1, 0, nil, nil, "2x2"),
    ]

    @Test("The size is even, upright and in square pixels", arguments: sizes)
    func size(
        width: Int, height: Int, aspect: Double, quarters: Int, longest: Int?,
        shape: VideoRecipe.PictureEncoding.Shape?,
        expected: String
    ) {
        var source = PictureSource(width: width, height: height)
        (source.pixelAspect, source.turn.quarters) = (aspect, quarters)
        let plan = PicturePlan(
            source,
            VideoRecipe.PictureEncoding(
                longestSide: longest, shape: shape, isDeinterlaced: false, frameRates: 23...60,
                mostBitsPerSecond: 1_000_000))
        #expect("\(plan.width)x\(plan.height)" == expected)
    }

    @Test func filtersAreListedInOrder() {
        var source = PictureSource(width: 1920, height: 1080)
        (source.turn, source.frameRate) = (.init(quarters: 1, isMirrored: true), 25)
        let plan = PicturePlan(source, Films.picture)
        #expect(
            plan.filters == """
                bwdif=mode=send_frame:deint=interlaced,fps=fps=25/1:start_time=0,hflip,transpose=clock,\
                scale=w=1080:h=1920:flags=lanczos+accurate_rnd+full_chroma_int+bitexact:out_range=tv,format=yuv420p,\
                setsar=1
                """)
    }

    static let sounds: [(Int, Int, Int32, Int32)] = [
        (48_000, 2, 48_000, 2), (44_100, 1, 44_100, 1), (96_000, 6, 48_000, 2), (88_200, 2, 44_100, 2),
        (192_000, 2, 48_000, 2), (8_000, 1, 8_000, 1), (37_800, 2, 44_100, 2), (0, 0, 8_000, 1),
    ]

    @Test("Sound keeps its rate where AAC has it", arguments: sounds)
    func sound(rate: Int, channels: Int, expectedRate: Int32, expectedChannels: Int32) {
        let plan = SoundPlan(samplesPerSecond: rate, channels: channels, Films.sound)
        #expect((plan.samplesPerSecond, plan.channels) == (expectedRate, expectedChannels))
    }

    static let matrices: [(Int32, Int32, Int32, Int32, Int, Bool)] = [
        (1, 0, 0, 1, 0, false), (0, 1, -1, 0, 1, false), (-1, 0, 0, -1, 2, false), (0, -1, 1, 0, 3, false),
        (-1, 0, 0, 1, 0, true), (1, 0, 0, -1, 2, true), (0, 0, 0, 0, 0, false),
    ]

    @Test("A display matrix is quarter turns after a mirror", arguments: matrices)
    func turn(a: Int32, b: Int32, c: Int32, d: Int32, quarters: Int, isMirrored: Bool) {
        #expect(
            PictureSource.Turn(a: a, b: b, c: c, d: d) == PictureSource.Turn(quarters: quarters, isMirrored: isMirrored)
        )
    }
}
