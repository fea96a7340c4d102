/// Reads the information and the tracks of a Matroska or WebM file (RFC 8794, RFC 9559).
struct MatroskaReader {
    private let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    private struct Element {
        let id: Int
        let start: Int
        let end: Int
    }

    /// Element ids: RFC 9559, section 5.1; RFC 8794, section 11.2.
    private enum ID {
        static let docType = 0x4282
        static let segment = 0x1853_8067
        static let information = 0x1549_A966
        static let timestampScale = 0x2A_D7B1
        static let duration = 0x4489
        static let tracks = 0x1654_AE6B
        static let trackEntry = 0xAE
        static let trackType = 0x83
        static let codecID = 0x86
        static let codecPrivate = 0x63A2
        static let defaultDuration = 0x23_E383
        static let video = 0xE0
        static let pixelWidth = 0xB0
        static let pixelHeight = 0xBA
        static let interlaced = 0x9A
        static let audio = 0xE1
        static let samplingFrequency = 0xB5
        static let channels = 0x9F
    }

    func facts() throws(MediaError) -> (isWebM: Bool, video: VideoFacts) {
        let header = try element(at: 0, limit: reader.size)
        var isWebM = false
        for part in try children(of: header) where part.id == ID.docType { isWebM = try text(part) == "webm" }
        let segment = try element(at: header.end, limit: reader.size)
        guard segment.id == ID.segment else { throw reader.malformed("it has no segment") }

        var facts = VideoFacts()
        var missing: Set = [ID.information, ID.tracks]
        var offset = segment.start
        while !missing.isEmpty, offset < segment.end {
            let part = try element(at: offset, limit: segment.end)
            if part.id == ID.information { facts.duration = try duration(part) }
            if part.id == ID.tracks { try readTracks(part, into: &facts) }
            missing.remove(part.id)
            offset = part.end
        }
        guard !missing.contains(ID.tracks) else { throw reader.malformed("it has no tracks") }
        return (isWebM, facts)
    }

    private func duration(_ information: Element) throws(MediaError) -> Duration? {
        var (scale, ticks) = (1_000_000, 0.0)
        for part in try children(of: information) {
            if part.id == ID.timestampScale { scale = try number(part) }
            if part.id == ID.duration { ticks = try float(part) }
        }
        let seconds = ticks * Double(scale) / 1e9
        return seconds > 0 && seconds < 1e9 ? .seconds(seconds) : nil
    }

    private func readTracks(_ tracks: Element, into facts: inout VideoFacts) throws(MediaError) {
        for entry in try children(of: tracks) where entry.id == ID.trackEntry {
            let parts = try children(of: entry)
            var (type, codec, frameNanoseconds) = (0, "", 0)
            for part in parts {
                switch part.id {
                case ID.trackType: type = try number(part)
                case ID.codecID: codec = try text(part)
                case ID.defaultDuration: frameNanoseconds = try number(part)
                default: break
                }
            }
            if type == 1, let video = parts.first(where: { $0.id == ID.video }) {
                var track = try videoTrack(video, codec: codec)
                // Whole nanoseconds are not exact for 30 frames a second; a thousandth of a frame is.
                if frameNanoseconds > 0 { track.frameRate = (1e12 / Double(frameNanoseconds)).rounded() / 1000 }
                for part in parts where part.id == ID.codecPrivate { try readConfiguration(part, into: &track) }
                facts.tracks.append(track)
            } else if type == 2, let audio = parts.first(where: { $0.id == ID.audio }) {
                facts.audio.append(try audioTrack(audio, codec: codec))
            }
        }
    }

    private func videoTrack(_ video: Element, codec: String) throws(MediaError) -> VideoTrack {
        var (width, height, interlacing) = (0, 0, 0)
        for part in try children(of: video) {
            switch part.id {
            case ID.pixelWidth: width = try number(part)
            case ID.pixelHeight: height = try number(part)
            case ID.interlaced: interlacing = try number(part)
            default: break
            }
        }
        var track = VideoTrack(codec: codec, codedSize: PixelSize(width: width, height: height))
        track.isInterlaced = interlacing == 0 ? nil : interlacing == 1
        return track
    }

    /// The configuration of H.264 and HEVC is what MP4 holds in a box of its own (RFC 9559, 27.4).
    private func readConfiguration(_ element: Element, into track: inout VideoTrack) throws(MediaError) {
        let box = Box(type: track.codec, start: element.start, end: element.end)
        let entry = SampleEntryReader(BoxReader(reader))
        switch track.codec {
        case "V_MPEG4/ISO/AVC": try entry.readAVC(box, into: &track)
        case "V_MPEGH/ISO/HEVC": try entry.readHEVC(box, into: &track)
        default: break
        }
    }

    private func audioTrack(_ audio: Element, codec: String) throws(MediaError) -> AudioTrack {
        var track = AudioTrack(codec: codec, sampleRate: 8000, channels: 1)  // the defaults of RFC 9559
        for part in try children(of: audio) {
            if part.id == ID.samplingFrequency { track.sampleRate = Int(clampingRate: try float(part)) }
            if part.id == ID.channels { track.channels = try number(part) }
        }
        return track
    }

    private func children(of parent: Element) throws(MediaError) -> [Element] {
        var children: [Element] = []
        var offset = parent.start
        while offset < parent.end {
            let child = try element(at: offset, limit: parent.end)
            children.append(child)
            offset = child.end
        }
        return children
    }

    private func element(at offset: Int, limit: Int) throws(MediaError) -> Element {
        try reader.step()
        let idLength = (try reader.big(at: offset, count: 1)).leadingZerosOfByte + 1
        guard idLength <= 4 else { throw reader.malformed("no element at byte \(offset)") }
        let id = try reader.big(at: offset, count: idLength)
        let sizeOffset = offset + idLength
        let first = try reader.big(at: sizeOffset, count: 1)
        let sizeLength = first.leadingZerosOfByte + 1
        guard sizeLength <= 8 else { throw reader.malformed("an element at byte \(offset) has no size") }
        // The marker bit is not part of the number; a number of all ones means "to the end of the parent".
        var size = first & (0xFF >> sizeLength)
        if sizeLength > 1 {
            size = size << (8 * (sizeLength - 1)) | (try reader.big(at: sizeOffset + 1, count: sizeLength - 1))
        }
        let start = sizeOffset + sizeLength
        let isOpen = size == 1 << (7 * sizeLength) - 1
        let end = isOpen ? limit : start.saturatingAdd(size)
        guard end <= limit else {
            if limit == reader.size { throw .truncated(reader.format, needed: end, size: limit) }
            throw reader.malformed("the element at byte \(offset) is longer than what holds it")
        }
        return Element(id: id, start: start, end: end)
    }

    private func number(_ element: Element) throws(MediaError) -> Int {
        guard 0...7 ~= element.end - element.start else { throw reader.malformed("a number has too many bytes") }
        return try reader.big(at: element.start, count: element.end - element.start)
    }

    private func float(_ element: Element) throws(MediaError) -> Double {
        switch element.end - element.start {
        case 4:
            let bits = try reader.big(at: element.start, count: 4)
            return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case 8: return Double(bitPattern: try reader.big64(at: element.start))
        default: return 0
        }
    }

    private func text(_ element: Element) throws(MediaError) -> String {
        let text = try reader.text(at: element.start, count: min(element.end - element.start, 64))
        return String(text.prefix { $0 != "\0" })
    }
}

extension Int {
    /// The zero bits before the first one bit of a byte; 8 for zero.
    fileprivate var leadingZerosOfByte: Int { leadingZeroBitCount - (Int.bitWidth - 8) }
}
