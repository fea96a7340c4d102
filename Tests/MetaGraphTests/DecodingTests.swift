import Foundation
import HTTP
import MetaGraph
import Testing

@Suite struct DecodingTests {
    static func decode<T: Decodable>(_ json: String, as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    static let largeIDs = ["17841405822304914", "9007199254740993", "9223372036854775807", "18446744073709551615", "0"]
    @Test("Ids are read exactly, as text or as number", arguments: largeIDs)
    func ids(id: String) throws {
        #expect(try Self.decode("[\"\(id)\"]", as: [MediaID].self) == [MediaID(id)])
        #expect(try Self.decode("[\(id)]", as: [MediaID].self) == [MediaID(id)])
        #expect(String(decoding: try JSONEncoder().encode([MediaID(id)]), as: UTF8.self) == "[\"\(id)\"]")
    }

    static let times: [(String, Double?)] = [
        ("2026-10-05T18:01:00+0000", 1_791_223_260), ("2026-10-05T20:01:00+02:00", 1_791_223_260),
        ("2026-10-05T18:01:00Z", 1_791_223_260), ("2026-10-05T18:01:00.5-0000", 1_791_223_260.5),
        ("1970-01-01T00:00:00+0000", 0), ("1969-12-31T23:59:59+0000", -1), ("2024-02-29T00:00:00+0000", 1_709_164_800),
        ("2026-02-29T00:00:00+0000", nil), ("2026-10-05T18:01:00", nil), ("2026-10-05 18:01:00+0000", nil),
        ("2026-13-05T18:01:00+0000", nil), ("2026-10-05T24:01:00+0000", nil), ("2026-10-05T18:01:00+0000x", nil),
        ("", nil), ("٢٠٢٦-10-05T18:01:00+0000", nil),
    ]
    @Test("Times are exact, or refused", arguments: times)
    func time(text: String, seconds: Double?) {
        #expect(GraphTime.date(text)?.timeIntervalSince1970 == seconds)
    }

    static let statuses: [(String, ContainerStatus.Code, Int?, Remedy?)] = [
        (#"{"id":"1","status_code":"IN_PROGRESS"}"#, .inProgress, nil, nil),
        (#"{"id":"1","status_code":"FINISHED","status":"Finished: Media has been uploaded."}"#, .finished, nil, nil),
        (#"{"id":1,"status_code":"PUBLISHED"}"#, .published, nil, nil),
        (#"{"id":"1","status_code":"EXPIRED"}"#, .expired, nil, nil),
        (#"{"id":"1","status_code":"PUBLISHING"}"#, .other("PUBLISHING"), nil, nil),
        (#"{"id":"1"}"#, .other(""), nil, nil),
        (
            #"{"id":"1","status_code":"ERROR","status":"Error: Media upload has failed with error code 2207082"}"#,
            .error, 2_207_082, .newContainer
        ),
        (#"{"id":"1","status_code":"","status":"Error: 2207026 (video)"}"#, .error, 2_207_026, .fixContent),
        (#"{"id":"1","status":"Error: something 12345678"}"#, .error, nil, nil),
    ]
    @Test("A container's status is read with its cause", arguments: statuses)
    func status(json: String, code: ContainerStatus.Code, subcode: Int?, remedy: Remedy?) throws {
        let status = try Self.decode(json, as: ContainerStatus.self)
        #expect(status.code == code)
        #expect(status.failureSubcode == subcode)
        #expect(status.failureRule?.remedy == remedy)
    }

    @Test("A video's stages are read under both spellings")
    func video() throws {
        let status = try Self.decode(
            """
            {"id":"1","status_code":"ERROR","video_status":{"uploading_phase":{"status":"complete",\
            "bytes_transfered":5000000000},"processing_phase":{"status":"error",\
            "errors":[{"code":1363008,"message":"FILE_NOT_FOUND"}]}}}
            """, as: ContainerStatus.self)
        #expect(status.video?.uploading?.bytesTransferred == 5_000_000_000)
        #expect(status.video?.processing?.errors?.first?.code == 1_363_008)
    }

    @Test("A medium is read with its children; only the id is needed")
    func media() throws {
        let media = try Self.decode(
            """
            {"id":"17918920912340654","caption":"a","media_type":"CAROUSEL_ALBUM","media_product_type":"FEED",\
            "permalink":"https://www.instagram.com/p/C/","timestamp":"2026-10-05T18:01:00+0000","like_count":3,\
            "is_comment_enabled":true,"something_new":{"a":[1]},"children":{"data":[{"id":"1","media_type":"IMAGE"},\
            {"id":2,"media_type":"HOLOGRAM"}]}}
            """, as: Media.self)
        #expect(media.kind == .carousel)
        #expect(media.product == .feed)
        #expect(media.timestamp?.timeIntervalSince1970 == 1_791_223_260)
        #expect(media.children?.map(\.id.text) == ["1", "2"])
        #expect(media.children?.last?.kind?.rawValue == "HOLOGRAM")
        #expect(try Self.decode(#"{"id":"1"}"#, as: Media.self) == Media(id: MediaID("1")))
        #expect(throws: DecodingError.self) { try Self.decode(#"{"caption":"a"}"#, as: Media.self) }
        #expect(throws: DecodingError.self) { try Self.decode(#"{"id":"1","timestamp":"soon"}"#, as: Media.self) }
    }

    @Test("A profile is read flat or wrapped in a list")
    func profile() throws {
        let flat = #"{"user_id":17841405822304914,"username":"bakery","account_type":"BUSINESS","id":"9"}"#
        for json in [flat, #"{"data":[\#(flat)]}"#] {
            let profile = try Self.decode(json, as: Profile.self)
            #expect(profile.userID == IGUserID("17841405822304914"))
            #expect(profile.username == "bakery")
            #expect(profile.id == "9")
        }
    }

    @Test("Usage headers are read as far as they make sense")
    func usage() {
        let usage = GraphUsage([
            "X-App-Usage": #"{"call_count":28,"total_time":25.7,"total_cputime":"101"}"#,
            "x-page-usage": "not json", "Retry-After": "120",
            "X-Business-Use-Case-Usage": """
            {"2":[{"type":"pages","call_count":1e300}],"1":[{"type":"instagram","call_count":97,"total_cputime":23,\
            "total_time":-5,"estimated_time_to_regain_access":19}]}
            """,
        ])
        #expect(usage.app?.highest == 101)
        #expect(usage.app?.time == 25)
        #expect(usage.page == nil)
        #expect(usage.useCases.map(\.owner) == ["1", "2"])
        #expect(usage.useCases.first?.timeToRegainAccess == .seconds(1_140))
        #expect(usage.useCases.first?.load.time == 0)
        #expect(usage.wait == .seconds(1_140))
        let page = GraphUsage(["X-Page-Usage": #"{"call_count":3,"total_time":44,"total_cputime":5}"#])
        #expect(page.page == GraphUsage.Load(calls: 3, time: 44, processorTime: 5) && page.highestLoad == 44)
        #expect(GraphUsage(["Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"]) == GraphUsage())
        #expect(GraphUsage(["X-Business-Use-Case-Usage": "[]"]).highestLoad == nil)
    }

    @Test("Versions are read as people write them")
    func versions() {
        #expect(
            ["v25.0", "26.1", "v25", "25.x", "", "v.0", "v-1.0"].map { GraphVersion($0)?.description }
                == ["v25.0", "v26.1", nil, nil, nil, nil, nil])
    }

    @Test("No way of printing a token shows it")
    func token() throws {
        let token = try #require(AccessToken("IGAAsecret"))
        var dumped = ""
        dump([token], to: &dumped)
        let printed = [
            "\(token)", String(reflecting: token), dumped, "\([token])", String(describing: Optional(token)),
        ]
        #expect(printed.allSatisfy { !$0.contains("secret") })
        for text in ["", "a b", "a\n", "a\r\nX: y", "ä"] { #expect(AccessToken(text) == nil) }
    }
}
