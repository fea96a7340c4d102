import ObjectIDs
import Testing

@Suite struct ObjectIDTests {
    static let hex = "00ff1234567890abcdef00112233445566778899"

    @Test func readsBackAsWritten() throws {
        let id = try #require(ObjectID(hex: Self.hex))
        #expect(id.description == Self.hex)
        #expect(id.abbreviated == "00ff123")
        #expect(ObjectID(bytes: id.bytes) == id)
        #expect(ObjectID(hex: Self.hex.uppercased()) == id)
        #expect(ObjectID(high: id.high, middle: id.middle, low: id.low) == id)
        #expect(CommitID(hex: Self.hex) == CommitID(id))
        #expect(BlobID(id).description == Self.hex)
        #expect(id.abbreviated(to: 10) == "00ff123456")
    }

    @Test(
        "Refuses what is not forty digits",
        arguments: [
            "", "00ff", hex + "0", String(hex.dropLast()), hex.dropLast() + "g", "zz" + hex.dropFirst(2),
            "é" + hex.dropFirst(2),
        ])
    func refuses(text: String) {
        #expect(ObjectID(hex: text) == nil)
        #expect(TreeID(hex: text) == nil)
    }

    @Test func sortsAsItsText() throws {
        let lower = try #require(ObjectID(hex: "0" + Self.hex.dropFirst()))
        let higher = try #require(ObjectID(hex: "f" + Self.hex.dropFirst()))
        #expect(lower < higher)
        #expect(BlobID(lower) < BlobID(higher))
    }

    @Test("Any byte in any place is a digit or is refused")
    func everyByte() {
        for place in 0..<40 {
            for byte in UInt8.min...UInt8.max {
                var hex = Array(Self.hex.utf8)
                hex[place] = byte
                let text = String(decoding: hex, as: UTF8.self)
                let isHex = byte < 0x80 && Character(Unicode.Scalar(byte)).isHexDigit
                #expect(ObjectID(hex: hex[...])?.description == (isHex ? text.lowercased() : nil))
            }
        }
    }
}
