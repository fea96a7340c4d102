/// Reads the sample entry of a track: which codec, and how it is set up.
struct SampleEntryReader {
    private let boxes: BoxReader

    init(_ boxes: BoxReader) { self.boxes = boxes }

    func videoTrack(_ entry: Box) throws(MediaError) -> VideoTrack {
        let size = PixelSize(
            width: try boxes.number(in: entry, at: 24, count: 2), height: try boxes.number(in: entry, at: 26, count: 2))
        var track = VideoTrack(codec: entry.type, codedSize: size)
        if ["apch", "apcn", "apcs", "apco"].contains(entry.type) { track.chroma = .half }  // Apple ProRes 422
        if ["ap4h", "ap4x"].contains(entry.type) { track.chroma = .full }  // Apple ProRes 4444
        for part in try boxes.children(of: entry, skipping: 78) {
            switch part.type {
            case "avcC": try readAVC(part, into: &track)
            case "hvcC": try readHEVC(part, into: &track)
            case "av1C":
                let flags = try boxes.number(in: part, at: 2, count: 1)
                track.chroma = Self.chroma(isMonochrome: flags & 0x10 != 0, x: flags & 0x08 != 0, y: flags & 0x04 != 0)
                track.bitDepth = flags & 0x40 == 0 ? 8 : flags & 0x20 == 0 ? 10 : 12
            case "vpcC":
                let flags = try boxes.number(in: part, at: 6, count: 1)
                track.bitDepth = flags >> 4
                track.chroma = [.quarter, .quarter, .half, .full].element(at: flags >> 1 & 0b111)
            case "fiel":
                track.isInterlaced = try boxes.number(in: part, at: 0, count: 1) == 2
            default: break
            }
        }
        return track
    }

    /// The first sequence parameter set of the configuration (ISO/IEC 14496-15, 5.3.3.1).
    func readAVC(_ box: Box, into track: inout VideoTrack) throws(MediaError) {
        guard try boxes.number(in: box, at: 5, count: 1) & 0x1F > 0 else { return }
        // No honest set is longer; what is read of it lies near its start.
        let length = min(try boxes.number(in: box, at: 6, count: 2), 512, max(0, box.size - 8))
        let unit = try boxes.reader.bytes(at: box.start + 8, count: length)
        guard let set = AVCParameterSet(unit: Array(unit)) else { return }
        (track.chroma, track.bitDepth, track.isInterlaced) = (set.chroma, set.bitDepth, set.allowsFields)
    }

    /// ISO/IEC 14496-15, 8.3.3.1.
    func readHEVC(_ box: Box, into track: inout VideoTrack) throws(MediaError) {
        track.chroma = Self.chromaFormats.element(at: try boxes.number(in: box, at: 16, count: 1) & 0b11)
        track.bitDepth = 8 + (try boxes.number(in: box, at: 17, count: 1) & 0b111)
        switch try boxes.number(in: box, at: 6, count: 1) >> 6 {  // progressive source, interlaced source
        case 0b10: track.isInterlaced = false
        case 0b01: track.isInterlaced = true
        default: break
        }
    }

    private static let chromaFormats: [ChromaSubsampling] = [.monochrome, .quarter, .half, .full]

    private static func chroma(isMonochrome: Bool, x: Bool, y: Bool) -> ChromaSubsampling {
        isMonochrome ? .monochrome : x && y ? .quarter : x ? .half : .full
    }

    func audioTrack(_ entry: Box) throws(MediaError) -> AudioTrack {
        var track = AudioTrack(
            codec: entry.type, sampleRate: try boxes.number(in: entry, at: 24, count: 2),
            channels: try boxes.number(in: entry, at: 16, count: 2))
        // QuickTime's later versions of this entry hold more fields; in MP4 the version is always zero.
        var fields = 28
        switch try boxes.number(in: entry, at: 8, count: 2) {
        case 1: fields = 44
        case 2:
            fields = 64
            track.sampleRate = Int(clampingRate: Double(bitPattern: try boxes.number64(in: entry, at: 32)))
            track.channels = try boxes.number(in: entry, at: 40, count: 4)
        default: break
        }
        for part in try boxes.children(of: entry, skipping: fields) {
            switch part.type {
            case "esds": try readElementaryStream(part, into: &track)
            case "wave":
                for inner in try boxes.children(of: part) where inner.type == "esds" {
                    try readElementaryStream(inner, into: &track)
                }
            default: break
            }
        }
        return track
    }

    private func readElementaryStream(_ box: Box, into track: inout AudioTrack) throws(MediaError) {
        var stream = ElementaryStreamReader(boxes.reader, box)
        try stream.read(into: &track)
    }
}

extension Array {
    /// The element at `index`, which came from a file.
    func element(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Int {
    /// A sample rate that a file gives as a floating point number; zero for what cannot be one.
    init(clampingRate rate: Double) {
        self = rate >= 0 && rate < 1e9 ? Int(rate.rounded()) : 0
    }
}
