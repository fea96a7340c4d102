/// What the sequence parameter set of an H.264 stream says about its pictures (ITU-T H.264, 7.3.2.1.1).
struct AVCParameterSet {
    var chroma = ChromaSubsampling.quarter
    var bitDepth = 8
    /// Whether pictures may be coded as fields; encoders allow it for interlaced material only.
    var allowsFields = false

    /// The set in `unit`, a NAL unit with its header; `nil` where it does not follow the syntax.
    init?(unit: [UInt8]) {
        var bits = BitReader(Self.withoutEmulationPrevention(unit))
        guard bits.next(8) != nil, let profile = bits.next(8), bits.next(16) != nil, bits.nextUnsigned() != nil else {
            return nil
        }
        // These alone carry a chroma format; all others are 4:2:0 with 8 bits.
        if [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244].contains(profile) {
            guard readHighProfile(&bits) else { return nil }
        }
        guard bits.nextUnsigned() != nil, Self.skipPictureOrder(&bits), bits.nextUnsigned() != nil, bits.next(1) != nil,
            bits.nextUnsigned() != nil, bits.nextUnsigned() != nil, let areFramesOnly = bits.next(1)
        else { return nil }
        allowsFields = areFramesOnly == 0
    }

    private mutating func readHighProfile(_ bits: inout BitReader) -> Bool {
        let formats: [ChromaSubsampling] = [.monochrome, .quarter, .half, .full]
        guard let format = bits.nextUnsigned(), let chroma = formats.element(at: format),
            format != 3 || bits.next(1) != nil, let depth = bits.nextUnsigned(), depth <= 6, bits.nextUnsigned() != nil,
            bits.next(1) != nil, let hasScaling = bits.next(1)
        else { return false }
        (self.chroma, bitDepth) = (chroma, 8 + depth)
        guard hasScaling == 1 else { return true }
        for list in 0..<(format == 3 ? 12 : 8) {
            guard let isPresent = bits.next(1) else { return false }
            if isPresent == 1, !Self.skipScalingList(&bits, count: list < 6 ? 16 : 64) { return false }
        }
        return true
    }

    /// A list of differences that may stop early: once a scale comes to zero, the rest repeats the last one.
    private static func skipScalingList(_ bits: inout BitReader, count: Int) -> Bool {
        var scale = 8
        for _ in 0..<count {
            guard let difference = bits.nextSigned(), -128...127 ~= difference else { return false }
            scale = (scale + difference + 256) % 256
            if scale == 0 { return true }
        }
        return true
    }

    private static func skipPictureOrder(_ bits: inout BitReader) -> Bool {
        switch bits.nextUnsigned() {
        case 0: return bits.nextUnsigned() != nil
        case 1:
            guard bits.next(1) != nil, bits.nextSigned() != nil, bits.nextSigned() != nil,
                let count = bits.nextUnsigned(), count <= 255
            else { return false }
            return (0..<count).allSatisfy { _ in bits.nextSigned() != nil }
        case 2: return true
        default: return false
        }
    }

    /// Drops the 3 that encoders put behind two zero bytes, so that no start code appears inside a unit (7.4.1).
    private static func withoutEmulationPrevention(_ unit: [UInt8]) -> [UInt8] {
        var (bytes, zeros): ([UInt8], Int) = ([], 0)
        for byte in unit {
            if zeros >= 2, byte == 3 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            bytes.append(byte)
        }
        return bytes
    }
}
