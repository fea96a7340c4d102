import Testing

@testable import MediaHeaders

/// A copy or an export that broke off leaves sound headers and half a picture.
@Suite struct CutJPEGTests {
    @Test("Refuses a picture without its end", arguments: ["baseline.jpg", "progressive.jpg"])
    func cut(name: String) throws {
        let whole = try Fixtures.bytes(name)
        _ = try MediaFacts(of: whole)
        for length in [whole.count - 1, whole.count - 2, whole.count - 40] {
            #expect(throws: MediaError.malformed(.jpeg, "its picture has no end, so it was cut short")) {
                try MediaFacts(of: Array(whole.prefix(length)))
            }
        }
    }

    @Test("Takes whatever follows the end", arguments: [1, 40_000])
    func appended(count: Int) throws {
        let whole = try Fixtures.bytes("baseline.jpg")
        let facts = try MediaFacts(of: whole + [UInt8](repeating: 0x20, count: count))
        #expect(facts.byteCount == whole.count + count)
    }
}
