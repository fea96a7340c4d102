import CFFmpeg

@testable import VideoKit

extension Frame {
    /// The colours of the corners of a frame of 4:2:0 with 8 bits, some pixels from the edge.
    var cornerColours: String {
        let (width, height) = (Int(pointer.pointee.width), Int(pointer.pointee.height))
        let (x, y) = (width / 16, height / 16)
        return [(x, y), (width - x, y), (x, height - y), (width - x, height - y)].map { colour($0.0, $0.1) }
            .joined(separator: " ")
    }

    private func colour(_ x: Int, _ y: Int) -> String {
        let frame = pointer.pointee
        func value(_ plane: UnsafeMutablePointer<UInt8>?, _ stride: Int32, _ x: Int, _ y: Int) -> Int {
            plane.map { Int($0[y * Int(stride) + x]) } ?? 0
        }
        let light = value(frame.data.0, frame.linesize.0, x, y)
        let blue = value(frame.data.1, frame.linesize.1, x / 2, y / 2)
        let red = value(frame.data.2, frame.linesize.2, x / 2, y / 2)
        switch (light, blue, red) {
        case (..<40, 100...156, 100...156): return "black"
        case (190..., 100...156, 100...156): return "white"
        case (_, _, 190...): return "red"
        case (_, 190..., _): return "blue"
        case (_, ..<100, ..<100): return "green"
        default: return "(\(light) \(blue) \(red))"
        }
    }
}
