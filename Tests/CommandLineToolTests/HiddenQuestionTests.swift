import Glibc
import Testing

@testable import CommandLineTool

@Suite struct HiddenQuestionTests {
    /// Whether a terminal shows what is typed.
    private static func shows(_ terminal: Int32) -> Bool {
        var settings = termios()
        return tcgetattr(terminal, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    @Test("Nothing is shown from before the question until after the answer, and what was typed early counts")
    func hidden() throws {
        let person = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        defer { close(person) }
        // TIOCSPTLCK and TIOCGPTN, whose macros Swift does not read: let the other end be opened, and name it.
        var (lock, number): (Int32, UInt32) = (0, 0)
        try #require(ioctl(person, 0x4004_5431, &lock) == 0 && ioctl(person, 0x8004_5430, &number) == 0)
        let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        defer { close(terminal) }
        try #require(terminal >= 0 && Self.shows(terminal))
        #expect(write(person, "early\n", 6) == 6)
        var told = ""
        let answer = HiddenQuestion.ask("Passphrase: ", at: terminal) { words in
            #expect(Self.shows(terminal) == (words == "\n"), "\(words)")
            told += words
        } read: {
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = read(terminal, &bytes, bytes.count)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
        #expect(answer == "early\n")
        #expect(told == "Passphrase: \n")
        #expect(Self.shows(terminal))
    }

    @Test("What is no terminal is not asked")
    func noTerminal() {
        let file = open("/dev/null", O_RDWR)
        defer { close(file) }
        #expect(
            HiddenQuestion.ask("Passphrase: ", at: file) { _ in
                Issue.record()
            } read: {
                ""
            } == nil)
    }
}
