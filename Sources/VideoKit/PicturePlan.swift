internal import CFFmpeg
internal import MediaWork

/// What a picture becomes: its size and rate, and the filters that bring it there.
struct PicturePlan: Hashable {
    let width: Int
    let height: Int
    let rate: FrameRate
    /// In the language of FFmpeg's filter graphs.
    let filters: String

    init(_ source: PictureSource, _ encoding: VideoRecipe.PictureEncoding) {
        var (width, height) = source.upright
        var steps: [String] = []
        if encoding.isDeinterlaced { steps.append("bwdif=mode=send_frame:deint=interlaced") }
        rate = FrameRate(bringing: source.frameRate, within: encoding.frameRates)
        steps.append("fps=fps=\(rate.frames)/\(rate.seconds):start_time=0")
        if source.isHighDynamicRange { steps += Self.toneMapping }
        if source.turn.isMirrored { steps.append("hflip") }
        switch source.turn.quarters {
        case 1: steps.append("transpose=clock")
        case 2: steps += ["hflip", "vflip"]
        case 3: steps.append("transpose=cclock")
        default: break
        }
        if let shape = encoding.shape, shape.fill == .crop {
            let kept = Self.largest(shape, within: (width, height))
            steps.append("crop=w=iw*\(kept.width / width):h=ih*\(kept.height / height)")
            (width, height) = kept
        }
        var frame = (width: width, height: height)
        if let shape = encoding.shape, shape.fill == .pad { frame = Self.smallest(shape, around: (width, height)) }
        let scale = encoding.longestSide.map { min(1, Double($0) / max(frame.width, frame.height)) } ?? 1
        // Colour is kept for every second pixel only, so sides are even.
        let inner = (width: Self.even(width * scale), height: Self.even(height * scale))
        let outer = (
            width: max(inner.width, Self.even(frame.width * scale)),
            height: max(inner.height, Self.even(frame.height * scale))
        )
        steps.append(
            "scale=w=\(inner.width):h=\(inner.height):flags=lanczos+accurate_rnd+full_chroma_int+bitexact:out_range=tv"
                + (source.isRGB ? ":out_color_matrix=bt709" : ""))
        steps.append("format=yuv420p")
        if outer != inner { steps.append("pad=w=\(outer.width):h=\(outer.height):x=(ow-iw)/2:y=(oh-ih)/2:color=black") }
        steps.append("setsar=1")
        (self.width, self.height) = outer
        filters = steps.joined(separator: ",")
    }

    /// From the brightness of cinemas to that of plain screens: linear light, compressed highlights, BT.709.
    private static let toneMapping = [
        "zscale=t=linear:npl=203", "format=gbrpf32le", "zscale=p=bt709", "tonemap=tonemap=hable:desat=0",
        "zscale=t=bt709:m=bt709:r=limited", "format=yuv420p",
    ]

    private static func even(_ length: Double) -> Int { max(2, Int((length / 2 - 0.01).rounded()) * 2) }

    private static func largest(
        _ shape: VideoRecipe.PictureEncoding.Shape, within size: (width: Double, height: Double)
    ) -> (width: Double, height: Double) {
        let ratio = Double(shape.width) / Double(shape.height)
        return size.width / size.height > ratio ? (size.height * ratio, size.height) : (size.width, size.width / ratio)
    }

    private static func smallest(
        _ shape: VideoRecipe.PictureEncoding.Shape, around size: (width: Double, height: Double)
    ) -> (width: Double, height: Double) {
        let ratio = Double(shape.width) / Double(shape.height)
        return size.width / size.height > ratio ? (size.width, size.width / ratio) : (size.height * ratio, size.height)
    }
}
