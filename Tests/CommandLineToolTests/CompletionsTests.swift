import Foundation
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct CompletionsTests {
    @Test("Is a script that the shell accepts", arguments: Shell.allCases)
    func syntax(shell: Shell) throws {
        let folder = try TemporaryDirectory()
        try folder.write(shell.completions, to: "completions")
        // A machine without the shell has nothing to judge by.
        guard let program = Program.find(shell.rawValue) else { return }
        let result = try Program.run(program, [shell == .fish ? "--no-execute" : "-n", folder.path(of: "completions")])
        #expect(result.status == 0, "\(result.error)")
    }

    @Test(
        "Completes in bash",
        arguments: [
            (["pl"], "plan"),
            (["forget", "--me"], "--media"),
            (["plan", "--det"], "--detailed-exitcode"),
            (["plan", "--format", "j"], "json"),
            (["validate", "--format", "g"], "github"),
            (["-C", "shop", "pl"], "plan"),
            (["lock", "m"], "merge"),
            (["completions", "f"], "fish"),
            (["--color", "al"], "always"),
            (["plan", "--port"], ""),
            (["plan", "--account", ""], ""),
        ])
    func bash(words: [String], completion: String) throws {
        let bash = try #require(Program.find("bash"))
        let folder = try TemporaryDirectory()
        let line = (["calends"] + words).map { "'\($0)'" }.joined(separator: " ")
        try folder.write(
            Shell.bash.completions
                + "\nCOMP_WORDS=(\(line)); COMP_CWORD=\(words.count); _calends; echo \"${COMPREPLY[*]}\"\n",
            to: "script")
        let result = try Program.run(bash, [folder.path(of: "script")])
        #expect(result.output == completion + "\n")
    }
}
