import Foundation
import TestSupport
import Testing

/// Pictures of every kind, from the entry that names them to the sandbox that takes them.
@Suite struct PicturesTests {
    /// A file, what else its entry says of it, and what `media check` says becomes of it.
    static let accepted: [(String, String, String)] = [
        ("baseline.jpg", "", "goes out as it is"),
        ("progressive.jpg", "", "goes out as it is"),
        ("gray.jpg", "", "goes out as it is"),
        ("cmyk.jpg", "", "YCCK to sRGB"),
        ("turned.jpg", ", fit: crop", "turned upright, cropped to 48x60, metadata removed"),
        ("pair.mpo", "", "first picture alone, metadata removed"),
        ("rgb8.png", "", "made a JPEG"),
        ("rgba16.png", ", background: black", "made a JPEG, 16 bit to 8, made opaque"),
        ("indexed.png", "", "made a JPEG"),
        ("gray.png", "", "made a JPEG"),
        ("lossy.webp", "", "made a JPEG"),
        ("lossless.webp", ", background: \"#2af\"", "made a JPEG, made opaque"),
        ("still.gif", "", "made a JPEG"),
        ("photo.heic", "", "made a JPEG"),
        ("photo.avif", "", "made a JPEG"),
        ("photo.tiff", "", "made a JPEG, 16 bit to 8"),
        ("polyglot.jpg", "", "metadata removed"),
        ("hundred-megapixels.png", "", "made a JPEG, 10000x10000 to 1440x1440"),
    ]

    static let refused: [(String, String)] = [
        (
            "animated.gif",
            """
            'media/animated.gif' is an animated GIF file — Instagram takes what moves as a video — export it as MP4 for a \
            reel, or one frame of it as JPEG
            """
        ),
        (
            "bomb.png",
            """
            'media/bomb.png' claims 20000x20000 pixels — no more than 200 megapixels are decoded — export it smaller
            """
        ),
        (
            "cut.heic",
            """
            'media/cut.heic': the HEIC file is cut short: it ends after 412 bytes, its headers reach to 454 — the \
            platform would refuse it, perhaps only at the moment of publishing — export or copy the file again
            """
        ),
        (
            "cut.jpg",
            """
            'media/cut.jpg': the JPEG file is damaged: its picture has no end, so it was cut short — the platform would \
            refuse it, perhaps only at the moment of publishing — export or copy the file again
            """
        ),
        (
            "empty.jpg",
            """
            'media/empty.jpg': the file is empty — the platform would refuse it, perhaps only at the moment of \
            publishing — export or copy the file again
            """
        ),
        (
            "half.jpg",
            """
            'media/half.jpg' cannot be decoded — libvips says: VipsJpeg: Corrupt JPEG data: premature end of data segment \
            — export or copy the file again
            """
        ),
    ]

    @Test("Every kind of picture is accepted, mended and then accepted by the sandbox, or refused with the reason")
    func everyKind() throws {
        let shop = try Shop()
        for (index, (name, wishes, _)) in Self.accepted.enumerated() {
            try Self.add(name, wishes, minute: index, to: shop)
        }
        try shop.repository.commit("Add pictures")
        let check = try shop.calends("media", "check")
        #expect(check.status == 0)
        let lines = check.output.split(separator: "\n").filter { $0.hasPrefix("media/") }
        let outcomes = Dictionary(
            lines.map { ($0.prefix { $0 != " " }, $0.drop { $0 != " " }.drop { $0 == " " }) }, uniquingKeysWith: { $1 })
        #expect(lines.count == Self.accepted.count)
        for (name, _, expected) in Self.accepted {
            let entry = name.replacing(".", with: "-")
            #expect(outcomes["media/\(name)"].map(String.init) == "\(expected) (in \(entry))", "\(name)")
        }
        let apply = try shop.calends("apply", "--sandbox")
        #expect(apply.output.contains("Done: \(Self.accepted.count) published."), "\(apply.output)\(apply.error)")

        for (index, (name, _)) in Self.refused.enumerated() { try Self.add(name, "", minute: 30 + index, to: shop) }
        let validate = try shop.calends("validate")
        #expect(validate.status == 1)
        let errors = validate.output.split(separator: "\n").filter { !$0.contains(": warning: ") }
        #expect(errors.map { $0.drop { $0 != " " }.dropFirst() } == Self.refused.map { $0.1[...] })
    }

    @Test("What was looked into is not decoded again, and what was prepared not made again") func caches() throws {
        let shop = try Shop()
        try Self.add("photo.heic", "", minute: 1, to: shop)
        try Self.add("baseline.jpg", "", minute: 2, to: shop)
        try shop.repository.commit("Add pictures")
        let (folder, starts) = try Self.countingWorker(shop)
        #expect(try shop.calends("plan").status == 0)
        let before = try starts()
        #expect(1...2 ~= before, "at most one a picture")
        #expect(try shop.calends("plan").status == 0)
        #expect(try shop.calends("validate").status == 0)
        #expect(try shop.calends("media", "check").status == 0)
        #expect(try starts() == before)
        #expect(try shop.calends("media", "prepare").output == "media/photo.heic: made a JPEG, 1 kB\n")
        #expect(try starts() == before + 1)
        #expect(try shop.calends("media", "prepare").output == "media/photo.heic: made a JPEG, 1 kB\n")
        let apply = try shop.calends("apply", "--sandbox")
        #expect(apply.output.contains("Done: 2 published."), "\(apply.output)\(apply.error)")
        #expect(try starts() == before + 1)
        _ = folder
    }

