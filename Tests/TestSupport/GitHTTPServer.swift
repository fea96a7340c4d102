import Foundation

/// git's own HTTP server on loopback, run from `Servers/git_http.py` until its owner goes.
public final class GitHTTPServer: Sendable {
    /// The port the system chose.
    public let port: Int
    /// `http://127.0.0.1:PORT`, or https.
    public let url: String
    private let process: Process
    private let input: Pipe

    /// What the server does wrong; see `git_http.py`.
    public enum Fault: Sendable {
        case silentRefs, silentPush, cutPush, cutAnswer
        case status(Int)
        case redirect(to: String)

        fileprivate var text: String {
            switch self {
            case .silentRefs: "silent-refs"
            case .silentPush: "silent-push"
            case .cutPush: "cut-push"
            case .cutAnswer: "cut-answer"
            case .status(let status): "status-\(status)"
            case .redirect(let url): "redirect-\(url)"
            }
        }
    }

    /// Serves the repositories below `root`; with `login`, to that user alone.
    ///
    /// - Parameter port: nil lets the system choose.
    public init(
        root: String, port: Int? = nil, login: (user: String, password: String)? = nil, fault: Fault? = nil,
        certificate: (path: String, key: String)? = nil
    ) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Servers/git_http.py")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        var arguments = ["python3", script.path, "--root", root]
        if let port { arguments += ["--port", "\(port)"] }
        if let login { arguments += ["--user", login.user, "--password", login.password] }
        if let fault { arguments += ["--fault", fault.text] }
        if let certificate { arguments += ["--certificate", certificate.path, "--key", certificate.key] }
        process.arguments = arguments
        let output = Pipe()
        input = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        self.process = process
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0a]) {
            line += byte
        }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw CocoaError(.fileReadUnknown) }
        self.port = port
        url = "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)"
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Who asked with which credential, `user:password` a request and nil where there was none, in order.
    public func credentials() throws -> [String?] {
        let curl = Process()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        curl.arguments = ["curl", "--silent", "--insecure", "--noproxy", "*", "\(url)/_credentials"]
        let output = Pipe()
        curl.standardOutput = output
        try curl.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        curl.waitUntilExit()
        return try JSONDecoder().decode([String?].self, from: answer)
    }
}
