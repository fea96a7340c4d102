import Foundation

/// A certificate for this machine that vouches for itself, and its key.
public final class Certificate: Sendable {
    private let folder: TemporaryDirectory
    /// Where it lies, as PEM.
    public let path: String
    /// Both, as a server takes them.
    public var files: (path: String, key: String) { (path, folder.path(of: "key.pem")) }

    /// Makes one for `localhost` and `127.0.0.1`.
    public init() throws {
        folder = try TemporaryDirectory()
        path = folder.path(of: "certificate.pem")
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // mbedTLS, which Debian's libgit2 uses, reads addresses of a certificate as names alone.
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=calends \(UUID().uuidString)", "-addext", "subjectAltName=DNS:localhost,DNS:127.0.0.1",
            "-keyout", folder.path(of: "key.pem"), "-out", path,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        guard openssl.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
