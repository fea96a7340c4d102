/// Reads the index of an MP4 or QuickTime file; of the media data, only where it lies.
struct MovieReader {
    private let reader: ByteReader
    private let boxes: BoxReader

    init(_ reader: ByteReader) {
        self.reader = reader
        boxes = BoxReader(reader)
    }

    func facts() throws(MediaError) -> VideoFacts {
        var facts = VideoFacts()
        var index: Box?
        var mediaStart: Int?
        var offset = 0
        var notes = MovieNotes.none
        // What comes in fragments gets a new container in any case, and may have thousands of boxes.
        while index == nil || mediaStart == nil || !facts.isFragmented, offset <= reader.size - 8 {
            guard let box = try part(at: offset, isNeeded: index == nil || mediaStart == nil) else { break }
            switch box.type {
            case "ftyp" where offset == 0: facts.brands = try boxes.fileType().brands
            case "moov" where index == nil: index = box
            case "mdat", "moof":
                mediaStart = mediaStart ?? offset
                facts.isFragmented = facts.isFragmented || box.type == "moof"
            default: notes = max(notes, MovieNotesReader(boxes).notes(inFileBox: box))
            }
            offset = box.end
        }
        guard let index else { throw reader.malformed("it has no index ('moov')") }
        facts.isIndexFirst = mediaStart.map { index.start < $0 } ?? true
        if !facts.isFragmented, offset < reader.size { notes = max(notes, .some) }
        try read(index, into: &facts, notes)
        return facts
    }

    /// The box at `offset`; `nil` for bytes that are none, behind everything that is needed.
    private func part(at offset: Int, isNeeded: Bool) throws(MediaError) -> Box? {
        do throws(MediaError) { return try boxes.box(at: offset, limit: reader.size) } catch {
            let isMedia = ["mdat", "moof", "moov"].contains { (try? reader.starts(with: $0, at: offset + 4)) == true }
            guard isNeeded || isMedia else { return nil }
            throw error
        }
    }

    private func read(_ index: Box, into facts: inout VideoFacts, _ notes: MovieNotes) throws(MediaError) {
        let children = try boxes.children(of: index)
        guard !children.contains(where: { $0.type == "cmov" }) else {
            throw reader.malformed("its index is compressed")
        }
        var movieScale: UInt64 = 0
        for header in children.prefix(1024) where header.type == "mvhd" {
            let timing = try Timing(header, boxes)
            (movieScale, facts.duration) = (timing.scale, timing.duration)
        }
        for track in children where track.type == "trak" {
            switch try TrackReader(boxes, movieScale: movieScale).track(track) {
            case .video(let track): facts.tracks.append(track)
            case .audio(let track): facts.audio.append(track)
            case .metadata: facts.namesPlace = true
            case nil: break
            }
        }
        let all = max(notes, MovieNotesReader(boxes).notes(inIndex: children))
        if all == .place { facts.namesPlace = true }
        facts.hasNotes = all != .none
        for extends in children where extends.type == "mvex" {
            facts.isFragmented = true
            for header in try boxes.children(of: extends) where header.type == "mehd" {
                let isLong = try boxes.number(in: header, at: 0, count: 1) == 1
                let ticks =
                    try isLong
                    ? boxes.number64(in: header, at: 4) : UInt64(boxes.number(in: header, at: 4, count: 4))
                facts.duration = Duration(ticks: ticks, perSecond: movieScale) ?? facts.duration
            }
        }
    }
}

/// The scale and the duration in a movie or media header (`mvhd`, `mdhd`), which are laid out alike.
struct Timing {
    let scale: UInt64
    let ticks: UInt64
    /// `nil` where the file leaves it open, as streaming tools do.
    let duration: Duration?

    init(_ header: Box, _ boxes: BoxReader) throws(MediaError) {
        let isLong = try boxes.number(in: header, at: 0, count: 1) == 1
        scale = UInt64(try boxes.number(in: header, at: isLong ? 20 : 12, count: 4))
        ticks = try isLong ? boxes.number64(in: header, at: 24) : UInt64(boxes.number(in: header, at: 16, count: 4))
        let isOpen = ticks == (isLong ? .max : 0xFFFF_FFFF) || ticks == 0
        duration = isOpen ? nil : Duration(ticks: ticks, perSecond: scale)
    }
}
