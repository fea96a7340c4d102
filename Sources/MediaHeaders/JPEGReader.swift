/// Reads the segments of a JPEG file (ITU-T T.81, annex B): up to its first scan, and behind it for notes alone.
struct JPEGReader {
    private let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    func facts() throws(MediaError) -> ImageFacts {
        var frame: (image: ImageFacts, components: Int, ids: [UInt8])?
        var orientation = Orientation.upright
        var adobeTransform: Int?
        var profile: ICCProfile?
        var notes = Notes()
        var pictureCount = 1

        var position = 2
        segments: while true {
            try reader.step()
            guard try reader.big(at: position, count: 1) == 0xFF else {
                throw reader.malformed("no marker at byte \(position)")
            }
            let marker = try reader.big(at: position + 1, count: 1)
            switch marker {
            case 0xFF:  // fill byte before a marker
                position += 1
                continue
            case 0x01, 0xD0...0xD8:  // markers that stand alone
                position += 2
                continue
            case 0xD9: throw reader.malformed("it ends before its picture starts")
            default: break
            }
            let length = try reader.big(at: position + 2, count: 2)
            guard length >= 2 else { throw reader.malformed("a segment at byte \(position) has no length") }
            let (start, end) = (position + 4, position + 2 + length)
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                frame = try self.frame(marker: marker, start: start, end: end)
            case 0xDA: break segments
            case 0xE1 where try reader.starts(with: "Exif\0\0", at: start):
                // A damaged note about the camera is no reason to refuse the picture.
                let exif = TIFFReader(reader, start: start + 6, end: end)
                orientation = (try? exif.orientation()) ?? orientation
            case 0xE2 where try reader.starts(with: "ICC_PROFILE\0\u{1}", at: start):
                profile = try ICCProfile(reader, start: start + 14, end: end)
            case 0xE2 where try reader.starts(with: "MPF\0", at: start):
                let count = try? TIFFReader(reader, start: start + 4, end: end).value(of: TIFFReader.numberOfImages)
                pictureCount = max(1, count ?? 1)
            case 0xEE where try reader.starts(with: "Adobe", at: start) && length >= 14:
                adobeTransform = try reader.big(at: start + 11, count: 1)
            default: break
            }
            try read(marker, from: start, to: end, into: &notes)
            position = end
        }
        guard let frame else { throw reader.malformed("it has no frame header") }
        try readRest(from: position, into: &notes)
        var image = frame.image
        image.colour = Self.colour(components: frame.components, ids: frame.ids, adobeTransform: adobeTransform)
        image.orientation = orientation
        image.profileColour = profile?.colour
        image.profileName = profile?.name
        (image.hasMetadata, image.hasLocation) = (notes.areThere, notes.haveLocation)
        image.pictureCount = pictureCount
        return image
    }

    /// What is said beside the picture.
    private struct Notes {
        var areThere = false
        var haveLocation = false

        mutating func add(hasLocation: Bool = false) {
            areThere = true
            if hasLocation { haveLocation = true }
        }
    }

    /// Reads what a segment says beside the picture, if it does.
    private func read(_ marker: Int, from start: Int, to end: Int, into notes: inout Notes) throws(MediaError) {
        switch marker {
        case 0xE1 where try reader.starts(with: "Exif\0\0", at: start):
            let exif = TIFFReader(reader, start: start + 6, end: end)
            notes.add(hasLocation: (try? exif.value(of: TIFFReader.location)) ?? nil != nil)
        case 0xE1: notes.add(hasLocation: try mentionsLocation(from: start, to: end))
        case 0xE2 where try reader.starts(with: "ICC_PROFILE\0", at: start): break
        case 0xEE where try reader.starts(with: "Adobe", at: start) && end - start >= 12: break
        case 0xE0 where try reader.starts(with: "JFIF\0", at: start) && end - start <= 14: break
        case 0xE0...0xEF, 0xFE: notes.add()
        default: break
        }
    }

    /// Whether a note in words, such as XMP, names a place.
    private func mentionsLocation(from start: Int, to end: Int) throws(MediaError) -> Bool {
        let text = try reader.bytes(at: start, count: min(end, reader.size) - start)
        let name = Array("GPSLatitude".utf8)
        var rest = text
        while let first = rest.firstIndex(of: name[0]) {
            rest = rest[first...]
            if rest.starts(with: name) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    // MARK: - Behind the headers

    /// Reads from the first scan to the end of the file: notes may stand between scans, and anything behind the picture.
    ///
    /// Where notes were found before, they are taken out with whatever else there is, and it is enough to see that the
    /// file ends as a picture does. Else all of it is looked through: the two bytes at its end may be another picture's.
    private func readRest(from scan: Int, into notes: inout Notes) throws(MediaError) {
        let endOfImage: [UInt8] = [0xFF, 0xD9]
        if notes.areThere, try reader.bytes(at: reader.size - 2, count: 2).elementsEqual(endOfImage) { return }
        var position = try self.end(ofSegmentAt: scan)
        while true {
            let (place, marker) = try nextMarker(from: position)
            guard marker != 0xD8 else { throw reader.malformed("a marker out of place at byte \(place)") }
            guard marker != 0xD9 else {
                if place + 2 < reader.size { notes.add(hasLocation: pictureNamesPlace(at: place + 2)) }
                return
            }
            position = try self.end(ofSegmentAt: place)
            try read(marker, from: place + 4, to: position, into: &notes)
        }
    }

    /// The next marker with a meaning, from within a scan or from the end of a segment.
    private func nextMarker(from start: Int) throws(MediaError) -> (place: Int, marker: Int) {
        var position = start
        while let place = try reader.offset(of: 0xFF, from: position), place + 1 < reader.size {
            let marker = try reader.big(at: place + 1, count: 1)
            switch marker {
            // A byte of the scan, a mark that stands alone, a restart.
            case 0, 0x01, 0xD0...0xD7: position = place + 2
            // A fill byte.
            case 0xFF: position = place + 1
            default: return (place, marker)
            }
        }
        throw cutShort
    }

    private func end(ofSegmentAt place: Int) throws(MediaError) -> Int {
        guard place + 4 <= reader.size else { throw cutShort }
        let length = try reader.big(at: place + 2, count: 2)
        guard length >= 2 else { throw reader.malformed("a segment at byte \(place) has no length") }
        guard place + 2 + length <= reader.size else { throw cutShort }
        return place + 2 + length
    }

    private var cutShort: MediaError { reader.malformed("its picture has no end, so it was cut short") }

    /// Whether another picture stands at `start` whose headers name a place.
    private func pictureNamesPlace(at start: Int) -> Bool {
        var notes = Notes()
        var position = start + 2
        while position + 4 <= reader.size, (try? reader.big(at: position, count: 1)) == 0xFF,
            let marker = try? reader.big(at: position + 1, count: 1), marker != 0xDA, (try? reader.step()) != nil,
            let end = try? end(ofSegmentAt: position),
            (try? read(marker, from: position + 4, to: end, into: &notes)) != nil
        {
            position = end
        }
        return notes.haveLocation
    }

    private func frame(
        marker: Int, start: Int, end: Int
    ) throws(MediaError) -> (image: ImageFacts, components: Int, ids: [UInt8]) {
        let components = try reader.big(at: start + 5, count: 1)
        guard start + 6 + 3 * components <= end else { throw reader.malformed("its frame header is too short") }
        let size = PixelSize(
            width: try reader.big(at: start + 3, count: 2), height: try reader.big(at: start + 1, count: 2))
        // A height of zero is allowed (DNL follows the scan), but no platform and hardly a decoder takes it.
        guard size.width > 0, size.height > 0 else { throw reader.malformed("its size is \(size)") }
        var image = ImageFacts(size: size)
        image.bitDepth = try reader.big(at: start, count: 1)
        image.isProgressive = [0xC2, 0xC6, 0xCA, 0xCE].contains(marker)
        var ids: [UInt8] = []
        for index in 0..<components {
            ids += try reader.bytes(at: start + 6 + 3 * index, count: 1)
        }
        return (image, components, ids)
    }

    /// The reading that libjpeg made the custom, Adobe Technical Note 5116 first.
    private static func colour(components: Int, ids: [UInt8], adobeTransform: Int?) -> ColourModel? {
        switch components {
        case 1: .gray
        case 3: adobeTransform == 0 || (adobeTransform == nil && ids == Array("RGB".utf8)) ? .rgb : .yCbCr
        case 4: adobeTransform == 2 ? .ycck : .cmyk
        default: nil
        }
    }
}
