import Foundation
import TestSupport
import Testing

@Suite struct StandardStreamsTests {
    /// Runs a line of shell in which `$0` is calends.
    private func shell(_ line: String, in shop: Shop) throws -> Program.Result {
        try Program.run(
            "/bin/sh", ["-c", line, Program.calends], in: shop.repository.path,
            environment: TemporaryGitRepository.isolation)
    }

    @Test("Says that output was lost, and not that nobody read it") func lost() throws {
        let shop = try Shop(["launch": Shop.post("2126-12-01 09:00")])
        let full = try shell("\"$0\" plan --format json > /dev/full", in: shop)
        #expect(full.status == 3)
        #expect(
            full.error == """
                calends: standard output could not be written: the disk is full — what was written of it is not all \
                there is — run it again once that is mended

                """)
        #expect(try shell("\"$0\" plan > /dev/full", in: try Shop([:], settings: "")).status == 1)
        let unread = try shell("{ \"$0\" plan; echo $? >&2; } | true", in: shop)
        #expect(unread.error == "0\n")
    }

    @Test("Writes into no file that takes the place of a closed stream") func closed() throws {
        let shop = try Shop(["launch": Shop.post("2126-12-01 09:00")])
        let closed = try shell("\"$0\" apply --sandbox <&- >&- 2>&-", in: shop)
        #expect(closed.status == 0)
        let journal = try shop.repository.read(".calends/sandbox/journal")
        #expect(!journal.contains("Look at it"))
        #expect(try shell("\"$0\" plan --sandbox", in: shop).output.hasPrefix("Nothing to do: 1 publication"))
    }
}
