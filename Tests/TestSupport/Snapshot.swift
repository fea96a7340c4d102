import Foundation
public import Testing

/// Compares a text with the one kept in `Snapshots/NAME` beside the test, and shows the first line that differs.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the text is written instead; read the difference in git then.
public func expectSnapshot(
    _ text: String, named name: String, path: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
    let file = URL(fileURLWithPath: path).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return
    }
    let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard text != kept else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let keptLines = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(lines, keptLines).prefix { $0 == $1 }.count
    let difference =
        "line \(line + 1) of \(name):\n- \(keptLines.dropFirst(line).first ?? "(end)")\n+ \(lines.dropFirst(line).first ?? "(end)")"
    Issue.record("\(difference)", sourceLocation: location)
}
