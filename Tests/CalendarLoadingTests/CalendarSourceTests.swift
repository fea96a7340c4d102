import ContentModel
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import CalendarLoading

@Suite struct CalendarSourceTests {
    /// A repository with a mistake of each kind that depends on where files are read from.
    static func repository() throws -> TemporaryGitRepository {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/bread.jpg")
        try repository.write(Fixture.jpeg(2000, 800), to: "media/Wide.jpg")
        try repository.write("<html>", to: "media/page.jpg")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/2026-12/bread.yaml")
        try repository.write(Fixture.entry("media/bred.jpg"), to: "calendar/missing.yaml")
        try repository.write(Fixture.entry("media/wide.jpg"), to: "calendar/case.yaml")
        try repository.write(Fixture.entry("media/Wide.jpg"), to: "calendar/wide.yaml")
        try repository.write(Fixture.entry("media/page.jpg"), to: "calendar/page.yaml")
        try repository.write(Fixture.entry("media/link.jpg"), to: "calendar/link.yaml")
        try repository.write(Fixture.entry("shortcut/bread.jpg"), to: "calendar/shortcut.yaml")
        try repository.write(Fixture.entry("outside/passwd"), to: "calendar/outside.yaml")
        let path = repository.path
        try FileManager.default.createSymbolicLink(
            atPath: path + "/media/link.jpg", withDestinationPath: "bread.jpg")
        try FileManager.default.createSymbolicLink(atPath: path + "/shortcut", withDestinationPath: "media")
        try FileManager.default.createSymbolicLink(atPath: path + "/outside", withDestinationPath: "/etc")
        try FileManager.default.createSymbolicLink(
            atPath: path + "/calendar/linked.yaml", withDestinationPath: "page.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: path + "/calendar/shared", withDestinationPath: "2026-12")
        return repository
    }

    static let transcript = """
        calendar/case.yaml:4:9: 'media/wide.jpg' does not exist — the file is named 'media/Wide.jpg', and case counts — write media/Wide.jpg
        calendar/link.yaml:4:9: 'media/link.jpg' is reached through a symbolic link — a link could lead out of the repository — put the file itself there
        calendar/linked.yaml:1:1: this file is a symbolic link — a link could lead out of the repository — put the file itself there
        calendar/missing.yaml:4:9: 'media/bred.jpg' does not exist — paths start at the repository's root — write media/bread.jpg
        calendar/outside.yaml:4:9: 'outside/passwd' is reached through a symbolic link — a link could lead out of the repository — put the file itself there
        calendar/page.yaml:4:9: 'media/page.jpg': not an image or a video: it starts with 3C 68 74 6D 6C 3E "<html>" — the platform would refuse it, perhaps only at the moment of publishing — name an image or a video
        calendar/shared:1:1: this file is a symbolic link — a link could lead out of the repository — put the file itself there
        calendar/shortcut.yaml:4:9: 'shortcut/bread.jpg' is reached through a symbolic link — a link could lead out of the repository — put the file itself there
        calendar/wide.yaml:4:9: 'media/Wide.jpg' is 2000x800, too wide for the feed — Instagram takes pictures from 4:5 to 1.91:1 — crop it to 1528x800 or less wide, or write fit: crop or fit: pad
        2026-12/bread@bakery: post 2026-12-01T08:00:00Z Europe/Paris, grace 6h

        """

    @Test("A commit, a work tree and a plain folder read the same", arguments: ["commit", "work tree", "folder"])
    func sources(kind: String) async throws {
        let repository = try Self.repository()
        try repository.commit()
        let loaded = try await Fixture.loader.load(Self.source(kind, of: repository))
        #expect(loaded.transcript == Self.transcript)
        #expect(loaded.uncommitted == [])
        let committed = try repository.git("rev-parse", "HEAD:calendar/2026-12/bread.yaml", "HEAD:media/bread.jpg")
        let publication = try #require(loaded.publications.first)
        guard case .post(let post) = publication.content else { throw Unexpected() }
        #expect("\(publication.source.blob)\n\(post.image.file.blob)" == committed)
    }

    /// What may have become of a work tree since its commit.
    static let changes: [(name: String, change: @Sendable (TemporaryGitRepository) throws -> Void)] = [
        ("nothing", { _ in }),
        (
            "edits, removed and new files",
            { repository in
                try repository.write("kind: story", to: "calendar/2026/a.yaml")
                try FileManager.default.removeItem(atPath: "\(repository.path)/calendar/b.yaml")
                try repository.write("", to: "calendar/0.yaml")
                try repository.write("", to: "calendar/2026/bb.yaml")
                try repository.write("", to: "calendar/new/deep/z.yaml")
                try repository.write("", to: "calendar/ignored.yaml")
                try repository.write("", to: "calendar/\(composed).yaml")
            }
        ),
        (
            "a folder in the place of a file",
            { repository in
                try FileManager.default.removeItem(atPath: "\(repository.path)/calendar/b.yaml")
                try repository.write("", to: "calendar/b.yaml/c.yaml")
            }
        ),
        (
            "a file in the place of a folder",
            { repository in
                try FileManager.default.removeItem(atPath: "\(repository.path)/calendar/2026")
                try repository.write("", to: "calendar/2026")
            }
        ),
        (
            "a link",
            { repository in
                try FileManager.default.createSymbolicLink(
                    atPath: "\(repository.path)/calendar/l.yaml", withDestinationPath: "b.yaml")
            }
        ),
        (
            "a repository of its own",
            { repository in
                try repository.git("init", "-q", "calendar/inner")
                try repository.write("", to: "calendar/inner/a.yaml")
            }
        ),
    ]

    @Test("Files listed by their names are those that git finds", arguments: changes.indices)
    func listing(number: Int) async throws {
        let (name, change) = Self.changes[number]
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        for path in ["b", "2026/a", "2026/b", "2026.x/c", Self.decomposed] {
            try repository.write(Fixture.entry("media/x.jpg"), to: "calendar/\(path).yaml")
        }
        try repository.write("ignored*\n", to: ".gitignore")
        try repository.commit()
        try change(repository)
        func told(_ source: CalendarSource) throws -> [String] {
            try source.calendarFiles().map { file in
                let text = file.isLink ? "a link" : String(decoding: try source.read(file), as: UTF8.self)
                return "\(file.path): \(text)"
            }
        }
        let listed = try await CalendarSource.listedWorkTree(ofRepositoryAt: repository.path)
        #expect(try told(listed) == told(.workTree(ofRepositoryAt: repository.path)), "\(name)")
    }

    /// `é` in one scalar, and in two.
    private static let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")

    @Test(
        "Two names that look the same are two files, and two folders",
        arguments: ["commit", "work tree", "folder", "scan"])
    func spellings(kind: String) async throws {
        let repository = try TemporaryGitRepository()
        try repository.git("config", "core.precomposeUnicode", "false")
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        var paths: [String: String] = [:]
        for (number, name) in [
            "\(Self.composed).jpg", "\(Self.decomposed).jpg", "\(Self.composed)/1.jpg",
            "\(Self.decomposed)/1.jpg",
        ].enumerated() {
            try repository.write(Fixture.jpeg(seed: UInt8(number)), to: "media/\(name)")
            try repository.write(Fixture.entry("media/\(name)"), to: "calendar/\(number).yaml")
            paths["\(number)"] = "media/\(name)"
        }
        try repository.write(
            "kind: carousel\npublish_at: 2026-12-01 09:00\nmedia: [media/\(Self.decomposed).jpg, media/\(Self.composed).jpg]\n",
            to: "calendar/all.yaml")
        try repository.commit()
        let source: CalendarSource
        if kind == "scan" {
            let tree = try #require(try await ScannedTree(in: RepositoryPool(path: repository.path)))
            source = tree.source(of: tree.files, try .workTree(ofRepositoryAt: repository.path))
        } else {
            source = try Self.source(kind, of: repository)
        }
        let loaded = try await Fixture.loader.load(source)
        #expect(loaded.transcript.hasPrefix("0@bakery"), "\(loaded.transcript)")
        for publication in loaded.publications where publication.id.entry.text != "all" {
            let path = try #require(paths[publication.id.entry.text])
            let blob = try repository.git("rev-parse", "HEAD:\(path)")
            #expect(publication.content.media.map { "\($0.blob)" } == [blob])
        }
        let all = try #require(loaded.publications.first { $0.id.entry.text == "all" })
        let blobs = try [Self.decomposed, Self.composed].map { try repository.git("rev-parse", "HEAD:media/\($0).jpg") }
        #expect(all.content.media.map { "\($0.blob)" } == blobs)
    }

    @Test("A name that only looks like the file's is told from it", arguments: ["commit", "work tree", "folder"])
    func misspelled(kind: String) async throws {
        let repository = try TemporaryGitRepository()
        try repository.git("config", "core.precomposeUnicode", "false")
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/\(Self.decomposed).jpg")
        try repository.write(Fixture.entry("media/\(Self.composed).jpg"), to: "calendar/a.yaml")
        try repository.commit()
        let loaded = try await Fixture.loader.load(Self.source(kind, of: repository))
        #expect(
            loaded.diagnostics.map(\.description) == [
                "calendar/a.yaml:4:9: 'media/\(Self.composed).jpg' does not exist — the file's name looks the same and is "
                    + "written with other code points: it has U+0065 U+0301, and the entry U+00E9 — rename the file to "
                    + "what is written here, or copy its name from git ls-files"
            ])
    }

