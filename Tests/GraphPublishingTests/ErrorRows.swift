/// One row of the content-publishing fact sheet's §8, as an answer of the platform.
struct ErrorRow: Sendable {
    /// `code/subcode`, or what else came back.
    let name: String
    /// The sheet's letters, the first of them first; `?` for what the sheet does not know.
    let letters: String
    let status: Int
    let body: String
    /// nil for a connection that breaks off.
    let isLost: Bool

    init(_ code: Int, _ subcode: Int? = nil, _ letters: String, status: Int = 400) {
        name = subcode.map { "\(code)/\($0)" } ?? "\(code)"
        self.letters = letters
        self.status = status
        body =
            #"{"error":{"message":"m","type":"OAuthException","code":\#(code)"#
            + (subcode.map { #","error_subcode":\#($0)"# } ?? "") + #","fbtrace_id":"T1"}}"#
        isLost = false
    }

    init(_ name: String, status: Int, body: String, isLost: Bool = false, _ letters: String) {
        (self.name, self.letters, self.status, self.body, self.isLost) = (name, letters, status, body, isLost)
    }

    /// In the order of the sheet.
    static let all: [ErrorRow] = [
        ErrorRow(-1, 2_207_001, "B"), ErrorRow(-2, 2_207_003, "SB"), ErrorRow(36_000, 2_207_004, "F"),
        ErrorRow(36_001, 2_207_005, "F"), ErrorRow(24, 2_207_006, "SC"), ErrorRow(24, 2_207_008, "SC"),
        ErrorRow(36_003, 2_207_009, "F"), ErrorRow(36_004, 2_207_010, "F"), ErrorRow(-2, 2_207_020, "C"),
        ErrorRow(100, 2_207_023, "F"), ErrorRow(352, 2_207_026, "F"), ErrorRow(9_007, 2_207_027, "S"),
        ErrorRow(100, 2_207_028, "F"), ErrorRow(-1, 2_207_032, "C"), ErrorRow(100, 2_207_035, "F"),
        ErrorRow(100, 2_207_036, "F"), ErrorRow(100, 2_207_037, "F"), ErrorRow(100, 2_207_040, "F"),
        ErrorRow(9, 2_207_042, "N"), ErrorRow(25, 2_207_050, "H"), ErrorRow(4, 2_207_051, "H!"),
        ErrorRow(9_004, 2_207_052, "SF"), ErrorRow(-1, 2_207_053, "C"), ErrorRow(1, 2_207_057, "F"),
        ErrorRow(-1, 2_207_073, "F"), ErrorRow(100, 2_207_018, "F"), ErrorRow(100, 2_207_081, "F"),
        ErrorRow(1, 2_207_077, "C"), ErrorRow(1, 2_207_082, "C"), ErrorRow(-1, 2_207_085, "F"),
        ErrorRow(100, 9_050, "F"), ErrorRow(10, 9_053, "F"), ErrorRow(100, 33, "B"), ErrorRow(100, nil, "F"),
        ErrorRow(1, nil, "B", status: 500), ErrorRow(2, nil, "B", status: 503), ErrorRow(3, nil, "H"),
        ErrorRow(4, nil, "B"),
        ErrorRow(17, nil, "B"), ErrorRow(32, nil, "B"), ErrorRow(613, nil, "B"), ErrorRow(341, nil, "B"),
        ErrorRow(80_002, nil, "B"),
        ErrorRow(10, nil, "A", status: 403), ErrorRow(200, nil, "A", status: 403), ErrorRow(102, nil, "A"),
        ErrorRow(190, nil, "A", status: 401), ErrorRow(190, 458, "A"), ErrorRow(190, 459, "A"), ErrorRow(190, 460, "A"),
        ErrorRow(190, 463, "A"), ErrorRow(190, 464, "A"), ErrorRow(190, 467, "A"), ErrorRow(190, 492, "A"),
        ErrorRow(368, nil, "BH"), ErrorRow(2_500, nil, "H"), ErrorRow(2_635, nil, "H"),
        ErrorRow(77_777, nil, "H"),
        ErrorRow("429 with HTML", status: 429, body: "<html>", "B"),
        ErrorRow("502 with HTML", status: 502, body: "<html>", "B"),
        ErrorRow("500 with nothing", status: 500, body: "", "B"),
        ErrorRow("200 with garbage", status: 200, body: "<html>", "BH"),
        ErrorRow("200 with nothing", status: 200, body: "", "BH"),
        ErrorRow("no answer", status: 0, body: "", isLost: true, "B"),
    ]
}
