import ContentModel
import Diagnostics

/// What the files below `calendar/` are: settings, the brake, entries, and files that are none and should not be missed.
struct CalendarListing {
    var settings: CalendarFile?
    var freeze: CalendarFile?
    var entries: [CalendarFile] = []
    var diagnostics: [Diagnostic] = []

    init(_ files: [CalendarFile]) {
        entries.reserveCapacity(files.count)
        for file in files {
            guard !EntryID.isPlain(path: file.path) || file.path == CalendarLoader.settingsPath else {
                entries.append(file)
                continue
            }
            let name = file.path.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst()
            let isASCII = file.path.utf8.allSatisfy { $0 < 0x80 }
            if file.path.hasPrefix("\"") {
                diagnostics.append(
                    Diagnostic(
                        SourceLocation(file: file.path), "this file's name is not UTF-8",
                        why: "an id made from it would not be the same everywhere", fix: "rename it"))
            } else if !isASCII, Self.joinsSeparators(file.path) {
                diagnostics.append(
                    Diagnostic(
                        SourceLocation(file: file.path), "this file's name has a mark that joins a '/'",
                        why: "what is shown as one character is a '/' and a mark to git", fix: "rename it"))
            } else if file.path == CalendarLoader.settingsPath {
                if file.isLink { diagnostics.append(Self.link(at: file.path)) } else { settings = file }
            } else if file.path == CalendarLoader.freezePath {
                // It stops everything, wherever it leads; only what it says is not read.
                if file.isLink { diagnostics.append(Self.link(at: file.path)) }
                freeze = file
            } else if name.suffix(EntryID.suffix.utf8.count).elementsEqual(EntryID.suffix.utf8) {
                entries.append(file)
            } else if file.isLink {
                // It may lead to a folder of entries, or be `calendar` itself: they would never go out, in silence.
                diagnostics.append(Self.link(at: file.path))
            } else if let diagnostic = Self.suspicion(about: file.path, name: String(Substring(name))) {
                diagnostics.append(diagnostic)
            }
        }
    }

    /// Whether a mark behind a `/` makes another character of it.
    private static func joinsSeparators(_ path: String) -> Bool {
        path.count { $0 == "/" } != path.utf8.count { $0 == UInt8(ascii: "/") }
    }

    /// The error about a calendar file that is a symbolic link.
    static func link(at path: String) -> Diagnostic {
        Diagnostic(
            SourceLocation(file: path), "this file is a symbolic link", why: "a link could lead out of the repository",
            fix: "put the file itself there")
    }

    /// A finding about a file that looks meant to count and does not.
    private static func suspicion(about path: String, name: String) -> Diagnostic? {
        let lower = name.lowercased()
        if lower.hasSuffix(".yml") || lower.hasSuffix(".yaml") {
            let stem = name.prefix { $0 != "." }
            return Diagnostic(
                SourceLocation(file: path), "'\(name)' is not read", why: "an entry's file ends in .yaml",
                fix: "rename it \(stem)\(EntryID.suffix)")
        }
        if lower == "freeze" || lower.hasPrefix("freeze.") || lower.hasPrefix("freeze/") {
            return Diagnostic(
                SourceLocation(file: path), "'\(name)' stops nothing", why: "the brake is a file named FREEZE",
                fix: "rename it FREEZE to stop every publish, or remove it", severity: .warning)
        }
        return nil
    }
}