    @Test("Entries whose names only look the same publish nothing") func alike() async throws {
        let repository = try TemporaryGitRepository()
        try repository.git("config", "core.precomposeUnicode", "false")
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/a.jpg")
        for name in [Self.composed, Self.decomposed, "\u{301}a"] {
            try repository.write(Fixture.entry("media/a.jpg"), to: "calendar/\(name).yaml")
        }
        try repository.commit()
        let loaded = try await Fixture.loader.load(.workTree(ofRepositoryAt: repository.path))
        #expect(loaded.publications.isEmpty)
        #expect(
            loaded.diagnostics.map(\.message).sorted() == [
                "id '\(Self.composed)' is taken", "id '\(Self.composed)' is taken",
                "this file's name has a mark that joins a '/'",
            ])
        #expect(
            loaded.diagnostics.contains {
                $0.why.hasSuffix("has it too, written with other code points that look the same")
            })
    }

    @Test("A calendar that is itself a link is named as one", arguments: ["commit", "work tree"])
    func linkedCalendar(kind: String) async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "elsewhere/settings.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: repository.path + "/calendar", withDestinationPath: "elsewhere")
        try repository.commit()
        let loaded = try await Fixture.loader.load(Self.source(kind, of: repository))
        #expect(
            loaded.diagnostics.first?.description
                == "calendar:1:1: this file is a symbolic link — a link could lead out of the repository — "
                + "put the file itself there")
    }

    @Test("A pipe in place of a medium is neither opened nor mistaken for another name") func pipe() async throws {
        let repository = try Self.repository()
        try repository.commit()
        try FileManager.default.removeItem(atPath: repository.path + "/media/bread.jpg")
        try #require(mkfifo(repository.path + "/media/bread.jpg", 0o600) == 0)
        for kind in ["work tree", "folder"] {
            let loaded = try await Fixture.loader.load(Self.source(kind, of: repository))
            #expect(
                loaded.diagnostics.map(\.description).first { $0.hasPrefix("calendar/2026-12/bread.yaml") }
                    == "calendar/2026-12/bread.yaml:4:9: 'media/bread.jpg': the file cannot be read: it is a pipe or a "
                    + "device — nothing can be said about media that cannot be read — "
                    + "check that the file exists and may be read")
        }
    }

    @Test func workTreeSaysWhatIsNotCommitted() async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/bread.jpg")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/bread.yaml")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/gone.yaml")
        try repository.write("*.tmp.jpg\n", to: ".gitignore")
        try repository.commit()
        try repository.write(Fixture.jpeg(seed: 1), to: "media/bread.jpg")
        try repository.write(Fixture.jpeg(seed: 2), to: "media/unused.jpg")
        try repository.write(Fixture.jpeg(seed: 3), to: "media/new.tmp.jpg")
        try repository.write(Fixture.entry("media/new.tmp.jpg"), to: "calendar/new.yaml")
        try repository.write("note", to: "notes.txt")
        try repository.directory.remove("\(repository.folder)/calendar/gone.yaml")

        let loaded = try await Fixture.loader.load(.workTree(ofRepositoryAt: repository.path))
        #expect(
            loaded.uncommitted == [
                "calendar/gone.yaml", "calendar/new.yaml", "media/bread.jpg", "media/new.tmp.jpg",
            ])
        #expect(loaded.publications.map(\.id.description) == ["bread@bakery", "new@bakery"])
        #expect(loaded.commit == (try repository.head()))

        let committed = try await Fixture.loader.load(.commit(repository.head(), ofRepositoryAt: repository.path))
        #expect(committed.publications.map(\.id.description) == ["bread@bakery", "gone@bakery"])
    }

    @Test func repositoryWithoutCommitIsReadFromItsWorkTree() async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        let loaded = try await Fixture.loader.load(.workTree(ofRepositoryAt: repository.path))
        #expect(loaded.commit == nil)
        #expect(loaded.uncommitted == ["calendar/settings.yaml"])
        #expect(loaded.diagnostics == [])
    }

    @Test("A Git LFS pointer is resolved from the local store, or says what to do", arguments: [false, true])
    func pointers(isFetched: Bool) async throws {
        let repository = try TemporaryGitRepository()
        let oid = String(repeating: "ab", count: 32)
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/bread.yaml")
        try repository.write(
            "version https://git-lfs.github.com/spec/v1\noid sha256:\(oid)\nsize \(Fixture.jpeg().count)\n",
            to: "media/bread.jpg")
        try repository.commit()
        if isFetched { try repository.write(Fixture.jpeg(), to: ".git/lfs/objects/ab/ab/\(oid)") }
        for source in [
            try CalendarSource.commit(repository.head(), ofRepositoryAt: repository.path),
            try .workTree(ofRepositoryAt: repository.path),
        ] {
            let loaded = try await Fixture.loader.load(source)
            #expect(
                loaded.transcript
                    == (isFetched
                        ? "bread@bakery: post 2026-12-01T08:00:00Z Europe/Paris, grace 6h\n"
                        : "calendar/bread.yaml:4:9: 'media/bread.jpg': the file is a Git LFS pointer to "
                            + "\(Fixture.jpeg().count) bytes that are not here — the platform would be given a few lines of text"
                            + " — run 'git lfs pull'\n"))
        }
    }

    @Test func unreadableNameIsAnError() async throws {
        let repository = try TemporaryGitRepository()
        try repository.commit("Settings", writing: ["calendar/settings.yaml": Fixture.settings])
        let blob = try repository.git("rev-parse", "HEAD:calendar/settings.yaml")
        let index = Data("100644 \(blob)\tcalendar/caf".utf8) + Data([0xE9]) + Data(".yaml\0".utf8)
        try repository.git(["update-index", "-z", "--index-info"], input: index)
        try repository.git("commit", "--quiet", "--message", "Name in Latin-1")
        let loaded = try await Fixture.loader.load(.commit(repository.head(), ofRepositoryAt: repository.path))
        #expect(
            loaded.diagnostics.map(\.description) == [
                #""calendar/caf\351.yaml":1:1: this file's name is not UTF-8 — an id made from it would not be the same everywhere — rename it"#
            ])
    }

    @Test func unreadableNamesOutsideGitAreErrors() async throws {
        let folder = try TemporaryDirectory()
        try folder.write(Fixture.settings, to: "calendar/settings.yaml")
        try folder.write(Fixture.jpeg(), to: "media/bread.jpg")
        try folder.write(Fixture.entry("media/bread.jpg"), to: "calendar/bread.yaml")
        func path(_ name: String) -> [CChar] {
            "\(folder.path)/calendar/\(name)".utf8.map { CChar(bitPattern: $0 == UInt8(ascii: "?") ? 0xE9 : $0) } + [0]
        }
        try #require(mkdir(path("th?"), 0o777) == 0)
        for name in ["caf?.yaml", "th?/green.yaml"] {
            let file = creat(path(name), 0o666)
            try #require(file >= 0)
            close(file)
        }
        let loaded = try await Fixture.loader.load(.folder(at: folder.path))
        let what = "this file's name is not UTF-8 — an id made from it would not be the same everywhere — rename it"
        #expect(
            loaded.transcript == """
                "calendar/caf\\351.yaml":1:1: \(what)
                "calendar/th\\351":1:1: \(what)
                bread@bakery: post 2026-12-01T08:00:00Z Europe/Paris, grace 6h

                """)
    }

    @Test("A brake that is too large to be read stops everything", arguments: ["commit", "work tree", "folder"])
    func largeBrake(kind: String) async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/bread.jpg")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/bread.yaml")
        try repository.write(
            String(repeating: "x", count: CalendarSource.largestCalendarFile + 1), to: "calendar/FREEZE")
        try repository.commit()
        let loaded = try await Fixture.loader.load(Self.source(kind, of: repository))
        #expect(loaded.freeze == "")
        #expect(loaded.publications.count == 1)
        let diagnostic = try #require(loaded.diagnostics.first)
        #expect(loaded.diagnostics.count == 1 && diagnostic.severity == .warning)
        #expect(diagnostic.description.hasPrefix("calendar/FREEZE:1:1: warning: "), "\(diagnostic)")
        #expect(diagnostic.why.hasSuffix(": every publish is stopped, and nobody is told the reason"))
    }

    @Test("Settings behind a link are not read", arguments: ["commit", "work tree", "folder"])
    func linkedSettings(kind: String) async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "settings.yaml")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/bread.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: repository.path + "/calendar/settings.yaml", withDestinationPath: "../settings.yaml")
        try repository.commit()
        let loaded = try await Fixture.loader.load(Self.source(kind, of: repository))
        #expect(loaded.settings == nil)
        #expect(
            loaded.transcript == """
                calendar/settings.yaml:1:1: there are no settings — they name the accounts to publish on — run calends init, or write version, timezone and accounts
                calendar/settings.yaml:1:1: this file is a symbolic link — a link could lead out of the repository — put the file itself there

                """)
    }

    private static func source(_ kind: String, of repository: TemporaryGitRepository) throws -> CalendarSource {
        switch kind {
        case "commit": try .commit(repository.head(), ofRepositoryAt: repository.path)
        case "work tree": try .workTree(ofRepositoryAt: repository.path)
        default: try .folder(at: repository.path)
        }
    }

    struct Unexpected: Error {}
}