    @Test("Where things stand is told as the last plan has seen the media, and nothing is decoded for it")
    func statusKnowsWhatPlansSaw() throws {
        let shop = try Shop()
        try Self.add("half.jpg", "", minute: 1, to: shop)
        try shop.repository.commit("Add a picture")
        #expect(try shop.calends("status").output.contains("1 publication: 1 scheduled.\n"))
        #expect(try shop.calends("plan").status == 1)
        shop.environment["CALENDS_MEDIA"] = "/nowhere"
        let status = try shop.calends("status")
        #expect(status.output.contains("1 publication: 1 blocked.\n"), "\(status.output)\(status.error)")
    }

    @Test("Validating warns of missing hosting as planning does") func missingHosting() throws {
        let shop = try Shop(settings: Shop.settings.replacing(#/hosting: .*/#, with: ""))
        try Self.add("baseline.jpg", "", minute: 1, to: shop)
        for command in ["validate", "plan"] {
            let said = try shop.calends(command)
            #expect(said.status == 0)
            #expect(said.output.contains("hosting is missing in calendar/settings.yaml"), "\(command): \(said.output)")
        }
    }

    @Test("Preparing says what is wrong, as checking does") func preparesNothingBroken() throws {
        let shop = try Shop()
        try Self.add("photo.heic", "", minute: 1, to: shop)
        try Self.add("cut.jpg", "", minute: 2, to: shop)
        try Self.add("half.jpg", "", minute: 3, to: shop)
        try shop.repository.commit("Add pictures")
        let check = try shop.calends("media", "check")
        let prepare = try shop.calends("media", "prepare")
        #expect(check.status == 1 && prepare.status == 1)
        #expect(prepare.error.contains("'media/cut.jpg': the JPEG file is damaged"), "\(prepare.error)")
        let json = try shop.calends("media", "prepare", "--format", "json")
        #expect(json.status == 1 && json.output.contains("its picture has no end"), "\(json.output)")
        #expect(json.output.contains("'media/half.jpg' cannot be decoded"), "\(json.output)")
    }

    @Test("A JPEG that was made anew has been decoded, and is not looked into afterwards")
    func madeBeforePlanned() throws {
        let shop = try Shop()
        try Self.add("cmyk.jpg", "", minute: 1, to: shop)
        try shop.repository.commit("Add a picture")
        let (folder, starts) = try Self.countingWorker(shop)
        #expect(try shop.calends("media", "prepare").status == 0)
        #expect(try starts() == 1)
        #expect(try shop.calends("plan").status == 0)
        #expect(try shop.calends("media", "check").status == 0)
        #expect(try starts() == 1)
        _ = folder
    }

    @Test("A page shows what no browser does, and what is too large for one, by a small likeness") func pages() throws {
        let shop = try Shop()
        try Self.add("photo.heic", "", minute: 1, to: shop)
        try Self.add("hundred-megapixels.png", "", minute: 2, to: shop)
        try Self.add("turned.jpg", ", fit: crop", minute: 3, to: shop)
        try shop.repository.commit("Add pictures")
        for page in [
            try shop.calends("plan", "--format", "html"), try shop.calends("calendar", "2031-12", "--format", "html"),
        ] {
            #expect(page.status == 0, "\(page.error)")
            #expect(page.output.components(separatedBy: "url(\"data:image/jpeg;base64,").count == 4)
            #expect(page.output.utf8.count < 60_000)
            #expect(!page.output.contains("<img"))
        }
        shop.environment["CALENDS_MEDIA"] = "/nowhere"
        try FileManager.default.removeItem(atPath: "\(shop.repository.path)/.calends/cache")
        #expect(try shop.calends("plan", "--format", "html").output.contains("<img src=\"media/photo.heic\""))
    }

    @Test("A file that kills the worker is named where the calendar names it; without a worker, headers decide")
    func killedWorker() throws {
        let shop = try Shop()
        try Self.add("photo.heic", "", minute: 1, to: shop)
        let folder = try TemporaryDirectory()
        shop.environment["CALENDS_MEDIA"] = try Self.script("read line; kill -SEGV $$", in: folder)
        let findings = try shop.calends("validate").output.split(separator: "\n")
        #expect(
            findings.filter { !$0.contains(": warning: ") }.map { $0 + "\n" }.joined() == """
                calendar/photo-heic.yaml:3:16: the media worker was killed by SIGSEGV, a crash, reading 'media/photo.heic' — \
                the file is damaged, too large, or made to do harm; the worker keeps that from everything else — export \
                the file again, smaller if it is very large

                """)
        shop.environment["CALENDS_MEDIA"] = "/nowhere"
        #expect(try shop.calends("validate").status == 0)
        let check = try shop.calends("media", "check")
        #expect(check.status == 3)
        #expect(
            check.error == """
                calends: 'media' cannot be looked into: there is no media worker at '/nowhere' — pictures and videos are \
                decoded by a program of its own, calends-media — install calends-media beside calends, or name it in \
                CALENDS_MEDIA

                """)
    }

