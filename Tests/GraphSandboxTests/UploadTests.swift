import GraphModel
import GraphSandbox
import HTTP
import Testing

@Suite struct UploadTests {
    @Test("A film uploaded in pieces is published and read back whole")
    func pieces() async throws {
        let world = try await Rehearsal()
        let film = try Fixture.film.bytes
        let made = try await world.create(as: "atelier", ["media_type": "REELS", "upload_type": "resumable"])
        let (container, uri) = (try #require(made["id"]?.string), try #require(made["uri"]?.string))
        #expect(uri.hasPrefix(world.sandbox.url + "/ig-api-upload/v25.0/"))

        let first = try await upload(world, uri, Array(film[..<1000]), offset: 0, of: film.count)
        #expect(first["debug_info"]?["type"] == "PartialRequestError")
        let wrong = try await upload(world, uri, Array(film[500...]), offset: 500, of: film.count)
        #expect(wrong["debug_info"]?["type"] == "OffsetInvalidError")
        let last = try await upload(world, uri, Array(film[1000...]), offset: 1000, of: film.count)
        #expect(last["success"] == true)

        #expect(try await world.finish(container, as: "atelier") == "FINISHED")
        let account = try world.account("atelier")
        let published = try await world.graph(
            .post, "\(account.id)/media_publish", as: "atelier", ["creation_id": container])
        let id = try #require(published["id"]?.string)
        let read = try await world.graph(.get, id, as: "atelier", ["fields": "media_url"])
        #expect(try await world.send(.get, try #require(read["media_url"]?.string)).body == film)
    }

    @Test("The upload host fetches from a URL when asked to")
    func url() async throws {
        let world = try await Rehearsal()
        let made = try await world.create(as: "atelier", ["media_type": "REELS", "upload_type": "resumable"])
        let (container, uri) = (try #require(made["id"]?.string), try #require(made["uri"]?.string))
        let headers: HTTPHeaders = [
            "Authorization": "OAuth \(try world.account("atelier").token)", "file_url": try await world.host(.film),
        ]
        #expect(try await world.send(.post, uri, headers: headers).status == 200)
        #expect(try await world.finish(container, as: "atelier") == "FINISHED")
    }

    @Test("Lets nobody upload without the token")
    func token() async throws {
        let world = try await Rehearsal()
        let made = try await world.create(as: "atelier", ["media_type": "REELS", "upload_type": "resumable"])
        let uri = try #require(made["uri"]?.string)
        let answer = try await world.send(.post, uri, headers: ["file_size": "3"], body: [1, 2, 3])
        #expect(try JSON(parsing: answer.body)["debug_info"]?["type"] == "NotAuthorizedError")
    }

    private func upload(
        _ world: Rehearsal, _ uri: String, _ bytes: [UInt8], offset: Int, of size: Int
    ) async throws -> JSON {
        let headers: HTTPHeaders = [
            "Authorization": "OAuth \(try world.account("atelier").token)", "offset": String(offset),
            "file_size": String(size), "Content-Type": "application/octet-stream",
        ]
        return try JSON(parsing: try await world.send(.post, uri, headers: headers, body: bytes).body)
    }
}
