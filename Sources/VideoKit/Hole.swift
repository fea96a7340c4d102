internal import CFFmpeg

/// Whether a coded picture has three zeros in a row, as what was never copied or downloaded has.
///
/// Encoders put a three between them; at the end of a piece there may be more. Decoders read on, and often find nothing
/// wrong. Source: ITU-T H.264, 7.4.1, and H.265, 7.4.2.
func hasHole(_ packet: AVPacket, _ parameters: AVCodecParameters) -> Bool {
    guard let data = packet.data, parameters.extradata_size > 22, let notes = parameters.extradata, notes[0] == 1
    else { return false }
    let isHEVC = parameters.codec_id == AV_CODEC_ID_HEVC
    return hasHole(
        UnsafeBufferPointer(start: data, count: Int(packet.size)), width: Int(notes[isHEVC ? 21 : 4] & 3) + 1,
        isHEVC: isHEVC)
}

/// - Parameter width: bytes of the length that stands before each piece.
private func hasHole(_ bytes: UnsafeBufferPointer<UInt8>, width: Int, isHEVC: Bool) -> Bool {
    var offset = 0
    while offset + width < bytes.count {
        let length = bytes[offset..<(offset + width)].reduce(0) { $0 << 8 | Int($1) }
        let start = offset + width
        var end = min(start + length, bytes.count)
        offset = end
        // Notes for players may say anything.
        let isPicture = isHEVC ? bytes[start] >> 1 & 0x3F < 32 : 1...5 ~= bytes[start] & 0x1F
        guard length > 0, isPicture else { continue }
        while end > start, bytes[end - 1] == 0 { end -= 1 }
        var zeros = 0
        for index in start..<end {
            zeros = bytes[index] == 0 ? zeros + 1 : 0
            if zeros == 3 { return true }
        }
    }
    return false
}
