import Testing

@testable import CommandLineTool

@Suite struct CommandLineParserTests {
    @Test(
        "Takes options anywhere",
        arguments: [
            "plan --format json -C shop", "--format json plan -C shop", "-C shop --format=json plan",
            "-Cshop plan --format json",
        ])
    func anywhere(line: String) throws {
        let parsed = try CommandLineParser.parse(line.split(separator: " ").map(String.init))
        #expect(
            parsed
                == CommandLineArguments(
                    command: .plan, operands: [], values: [.format: ["json"], .directory: ["shop"]]))
    }

    @Test("Reads commands of two words, operands, and what stands behind --") func operands() throws {
        let merge = try CommandLineParser.parse(["lock", "-q", "merge", "a", "b", "--", "--c", "-d"])
        #expect(
            merge
                == CommandLineArguments(
                    command: .lockMerge, operands: ["a", "b", "--c", "-d"], values: [.quiet: [""]]))
        let flags = try CommandLineParser.parse(["-qv", "plan", "--account", "a", "--account=b,c"])
        #expect(flags.values == [.quiet: [""], .verbose: [""], .account: ["a", "b,c"]])
    }

    static let mistakes: [(String, String)] = [
        ("plna", "unknown command 'plna' — did you mean 'plan'?"),
        ("xyzzy", "unknown command 'xyzzy'"),
        ("lock", "unknown command 'lock' — did you mean 'lock merge'?"),
        ("lock mrge", "unknown command 'lock mrge' — did you mean 'lock merge'?"),
        ("plan --sandbx", "unknown option '--sandbx' — did you mean '--sandbox'?"),
        ("--sandbx plan", "unknown option '--sandbx' — did you mean '--sandbox'?"),
        ("plan --sand", "unknown option '--sand' — did you mean '--sandbox'?"),
        ("plan --acc=x", "unknown option '--acc'"),
        ("plan -x", "unknown option '-x'"),
        ("plan -qx", "unknown option '-x'"),
        ("status --until now", "status has no option --until; it is for apply"),
        ("plan --commit", "--commit needs a value: --commit REV"),
        ("plan -C", "--directory needs a value: --directory DIR"),
        ("plan --quiet=3", "--quiet takes no value"),
        (
            "plan --format xml",
            "--format cannot be 'xml': it is text, json, markdown, html or github"
        ),
        ("validate --format githb", "--format cannot be 'githb': it is text, json or github — did you mean 'github'?"),
        ("init --format json", "init prints no facts, so it has no --format"),
        ("plan --color sometimes", "--color cannot be 'sometimes': it is auto, always or never"),
        ("apply --max-publish -1", "--max-publish cannot be '-1': it is a whole number, 0 to 1000000"),
        ("sandbox --port 65536", "--port cannot be '65536': it is a whole number, 0 to 65535"),
        (
            "apply --max-delete 99999999999999999999",
            "--max-delete cannot be '99999999999999999999': it is a whole number, 0 to 1000000"
        ),
        ("show", "show needs ID"),
        ("show a b", "show takes no further argument, and 'b' is one"),
        ("plan extra", "plan takes no further argument, and 'extra' is one"),
        ("lock merge a b c", "lock merge needs PATH"),
    ]
    @Test("Says what is wrong with a command line", arguments: mistakes)
    func mistake(line: String, message: String) {
        var thrown: UsageError?
        do { _ = try CommandLineParser.parse(line.split(separator: " ").map(String.init)) } catch { thrown = error }
        #expect(thrown?.message == message)
    }

    @Test(
        "Does not trip over anything a shell can pass",
        arguments: [
            [""], ["--"], ["-"], ["--", "--"], ["---"], ["--="], ["-="], ["plan", "--="], ["-é"], ["--é=1"],
            ["plan", ""], ["-:"], ["-?"],
        ])
    func odd(arguments: [String]) {
        _ = try? CommandLineParser.parse(arguments)
    }
}
