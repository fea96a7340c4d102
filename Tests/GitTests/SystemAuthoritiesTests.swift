import Glibc
import Testing

@testable import Git

@Suite struct SystemAuthoritiesTests {
    @Test("libgit2 comes upon the program's own function where it would read all authorities")
    func isFound() throws {
        let name = "mbedtls_x509_crt_parse_file"
        let found = try #require(dlsym(dlopen(nil, RTLD_LAZY), name))
        let own = try #require(dlsym(dlopen("libmbedx509.so.1", RTLD_LAZY), name))
        #expect(found != own)
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
