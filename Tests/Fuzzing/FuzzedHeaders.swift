// What scripts/fuzz compiles into one module with Sources/MediaHeaders: no target of the package, for only libFuzzer
// calls it. A broken promise traps, as any other mistake of Swift does, and libFuzzer keeps the input.

/// Reads one input in every way the product reads media, and holds the readers to what they promise.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeaders(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let facts = fuzzFacts(bytes)
    fuzzLongFile(bytes)
    fuzzParts(bytes)
    for keepsCopyright in [false, true] { fuzzStripping(bytes, facts?.image, keepsCopyright: keepsCopyright) }
    return 0
}

/// The facts are the same however the bytes are handed over, and reading them stays cheap.
private func fuzzFacts(_ bytes: [UInt8]) -> MediaFacts? {
    let facts = result { () throws(MediaError) in try MediaFacts(of: bytes) }
    var (reads, fetched) = (0, 0)
    let parts = result { () throws(MediaError) in
        try MediaFacts(size: bytes.count) { offset, count in
            precondition(offset >= 0 && count > 0 && count <= bytes.count - offset, "reads outside of the file")
            (reads, fetched) = (reads + 1, fetched + count)
            return Array(bytes[offset..<(offset + count)])
        }
    }
    precondition(facts == parts, "the way bytes are read makes a difference")
    precondition(reads <= 1000 && fetched <= 65_536_000, "reads without end")
    if case .failure(let error) = facts { precondition(!error.what.isEmpty && !error.fix.isEmpty) }
    guard let facts = try? facts.get() else { return nil }
    // What is worked out from the numbers of the file, and what of them later code multiplies.
    _ = (facts.displaySize?.aspectRatio, facts.averageBitRate, facts.video?.editList)
    for size in [facts.image?.size, facts.displaySize] + (facts.video?.tracks ?? []).map(\.codedSize) {
        guard let size else { continue }
        precondition(size.width >= 0 && size.height >= 0, "a size below zero")
    }
    for track in facts.video?.tracks ?? [] {
        precondition(track.frameRate.map { $0.isFinite && $0 >= 0 } ?? true, "no frame rate")
        precondition(track.duration.map { $0 >= .zero } ?? true, "a duration below zero")
    }
    precondition((facts.video?.audio ?? []).allSatisfy { $0.sampleRate >= 0 && $0.channels >= 0 }, "no sound")
    return facts
}

/// The same start in a file that goes on with zeros for a tebibyte, where offsets and lengths are believed that end a
/// short one; and in a file that ends before the size it was said to have.
private func fuzzLongFile(_ bytes: [UInt8]) {
    struct Enough: Error {}
    var reads = 0
    _ = try? MediaFacts(size: 1 << 40) { offset, count in
        reads += 1
        // The bound of the readers themselves is held in fuzzFacts; here it would cost a second an input.
        guard reads < 20 else { throw Enough() }
        let known = bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)]
        return known + [UInt8](repeating: 0, count: count - known.count)
    }
    _ = try? MediaFacts(size: bytes.count + 4096) { offset, count in
        Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
    }
}

/// Parts that are otherwise reached behind a long way of right bytes only.
private func fuzzParts(_ bytes: [UInt8]) {
    let reader = ByteReader(size: bytes.count) { offset, count in Array(bytes[offset..<(offset + count)]) }
    let directory = TIFFReader(reader, start: 0, end: bytes.count)
    _ = try? directory.facts()
    let artist = (try? directory.text(of: TIFFReader.artist)) ?? nil
    let copyright = (try? directory.text(of: TIFFReader.copyright)) ?? nil
    _ = try? ICCProfile(reader, start: 0, end: bytes.count)
    _ = AVCParameterSet(unit: bytes)
    let pictures = try? CodedPicture.all(inHEICOf: bytes.count) { offset, count in
        Array(bytes[offset..<(offset + count)])
    }
    for picture in pictures ?? [] {
        precondition(picture.extents.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= bytes.count }, "outside")
    }
    if let pointer = LFSPointer(parsing: bytes) { precondition(pointer.size >= 0 && pointer.oid.utf8.count == 64) }
    guard let rights = Rights(artist: artist, copyright: copyright) else { return }
    // What is written of rights is read again.
    let segment = rights.segment
    precondition(segment.count <= 65_537, "an EXIF segment is longer than JPEG allows")
    precondition(Rights(exif: Array(segment.dropFirst(4))) == rights, "rights are lost")
}

/// A picture without its metadata has the picture and no metadata, and nothing is left to take out.
private func fuzzStripping(_ bytes: [UInt8], _ image: ImageFacts?, keepsCopyright: Bool) {
    guard let stripped = try? StrippedJPEG(bytes, keepsCopyright: keepsCopyright).bytes else { return }
    let again = try? StrippedJPEG(stripped, keepsCopyright: keepsCopyright).bytes
    precondition(again == stripped, "stripping twice takes out more, or refuses its own work")
    guard let image else { return }
    guard let result = try? MediaFacts(of: stripped).image else {
        preconditionFailure("a picture that could be read cannot be read any more")
    }
    precondition(result.size == image.size && result.isProgressive == image.isProgressive, "another picture")
    precondition(result.pictureCount == 1 && !result.hasLocation, "another picture or a place is left")
    precondition(keepsCopyright || !result.hasMetadata, "metadata are left")
}

private func result<T>(_ body: () throws(MediaError) -> T) -> Result<T, MediaError> {
    do { return .success(try body()) } catch { return .failure(error) }
}
