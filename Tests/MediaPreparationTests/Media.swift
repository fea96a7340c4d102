import Foundation
import MediaPreparation
import TestSupport

/// The small real files beside the tests of MediaHeaders, and the worker that was built with the tests.
enum Media {
    static func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../MediaHeadersTests/Fixtures")
        return try Array(Data(contentsOf: folder.appending(path: name)))
    }

    static func own(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        return try Array(Data(contentsOf: folder.appending(path: name)))
    }

    static func film(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../VideoKitTests/Fixtures")
        return try Array(Data(contentsOf: folder.appending(path: name)))
    }

    static func films() throws -> [String] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../VideoKitTests/Fixtures")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix(".sh") }.sorted()
    }

    static let worker = WorkerProgram(
        path: URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "calends-media").path)

    /// A program in the worker's place.
    static func script(_ text: String, in folder: TemporaryDirectory) throws -> WorkerProgram {
        try folder.write("#!/bin/sh\n\(text)\n", to: "worker")
        let path = folder.path(of: "worker")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return WorkerProgram(path: path)
    }
}
