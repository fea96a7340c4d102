import TestSupport
import Testing

@testable import MediaHeaders

@Suite struct AVCParameterSetTests {
    @Test(
        "Reads Exp-Golomb codes",
        arguments: [
            ([0b1000_0000], 0, 0), ([0b0100_0000], 1, 1), ([0b0110_0000], 2, -1), ([0b0010_0000], 3, 2),
            ([0b0010_1000], 4, -2), ([0x00, 0x00, 0x00, 0x01, 0xFF, 0xFF, 0xFF, 0xFF], 4_294_967_294, -2_147_483_647),
            ([0x00], nil, nil), ([], nil, nil), ([0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], nil, nil),
        ] as [([UInt8], Int?, Int?)])
    func codes(bytes: [UInt8], unsigned: Int?, signed: Int?) {
        var reader = BitReader(bytes)
        #expect(reader.nextUnsigned() == unsigned)
        reader = BitReader(bytes)
        #expect(reader.nextSigned() == signed)
    }

    @Test("Whatever the bytes, reading ends")
    func noise() {
        var generator = SeededGenerator(seed: 264)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<40, using: &generator)
            var unit = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if unit.count > 1 { unit[1] = 100 }
            _ = AVCParameterSet(unit: unit)
        }
    }
}
