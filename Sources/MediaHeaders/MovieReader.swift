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
        while index == nil || mediaStart == nil, offset <= reader.size - 8 {
            let box = try boxes.box(at: offset, limit: reader.size)
            switch box.type {
            case "ftyp" where offset == 0: facts.brands = try boxes.fileType().brands
            case "moov": index = index ?? box
            case "uuid": facts.namesPlace = true  // XMP, for one
            case "mdat", "moof":
                mediaStart = mediaStart ?? offset
                facts.isFragmented = facts.isFragmented || box.type == "moof"
            default: break
            }
            offset = box.end
        }
        guard let index else { throw reader.malformed("it has no index ('moov')") }
        facts.isIndexFirst = mediaStart.map { index.start < $0 } ?? true
        try read(index, into: &facts)
        return facts
    }

    private func read(_ index: Box, into facts: inout VideoFacts) throws(MediaError) {
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
        if PlaceReader(boxes).mayNamePlace(children) { facts.namesPlace = true }
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
