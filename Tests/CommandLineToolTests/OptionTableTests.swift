import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct OptionTableTests {
    @Test("Documents every option", arguments: Option.allCases)
    func documented(option: Option) {
        #expect(!option.summary.isEmpty && !option.summary.hasSuffix("."))
        #expect(option.summary.first?.isUppercase == true)
        let users = Command.allCases.filter { $0.acceptedOptions.contains(option) }
        #expect(!users.isEmpty, "no command accepts it")
        let pages = users.map { Help.text(of: $0) } + [ManualPage.roff.replacing("\\-", with: "-")]
        #expect(pages.allSatisfy { $0.contains("--\(option.name)") })
    }

    @Test("Gives a letter to one option alone") func letters() {
        let letters = Option.allCases.compactMap(\.letter)
        #expect(Set(letters).count == letters.count)
    }

    @Test("Keeps help within 80 columns") func width() {
        let pages = Command.allCases.map { Help.text(of: $0) } + [Help.general, Help.short]
        let tooLong = pages.flatMap { $0.split(separator: "\n") }.filter { $0.count > 80 }
        #expect(tooLong == [])
    }

    @Test("Says the same as ever") func texts() throws {
        try expectSnapshot(Help.general, named: "help.txt")
        for command in Command.allCases {
            let name = command.name.replacing(" ", with: "-")
            try expectSnapshot(Help.text(of: command), named: "help-\(name).txt")
        }
        for family in CommandFamily.all where family.commands.count > 1 {
            try expectSnapshot(Help.text(of: family), named: "help-\(family.word).txt")
        }
        try expectSnapshot(ManualPage.roff, named: "calends.1")
    }
}
