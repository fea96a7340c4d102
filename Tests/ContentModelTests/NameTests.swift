import Testing

@testable import ContentModel

@Suite struct NameTests {
    static let usernames: [(String, UsernameError?)] = [
        ("flourandco", nil), ("mill_er.2", nil), ("Baker", nil), (String(repeating: "a", count: 30), nil),
        (String(repeating: "a", count: 31), .tooLong(String(repeating: "a", count: 31))),
        ("@flourandco", .leadingAt("@flourandco")), ("", .malformed("")), ("two words", .malformed("two words")),
        ("café", .malformed("café")),
    ]

    @Test("An Instagram name has its shape", arguments: usernames)
    func username(text: String, expected: UsernameError?) {
        var thrown: UsernameError?
        do throws(UsernameError) { _ = try Username(written: text) } catch { thrown = error }
        #expect(thrown == expected)
    }

    static let entries: [(String, NameProblem?)] = [
        ("2026-12/launch", nil), ("Weihnachten/Stollen 1", nil), ("", .empty(named: "id")),
        ("a@b", .reserved("@", in: "a@b", named: "id")), ("a#b", .reserved("#", in: "a#b", named: "id")),
        ("a\\b", .reserved("\\", in: "a\\b", named: "id")), ("a\nb", .control(named: "id")),
        ("a\u{7F}", .control(named: "id")), (" a", .padded(" a", named: "id")),
        ("a//b", .emptyPart("a//b", named: "id")),
        // Marks that would hide a separator: combining ones behind it, and one that joins what follows.
        ("a/\u{301}b", .joined("a/\u{301}b", named: "id")), ("\u{301}b", .joined("\u{301}b", named: "id")),
        ("a\u{600}", .joined("a\u{600}", named: "id")), ("a@\u{301}b", .reserved("@", in: "a@\u{301}b", named: "id")),
        ("cafe\u{301}", nil), ("../a", .emptyPart("../a", named: "id")), ("/a", .emptyPart("/a", named: "id")),
        (String(repeating: "a", count: 256), .tooLong(256, named: "id")),
    ]

    @Test("An id survives in every place it is written", arguments: entries)
    func entry(text: String, expected: NameProblem?) {
        #expect(EntryID(text).problem(named: "id") == expected)
    }

    @Test("A mark beside a separator hides it in no publication's name")
    func marks() throws {
        let id = try #require(PublicationID("a\u{600}#2026-12-07@\u{301}b"))
        #expect(id.entry.text == "a\u{600}" && id.occurrence == "2026-12-07" && id.account.text == "\u{301}b")
    }

    static let paths: [(String, String)] = [
        ("calendar/2026-12/launch.yaml", "2026-12/launch"), ("calendar/a.b.yaml", "a.b"), ("calendar/.yaml", ""),
    ]

    @Test("The id is the path below calendar/ without .yaml", arguments: paths)
    func path(path: String, expected: String) {
        #expect(EntryID(path: path).text == expected)
    }

    static let references: [(String, SecretReference?)] = [
        ("env:BAKERY_TOKEN", .environment("BAKERY_TOKEN")), ("env:t1", .environment("t1")), ("env:", nil),
        ("env:1A", nil), ("env:A-B", nil), ("file:/run/secrets/token", .file("/run/secrets/token")), ("file:", nil),
        ("store:bakery", .store("bakery")), ("store:", nil), ("EAABsecret", nil), ("vault:x", nil), ("", nil),
        ("env:" + String(repeating: "A", count: 65), nil),
    ]

    @Test("A secret is only ever a reference", arguments: references)
    func reference(text: String, expected: SecretReference?) {
        #expect((try? SecretReference(written: text)) == expected)
    }

    static let mediaPaths: [(String, MediaPathError?)] = [
        ("media/a.jpg", nil), ("a.jpg", nil), ("media/..a/b...jpg", nil), ("", .empty), ("/a", .absolute("/a")),
        ("~/a", .absolute("~/a")), ("https://x/a", .url("https://x/a")), ("a\\b", .backslash("a\\b")),
        ("a/../b", .climbing("a/../b")), ("..", .climbing("..")), ("a//b", .roundabout("a//b", straight: "a/b")),
        ("./a", .roundabout("./a", straight: "a")), ("a/", .roundabout("a/", straight: "a")),
        (".", .roundabout(".", straight: "")), (".git/config", .gitFolder(".git/config")),
        (".GIT/config", .gitFolder(".GIT/config")), ("../\u{301}a", .joined("../\u{301}a")),
        ("/\u{301}etc", .joined("/\u{301}etc")), ("media/cafe\u{301}.jpg", nil), ("a\u{0}b", .control),
        ("a\nb", .control),
    ]

    @Test("A path is its bytes") func bytesOfPaths() {
        let (one, two) = (MediaPath(known: "caf\u{E9}"), MediaPath(known: "cafe\u{301}"))
        #expect(one.text == two.text && one != two && two < one)
        #expect(Set([one, two, MediaPath(known: "caf\u{E9}")]).count == 2)
    }

    @Test("A path stays inside the repository by its text alone", arguments: mediaPaths)
    func mediaPath(text: String, expected: MediaPathError?) {
        var thrown: MediaPathError?
        do throws(MediaPathError) { _ = try MediaPath(text) } catch { thrown = error }
        #expect(thrown == expected)
    }
}
