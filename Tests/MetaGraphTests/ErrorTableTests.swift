import HTTP
import MetaGraph
import Testing

@Suite struct ErrorTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let code: Int
        let subcode: Int?
        let steps: String
        let outcome: Outcome
        var testDescription: String { "\(code)/\(subcode.map { "\($0)" } ?? "-")" }

        init(_ code: Int, _ subcode: Int?, _ steps: String, _ outcome: Outcome = .certainlyNotDone) {
            self.code = code
            self.subcode = subcode
            self.steps = steps
            self.outcome = outcome
        }
    }

    /// The letters of the facts' table; a number after a letter is how often it is tried.
    static let rows: [Row] = [
        Row(-1, 2_207_001, "B", .unknown), Row(-2, 2_207_003, "S2 B"), Row(36_000, 2_207_004, "F"),
        Row(36_001, 2_207_005, "F"), Row(24, 2_207_006, "S3 C"), Row(24, 2_207_008, "S2 C"),
        Row(36_003, 2_207_009, "F"), Row(36_004, 2_207_010, "F"), Row(-2, 2_207_020, "C"), Row(100, 2_207_023, "F"),
        Row(352, 2_207_026, "F"), Row(9_007, 2_207_027, "S"), Row(100, 2_207_028, "F"),
        Row(-1, 2_207_032, "C", .unknown), Row(100, 2_207_035, "F"), Row(100, 2_207_036, "F"),
        Row(100, 2_207_037, "F"), Row(100, 2_207_040, "F"), Row(9, 2_207_042, "N"), Row(25, 2_207_050, "H"),
        Row(4, 2_207_051, "H", .unknown), Row(9_004, 2_207_052, "S3 F"), Row(-1, 2_207_053, "C", .unknown),
        Row(1, 2_207_057, "F"), Row(-1, 2_207_073, "F"), Row(100, 2_207_018, "F"), Row(100, 2_207_081, "F"),
        Row(-2, 2_207_077, "C"), Row(-1, 2_207_082, "C"), Row(-1, 2_207_085, "F", .unknown), Row(100, 9_050, "F"),
        Row(100, 9_064, "F"), Row(10, 9_053, "F"), Row(100, 33, "A1 B", .unknown), Row(100, nil, "F"),
        Row(100, 9_065, "F"), Row(1, nil, "B", .unknown), Row(2, nil, "B", .unknown), Row(2, 1_545_133, "B", .unknown),
        Row(3, nil, "F"), Row(4, nil, "B", .unknown), Row(17, nil, "B", .unknown), Row(32, nil, "B", .unknown),
        Row(613, nil, "B", .unknown), Row(613, 1_996, "B", .unknown), Row(341, nil, "B", .unknown),
        Row(80_000, nil, "B", .unknown), Row(80_002, nil, "B", .unknown), Row(80_014, nil, "B", .unknown),
        Row(10, nil, "A1 H"), Row(200, nil, "A1 H"), Row(299, 33, "A1 H"), Row(102, nil, "A"), Row(190, nil, "A"),
        Row(190, 458, "A"), Row(190, 459, "A"), Row(190, 460, "A"), Row(102, 463, "A"), Row(190, 464, "A"),
        Row(190, 467, "A"), Row(190, 492, "A"), Row(190, 1, "A"), Row(368, nil, "B1 H", .unknown),
        Row(506, nil, "L", .unknown), Row(1_609_005, nil, "F"), Row(2_500, nil, "F"), Row(2_635, nil, "F"),
        Row(100, 2_108_006, "F"), Row(104, nil, "A"), Row(551, nil, "H"), Row(3_001, 1_504_028, "F"),
        Row(321, nil, "F"),
        Row(324, nil, "F"), Row(-1, nil, "B", .unknown), Row(24, nil, "S3 C"), Row(9_007, nil, "S"), Row(9, nil, "N"),
        Row(25, nil, "H"), Row(190, 2_069_032, "A"), Row(100, 1_366_046, "F"), Row(100, 1_366_051, "L", .unknown),
        Row(100, 1_363_021, "F"), Row(100, 1_363_026, "F"), Row(6_001, 1_363_033, "S"), Row(6_001, 1_363_037, "S"),
        Row(100, 1_363_040, "F"), Row(6_000, 1_363_041, "C"), Row(100, 1_363_127, "F"), Row(100, 1_363_128, "F"),
        Row(100, 1_363_129, "F"), Row(506, 1_455_006, "L", .unknown), Row(80_001, nil, "B", .unknown),
        Row(368, 1_390_008, "B1 H", .unknown),
    ]

    static func letters(_ steps: [Remedy.Step]) -> String {
        let letters: [Remedy: String] = [
            .sameRequestSoon: "S", .backOff: "B", .newContainer: "C", .fixContent: "F", .reauthenticate: "A",
            .person: "H", .laterWindow: "N", .lookUpFirst: "L",
        ]
        return steps.map { "\(letters[$0.remedy] ?? "?")\($0.atMost.map { "\($0)" } ?? "")" }.joined(separator: " ")
    }

    @Test("Every error has its remedies, by subcode first", arguments: rows)
    func row(row: Row) throws {
        let rule = try #require(ErrorRule.matching(code: row.code, subcode: row.subcode))
        #expect(Self.letters(rule.steps) == row.steps)
        #expect(rule.outcome == row.outcome)
        #expect(!rule.meaning.isEmpty)
    }

    @Test("A subcode of seven digits counts under another code too; a short one does not")
    func foreignCodes() {
        #expect(ErrorRule.matching(code: 1, subcode: 2_207_042)?.remedy == .laterWindow)
        #expect(ErrorRule.matching(code: 2, subcode: 33)?.remedy == .backOff)
        #expect(ErrorRule.matching(code: 77, subcode: 33) == nil)
        #expect(ErrorRule.matching(code: 77, subcode: nil) == nil)
        #expect(ErrorRule.matching(code: 24, subcode: 1) == nil)
    }

    @Test("Each row of the table can be reached by its own code and subcode")
    func reachable() {
        for rule in ErrorRule.table {
            let code = rule.codes.first?.lowerBound ?? 0
            #expect(ErrorRule.matching(code: code, subcode: rule.subcodes.first?.lowerBound) == rule)
        }
    }

    static let throttled: [(Int, Int?, Int, Bool)] = [
        (4, nil, 400, true), (17, nil, 400, true), (32, nil, 400, true), (613, nil, 400, true),
        (80_002, nil, 400, true), (613, 1_996, 400, true), (77, nil, 429, true),
        (4, 2_207_051, 400, false), (9, 2_207_042, 400, false), (2, nil, 500, false),
    ]
    @Test("Too many calls are told from other reasons to wait", arguments: throttled)
    func throttling(code: Int, subcode: Int?, status: Int, expected: Bool) {
        let error = Self.failure(.refused(.init(code: code, subcode: subcode)), irreversible: false, status: status)
        #expect(error.isThrottling == expected)
    }

    static func failure(_ cause: GraphError.Cause, irreversible: Bool, status: Int? = 400) -> GraphError {
        GraphError(cause, call: "POST 1/media_publish", isIrreversible: irreversible, status: status)
    }

    static let outcomes: [(GraphError, String, Outcome)] = [
        (failure(.refused(.init(code: 4, subcode: 2_207_051)), irreversible: true), "L1 H", .unknown),
        (failure(.refused(.init(code: 9_007, subcode: 2_207_027)), irreversible: true), "S", .certainlyNotDone),
        (failure(.refused(.init(code: 1)), irreversible: false), "B", .unknown),
        (failure(.refused(.init(code: 1)), irreversible: true), "L1 B", .unknown),
        (failure(.refused(.init(code: 506)), irreversible: true), "L", .unknown),
        (failure(.refused(.init(code: 77)), irreversible: false), "H", .unknown),
        (failure(.refused(.init(code: 77, isTransient: true)), irreversible: false), "B", .unknown),
        (failure(.refused(.init(code: 77)), irreversible: false, status: 500), "B", .unknown),
        (failure(.refused(.init(code: 77)), irreversible: false, status: 429), "B", .unknown),
        (failure(.gateway(contentType: "text/html", byteCount: 9), irreversible: true, status: 502), "L1 B", .unknown),
        (failure(.unexpectedAnswer(""), irreversible: true, status: 200), "L1 H", .unknown),
        (failure(.unwritable(""), irreversible: true, status: nil), "F", .certainlyNotDone),
        (failure(.transport(lost(.neverSent)), irreversible: true, status: nil), "B", .certainlyNotDone),
        (failure(.transport(lost(.unknown)), irreversible: true, status: nil), "L1 B", .unknown),
        (failure(.refused(.init(source: .tokenHost, code: 400)), irreversible: false), "A", .certainlyNotDone),
        (
            failure(.refused(.init(source: .upload, code: nil, type: "ProcessingFailedError")), irreversible: false),
            "C", .certainlyNotDone
        ),
    ]

    static func lost(_ delivery: HTTPError.Delivery) -> HTTPError {
        HTTPError(kind: .connectionLost, delivery: delivery, host: "h", message: "m")
    }

    @Test("An irreversible call that may have happened is looked up first", arguments: outcomes)
    func outcome(error: GraphError, steps: String, outcome: Outcome) {
        #expect(Self.letters(error.steps) == steps)
        #expect(error.outcome == outcome)
    }
}
