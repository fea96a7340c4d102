import Diagnostics
import MediaHeaders

/// How many media an entry of each kind lists, and what is said where it lists others.
enum MediaCount {
    static func allowed(_ kind: ContentKind) -> ClosedRange<Int> { kind == .carousel ? Carousel.itemCounts : 1...1 }

    /// The list as it stands; `nil` where it has another count, which is reported.
    ///
    /// - Parameter isComplete: whether the whole entry could be read; else more may have been listed than is known.
    static func checked(
        _ list: Located<[MediaDraft]>, _ kind: ContentKind, counts: ClosedRange<Int>, isComplete: Bool,
        findings: inout Findings
    ) -> [MediaDraft]? {
        let count = list.value.count
        guard count <= counts.upperBound, count >= counts.lowerBound || !isComplete else {
            report(count, kind, at: list.mark, findings: &findings)
            return nil
        }
        return list.value
    }

    static func reportMissing(_ kind: ContentKind, at entry: Mark, findings: inout Findings) {
        findings.error(
            entry, "media is missing", why: "\(kind.plural) show at least one",
            fix: "add media: [\(kind == .reel ? "media/clip.mp4" : "media/picture.jpg")]")
    }

    private static func report(_ count: Int, _ kind: ContentKind, at place: Mark, findings: inout Findings) {
        let listed = "media lists \(count) \(count == 1 ? "file" : "files")"
        guard kind == .carousel else {
            findings.error(
                place, listed, why: "a \(kind.rawValue) shows exactly one",
                fix: count > 1 && kind == .post ? "write kind: carousel, or remove \(count - 1)" : "list one file")
            return
        }
        findings.error(
            place, listed, why: "a carousel shows 2 to 10 (2207028)",
            fix: count > 10 ? "remove \(count - 10)" : "add a file, or write kind: post")
    }
}

extension MediaClient {
    /// Looks at the file a draft names; what is wrong with the path or the file is reported.
    func look(at path: Located<String>, findings: inout Findings) -> (MediaFile, MediaFacts)? {
        let name: MediaPath
        do {
            name = try MediaPath(path.value)
        } catch {
            findings.error(path.mark, error)
            return nil
        }
        switch inspect(name) {
        case .success(let found):
            if let defect = found.insight.defect {
                findings.error(path.mark, defect.what, why: defect.why, fix: defect.fix)
            }
            let location = SourceLocation(file: findings.file, path.mark)
            return (MediaFile(path: path.value, blob: found.blob, location: location), found.facts)
        case .failure(let problem):
            let (what, why, fix) = problem.explained(path: path.value)
            findings.error(path.mark, what, why: why, fix: fix)
            return nil
        }
    }
}

extension Findings {
    /// Reports a field that is there and has no place on `thing`.
    mutating func refuse<Value>(_ field: Located<Value>?, _ key: String, on thing: String, why: String) {
        guard let field else { return }
        error(field.mark, "'\(key)' is not for \(thing)", why: why, fix: "remove it")
    }
}
