import ChildProcess
public import ContentModel
import FileStore
import MediaHeaders
public import MediaWork
public import ObjectIDs

/// Media as they go out: treated as their entries and the platform ask, each once.
public struct PreparedMedia: Sendable {
    private let cache: MediaCache
    private let workshop: @Sendable () throws(MediaTrouble) -> MediaWorkshop

    /// - Parameters:
    ///   - cache: where what was made is kept.
    ///   - workshop: who makes it; asked for only where something must be made.
    public init(cache: MediaCache, workshop: @escaping @Sendable () throws(MediaTrouble) -> MediaWorkshop) {
        (self.cache, self.workshop) = (cache, workshop)
    }

    /// Whether the work is done already.
    public func isPrepared(_ file: MediaFile) -> Bool {
        file.treatment.map { cache.hasResult($0.nameOfResult(of: file.blob)) } ?? true
    }

    /// The path of a file with the bytes that go out once a medium was treated.
    ///
    /// - Parameters:
    ///   - original: gives the bytes in the repository.
    ///   - progress: hears the part that is done, from 0 to 1.
    public func path(
        of file: MediaFile, by treatment: Treatment, original: () throws(MediaTrouble) -> [UInt8],
        progress: (Double) -> Void = { _ in }
    ) throws(MediaTrouble) -> String {
        let name = treatment.nameOfResult(of: file.blob)
        if let kept = cache.result(name) { return kept }
        let made = try perform(treatment.work, on: original(), of: file.blob, progress)
        defer { cache.cleanDaily() }
        do throws(FileError) { return try cache.keepResult(made, name) } catch {
            throw .unreadable(
                "'\(file.path)' cannot be kept once it is prepared: \(error.what)",
                why: "it is hosted from \(MediaCache.folder)",
                fix: "make room on the disk, and let \(MediaCache.folder) be written")
        }
    }

    private func perform(
        _ work: Treatment.Work, on bytes: [UInt8], of blob: BlobID, _ progress: (Double) -> Void
    ) throws(MediaTrouble) -> [UInt8] {
        switch work {
        case .strip(let keepsCopyright):
            do throws(MediaError) {
                return try StrippedJPEG(bytes, keepsCopyright: keepsCopyright).bytes
            } catch {
                throw .refused(MediaRefusal("cannot be cleaned: \(error.what)", why: error.why, fix: error.fix))
            }
        case .picture(let recipe):
            let result = try workshop().perform(
                .preparePicture(recipe, output: "made"), on: bytes, progress: progress)
            guard case .prepared(let picture) = result.answer, !result.output.isEmpty else {
                throw .failed(.talksNonsense, lastWords: "")
            }
            if Self.decodesAll(bytes, recipe) {
                cache.keep(.sound(result.answer), MediaCache.name(blob, .inspectPicture))
            }
            let rights = Rights(artist: picture.artist, copyright: picture.copyright)
            return rights.map { result.output.naming($0) } ?? result.output
        case .video(let recipe):
            if let copied = recipe.copiedStreams { try check(blob, copied, original: { bytes }, progress: progress) }
            let made = try video(recipe, of: bytes, progress)
            if recipe.copiedStreams != .all,
                case .video(let facts) = try workshop().perform(.inspectVideo, on: bytes).answer
            {
                cache.keep(.sound(.video(facts)), MediaCache.name(blob, .checkVideo(.all)))
            }
            return made
        }
    }

    /// Decodes what of a video goes out as it is coded, once for each content.
    ///
    /// - Parameters:
    ///   - original: gives its bytes; asked for only where that was never done.
    ///   - progress: hears the part that is done, from 0 to 1.
    /// - Throws: ``MediaTrouble/refused(_:)`` where that cannot be done.
    public func check(
        _ blob: BlobID, _ streams: CheckedStreams = .all, original: () throws(MediaTrouble) -> [UInt8],
        progress: (Double) -> Void = { _ in }
    ) throws(MediaTrouble) {
        let name = MediaCache.name(blob, .checkVideo(streams))
        if case .sound = cache.verdict(MediaCache.name(blob, .checkVideo(.all))) { return }
        switch cache.verdict(name) {
        case .sound: return
        case .refused(let refusal): throw .refused(refusal)
        case nil: break
        }
        do throws(MediaTrouble) {
            let result = try workshop().perform(.checkVideo(streams), on: original(), progress: progress)
            cache.keep(.sound(result.answer), name)
        } catch {
            if case .refused(let refusal) = error { cache.keep(.refused(refusal), name) }
            throw error
        }
    }

    /// Whether making the picture has shown that all of it can be decoded, so that nobody need look into it again.
    ///
    /// Of other formats a smaller likeness in the file may be enough, and of what is cropped a part.
    private static func decodesAll(_ bytes: [UInt8], _ recipe: PictureRecipe) -> Bool {
        if case .crop = recipe.frame { return false }
        return bytes.starts(with: [0xFF, 0xD8, 0xFF])
    }

    /// A video made anew, and made again where what was made shows that more is to be done.
    private func video(
        _ recipe: VideoRecipe, of bytes: [UInt8], _ progress: (Double) -> Void
    ) throws(MediaTrouble) -> [UInt8] {
        let result = try workshop().perform(.prepareVideo(recipe, output: "made"), on: bytes, progress: progress)
        let facts: MediaFacts
        do throws(MediaError) { facts = try MediaFacts(of: result.output) } catch {
            throw .failed(.talksNonsense, lastWords: error.what)
        }
        switch VideoVerdict(of: facts, by: recipe) {
        case .sound: return result.output
        case .again(let more): return try video(more, of: bytes, progress)
        case .refused(let refusal): throw .refused(refusal)
        }
    }
}

extension VideoRecipe {
    /// The streams that are not decoded while they are made: what is decoded shows by itself that it can be.
    fileprivate var copiedStreams: CheckedStreams? {
        switch (picture, sound) {
        case (.copied, _): .all
        case (.encoded, .copied): .sound
        case (.encoded, .encoded): nil
        }
    }
}
