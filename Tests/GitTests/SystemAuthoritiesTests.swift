import Glibc
import Testing

@testable import Git

@Suite struct SystemAuthoritiesTests {
    @Test("libgit2 comes upon the program's own function where it would read all authorities")
    func isFound() throws {
        let found = try #require(dlsym(nil, "mbedtls_x509_crt_parse_file"))
        var facts = Dl_info()
        #expect(dladdr(found, &facts) != 0)
        let program = try #require(realpath("/proc/self/exe", nil))
        let holder = try #require(realpath(facts.dli_fname, nil))
        defer {
            free(program)
            free(holder)
        }
        #expect(String(cString: holder) == String(cString: program))
    }

    @Test("What is no certificate is told by mbedTLS itself")
    func isPassedOn() {
        let chain = UnsafeMutableRawPointer.allocate(byteCount: 4_096, alignment: 16)
        defer { chain.deallocate() }
        chain.initializeMemory(as: UInt8.self, repeating: 0, count: 4_096)
        Library.start()
        #expect(parseCertificates(chain, "/proc/self/status") < 0)
    }
}
