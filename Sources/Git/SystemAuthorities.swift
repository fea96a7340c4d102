import Glibc
import Synchronization

/// The certificates of the authorities that the system trusts, which are read once a remote needs them.
///
/// libgit2 with mbedTLS, as Debian builds it, reads and decodes all of them whenever it starts: a tenth of what a plan of
/// ten thousand entries costs, and most calls ask no remote. It has no option against that, so the function of mbedTLS by
/// which it does is met by one of this program, which the loader prefers: ld.so(8), on the order in which symbols are
/// looked up. A libgit2 with another TLS library never calls it, and starts as it always did.
enum SystemAuthorities {
    private struct State: Sendable {
        var isStarting = false
        var file: String?
    }

    private static let state = Mutex(State())

    /// Starts libgit2 by `start`, without them.
    static func areDeferred(_ start: () -> Void) {
        state.withLock { $0.isStarting = true }
        start()
        state.withLock { $0.isStarting = false }
    }

    /// The file that libgit2 was to read when it started; `nil` where it read it then, or was told of it since.
    static func take() -> String? {
        state.withLock { state in
            defer { state.file = nil }
            return state.file
        }
    }

    /// Whether `file` is left for later.
    fileprivate static func areLeft(_ file: String) -> Bool {
        state.withLock { state in
            if state.isStarting { state.file = file }
            return state.isStarting
        }
    }
}

/// Stands in for mbedTLS's own: adds the certificates in a file to a chain; 0 when all of it was understood.
///
/// Public for the loader alone, which must find it in the program.
@_cdecl("mbedtls_x509_crt_parse_file")
public func parseCertificates(_ chain: UnsafeMutableRawPointer?, _ path: UnsafePointer<CChar>?) -> Int32 {
    typealias Parse = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Int32
    if let path, SystemAuthorities.areLeft(String(cString: path)) { return 0 }
    // `RTLD_NEXT` of dlfcn.h, which Swift's Glibc module leaves out.
    let next = UnsafeMutableRawPointer(bitPattern: -1)
    guard let own = dlsym(next, "mbedtls_x509_crt_parse_file") else { return -1 }
    return unsafeBitCast(own, to: Parse.self)(chain, path)
}