    @Test(
        "A signal that ends a command leaves no copy of a medium behind",
        arguments: [(["media", "check"], SIGHUP), (["plan"], SIGTERM), (["validate"], SIGINT)])
    func signals(command: [String], signal: Int32) async throws {
        let shop = try Shop()
        try Self.add("photo.heic", "", minute: 1, to: shop)
        try shop.repository.commit("Add a picture")
        let (folder, scratch) = (try TemporaryDirectory(), try TemporaryDirectory())
        shop.environment["CALENDS_MEDIA"] = try Self.script(
            "read line\ntouch \(folder.path(of: "begun"))\nsleep 60", in: folder)
        shop.environment["TMPDIR"] = scratch.path
        let environment = TemporaryGitRepository.isolation.merging(shop.environment) { $1 }
        let program = try RunningProgram(command, in: shop.repository.path, environment: environment)
        for _ in 0..<3_000 where !FileManager.default.fileExists(atPath: folder.path(of: "begun")) {
            try await Task.sleep(for: .milliseconds(10))
        }
        program.signal(signal)
        let result = try await program.end(within: 8)
        #expect(result.status == 128 + signal, "\(result.output)\(result.error)")
        #expect(result.output == "")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
    }

    @Test("Where files are published as they are, what is prepared is written down to be committed") func hostedAsIs()
        throws
    {
        let settings = Shop.settings.replacing(
            "{kind: directory, path: public/media, public_url: https://media.example}",
            with: "{kind: url, base: https://media.example/}")
        let shop = try Shop(settings: settings)
        try Self.add("photo.heic", "", minute: 1, to: shop)
        try shop.repository.commit("Add a picture")
        #expect(try shop.calends("validate").status == 1)
        let prepare = try shop.calends("media", "prepare", "--into", "media/ready")
        #expect(
            prepare.output == "media/photo.heic -> media/ready/media/photo.jpg: made a JPEG, 1 kB\n", "\(prepare.error)"
        )
        try Self.name("media/ready/media/photo.jpg", "photo-heic", minute: 1, in: shop)
        #expect(try shop.calends("validate").status == 0)
    }

    // MARK: - Steps

    private static func add(_ name: String, _ wishes: String, minute: Int, to shop: Shop) throws {
        try shop.repository.directory.write(try file(name), to: "\(shop.repository.folder)/media/\(name)")
        try self.name("media/\(name)", name.replacing(".", with: "-"), wishes, minute: minute, in: shop)
    }

    private static func name(
        _ path: String, _ entry: String, _ wishes: String = "", minute: Int, in shop: Shop
    ) throws {
        try shop.repository.write(
            """
            kind: post
            publish_at: 2031-12-01 09:\(minute < 10 ? "0" : "")\(minute)
            media: [{file: \(path)\(wishes)}]
            """, to: "calendar/\(entry).yaml")
    }

    private static func file(_ name: String) throws -> Data {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "..")
        func fixture(_ name: String) throws -> Data {
            let folder =
                ["hundred-megapixels.png", "bomb.png", "corners.jpg"].contains(name)
                ? "MediaPreparationTests" : "MediaHeadersTests"
            return try Data(contentsOf: tests.appending(path: "\(folder)/Fixtures/\(name)"))
        }
        switch name {
        case "polyglot.jpg": return try fixture("baseline.jpg") + Data("PK\u{3}\u{4}".utf8)
        case "empty.jpg": return Data()
        case "cut.jpg": return try fixture("baseline.jpg").dropLast(100)
        case "half.jpg": return try fixture("corners.jpg").dropLast(40) + Data([0xFF, 0xD9])
        case "cut.heic": return try fixture("photo.heic").dropLast(100)
        default: return try fixture(name)
        }
    }

    /// A worker that notes each of its starts.
    private static func countingWorker(_ shop: Shop) throws -> (TemporaryDirectory, () throws -> Int) {
        let folder = try TemporaryDirectory()
        try folder.write("", to: "starts")
        let real = Program.calends + "-media"
        shop.environment["CALENDS_MEDIA"] = try script(
            "echo >> \(folder.path(of: "starts"))\nexec \(real) \"$@\"", in: folder)
        return (folder, { try folder.read("starts").count })
    }

    private static func script(_ text: String, in folder: TemporaryDirectory) throws -> String {
        try folder.write("#!/bin/sh\n\(text)\n", to: "worker")
        let path = folder.path(of: "worker")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }
}
