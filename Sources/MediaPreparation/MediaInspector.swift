public import ContentModel
public import MediaHeaders
import MediaWork
public import ObjectIDs

/// Looks into media whose headers are sound, and remembers what it has seen.
public struct MediaInspector: Sendable {
    private let cache: MediaCache
    private let workshop: MediaWorkshop?
    private let isThorough: Bool

    /// - Parameters:
    ///   - cache: where it remembers.
    ///   - workshop: who decodes; without it, what is remembered has to do.
    ///   - isThorough: whether all of a video is decoded, which takes seconds for each minute of it; else its start and
    ///     its end, unless all of it was decoded before.
    public init(cache: MediaCache, workshop: MediaWorkshop?, isThorough: Bool = false) {
        (self.cache, self.workshop, self.isThorough) = (cache, workshop, isThorough)
    }

    /// What decoding a medium shows; nothing where its headers decide.
    ///
    /// - Parameters:
    ///   - path: what messages call it.
    ///   - bytes: gives all of it; asked for only where it was never looked into.
    public func insight(
        into blob: BlobID, at path: String, facts: MediaFacts, bytes: () throws(MediaDefect) -> [UInt8]
    ) -> MediaInsight {
        guard let task = task(for: facts) else { return MediaInsight() }
        let name = MediaCache.name(blob, task)
        if task == .inspectVideo, let known = cache.verdict(MediaCache.name(blob, .checkVideo(.all))) {
            return known.insight(path)
        }
        if let known = cache.verdict(name) { return known.insight(path) }
        guard let workshop else { return MediaInsight() }
        let content: [UInt8]
        do throws(MediaDefect) { content = try bytes() } catch { return MediaInsight(defect: error) }
        let verdict: MediaVerdict
        do throws(MediaTrouble) {
            verdict = .sound(try workshop.perform(task, on: content).answer)
        } catch {
            guard case .refused(let refusal) = error else {
                // What killed a worker today may not do so tomorrow.
                let (what, why, fix) = error.explained(path: path)
                return MediaInsight(defect: MediaDefect(what: what, why: why, fix: fix))
            }
            verdict = .refused(refusal)
        }
        cache.keep(verdict, name)
        return verdict.insight(path)
    }

    /// What a worker is asked about a medium; nothing where its headers decide that it is not published.
    private func task(for facts: MediaFacts) -> MediaTask? {
        guard let image = facts.image else {
            guard facts.video?.tracks.isEmpty == false else { return nil }
            return isThorough ? .checkVideo(.all) : .inspectVideo
        }
        return PictureRules.canBeDecoded(image, facts.format) ? .inspectPicture : nil
    }
}

/// What is kept of a medium that was looked into.
enum MediaVerdict: Codable {
    case sound(MediaReply.Answer)
    case refused(MediaRefusal)

    /// What it says of the medium at `path`.
    fileprivate func insight(_ path: String) -> MediaInsight {
        switch self {
        case .sound(.video(let video)): MediaInsight(hasClosedGroups: video.picture.hasClosedGroups)
        case .sound: MediaInsight()
        case .refused(let refusal):
            MediaInsight(
                defect: MediaDefect(what: "'\(path)' \(refusal.what)", why: refusal.why, fix: refusal.fix))
        }
    }
}

extension MediaCache {
    /// What was found of a medium, by the name of the question.
    func verdict(_ name: String) -> MediaVerdict? {
        bytes(.inspected, name).flatMap { MediaLine.decode(MediaVerdict.self, from: $0) }
    }

    func keep(_ verdict: MediaVerdict, _ name: String) { keep(MediaLine.encode(verdict), .inspected, name) }
}
