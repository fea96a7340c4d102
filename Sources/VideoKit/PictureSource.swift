internal import CFFmpeg

/// What is known of a picture before it is decoded.
struct PictureSource: Hashable {
    /// The size of the coded frames.
    var width: Int
    var height: Int
    /// Width of a pixel to its height.
    var pixelAspect = 1.0
    /// What turns the coded frames upright.
    var turn = Turn()
    /// Frames a second; `nil` where nothing says.
    var frameRate: Double?
    /// Whether it has more brightness than a plain screen shows (HLG or PQ).
    var isHighDynamicRange = false
    /// Whether its pixels are red, green and blue rather than brightness and two colours.
    var isRGB = false

    /// Quarter turns clockwise after an optional mirroring from left to right.
    struct Turn: Hashable {
        var quarters = 0
        var isMirrored = false
    }

    /// The size as it is shown, in square pixels.
    var upright: (width: Double, height: Double) {
        let wide = Double(width) * pixelAspect
        return turn.quarters % 2 == 0 ? (wide, Double(height)) : (Double(height), wide)
    }
}

extension PictureSource {
    init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

    /// What the container and FFmpeg's first look at the stream say.
    init(_ stream: UnsafeMutablePointer<AVStream>) {
        let parameters = stream.pointee.codecpar.pointee
        self.init(width: Int(parameters.width), height: Int(parameters.height))
        let aspect = stream.pointee.sample_aspect_ratio.value ?? parameters.sample_aspect_ratio.value ?? 1
        if 0.1...10 ~= aspect { pixelAspect = aspect }
        frameRate = FrameRate.shown(usual: stream.pointee.r_frame_rate, average: stream.pointee.avg_frame_rate)
        isHighDynamicRange = [AVCOL_TRC_SMPTE2084, AVCOL_TRC_ARIB_STD_B67].contains(parameters.color_trc)
        if let format = av_pix_fmt_desc_get(AVPixelFormat(parameters.format)) {
            isRGB = format.pointee.flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
        }
        turn = Turn(stream)
    }
}

extension PictureSource.Turn {
    /// What the display matrix of `stream` does, to the nearest quarter turn.
    init(_ stream: UnsafeMutablePointer<AVStream>) {
        self.init()
        var size = 0
        guard let bytes = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size), size >= 36 else { return }
        self = bytes.withMemoryRebound(to: Int32.self, capacity: 9) { matrix in
            Self(a: matrix[0], b: matrix[1], c: matrix[3], d: matrix[4])
        }
    }

    /// The turn of a matrix that maps (x, y) to (a x + c y, b x + d y), y downwards.
    init(a: Int32, b: Int32, c: Int32, d: Int32) {
        let (a, b, c, d) = (Double(a), Double(b), Double(c), Double(d))
        isMirrored = a * d - b * c < 0
        // Mirroring comes first and changes the sign of what x does.
        let (x, y) = isMirrored ? (-a, -b) : (a, b)
        guard x != 0 || y != 0 else { return }
        quarters = abs(x) >= abs(y) ? (x > 0 ? 0 : 2) : (y > 0 ? 1 : 3)
    }
}
