import Glibc
import Testing

@testable import CommandLineTool

@Suite struct FileLimitTests {
    private var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }

    private func limit() throws -> rlimit {
        var limit = rlimit()
        try #require(getrlimit(resource, &limit) == 0)
        return limit
    }

    @Test("Makes room for a thousand connections at both ends, and never takes room away")
    func raise() throws {
        var given = try limit()
        defer { setrlimit(resource, &given) }
        let most = given.rlim_max
        for (soft, expected) in [(rlim_t(1_024), min(8_192, most)), (most, most)] where soft <= most {
            var start = rlimit(rlim_cur: soft, rlim_max: most)
            try #require(setrlimit(resource, &start) == 0)
            FileLimit.raise()
            #expect(try limit().rlim_cur == expected)
            #expect(try limit().rlim_max == most)
        }
    }
}
