import Foundation
import Testing

@Suite struct DeclarationTests {
    /// `Sources/CVips/shim.h` declares by itself what it uses of libvips.
    @Test("Our declarations of libvips compile together with its own headers")
    func declarationsAgree() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let check = """
            set -e
            printf '#include <vips/vips.h>\\n#include "Sources/CVips/shim.h"\\n' |
                cc -std=gnu11 -Wall -Werror -fsyntax-only $(pkg-config --cflags vips) -I. -x c -
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", check]
        process.currentDirectoryURL = root
        let output = Pipe()
        process.standardError = output
        try process.run()
        let complaints = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(String(decoding: complaints, as: UTF8.self) == "")
        #expect(process.terminationStatus == 0)
    }
}
