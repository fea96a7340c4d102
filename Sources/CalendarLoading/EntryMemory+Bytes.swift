public import ObjectIDs

// Little-endian numbers and texts with their lengths, behind a line that names the format, with a digest at the end:
//
//     "calends-entries 1\n", environment, count and media (blob, path), count and rows
//     (blob, path, count and media's places, count and endings), digest of all before
extension EntryMemory {
    private static let title = Array("calends-entries 1\n".utf8)

    /// As it is kept.
    public var bytes: [UInt8] {
        var writer = MemoryWriter(bytes: Self.title)
        writer.bytes.reserveCapacity(rows.count * 96 + media.count * 64)
        writer.write(environment)
        writer.write(UInt32(media.count))
        for fact in media {
            writer.write(fact.blob)
            writer.write(fact.path)
        }
        writer.write(UInt32(rows.count))
        for row in rows {
            writer.write(row.blob)
            writer.write(row.path)
            writer.write(UInt16(row.media.count))
            for place in row.media { writer.write(place) }
            writer.write(UInt16(row.endings.count))
            for ending in row.endings { writer.write(ending) }
        }
        writer.write(Self.digest(of: writer.bytes, count: writer.bytes.count))
        return writer.bytes
    }

    /// Reads what was kept; `nil` for anything else, and where it rests on another environment.
    public init?(_ bytes: [UInt8], environment: BlobID) {
        guard bytes.count > Self.title.count + 8, bytes.starts(with: Self.title) else { return nil }
        var reader = MemoryReader(bytes: bytes, position: Self.title.count, end: bytes.count - 8)
        var tail = MemoryReader(bytes: bytes, position: bytes.count - 8, end: bytes.count)
        guard tail.number(UInt64.self) == Self.digest(of: bytes, count: bytes.count - 8), reader.blob() == environment
        else { return nil }
        self.init(environment: environment)
        guard let facts = reader.list(reader.number(UInt32.self), { reader in MediaFact(&reader) }) else { return nil }
        guard let entries = reader.list(reader.number(UInt32.self), { reader in Row(&reader, media: facts.count) }),
            reader.isAtEnd
        else { return nil }
        take(facts, entries)
    }

    /// Eight bytes at a time.
    private static func digest(of bytes: [UInt8], count: Int) -> UInt64 {
        bytes.withUnsafeBytes { raw in
            var value: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)
            var place = 0
            while place + 8 <= count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
                value ^= value >> 32
                place += 8
            }
            while place < count {
                value = (value ^ UInt64(raw[place])) &* 0x0000_0100_0000_01B3
                place += 1
            }
            return value
        }
    }
}

extension EntryMemory.MediaFact {
    fileprivate init?(_ reader: inout MemoryReader) {
        guard let blob = reader.blob(), let path = reader.text() else { return nil }
        self.init(path: path, blob: blob)
    }
}

extension EntryMemory.Row {
    fileprivate init?(_ reader: inout MemoryReader, media count: Int) {
        guard let blob = reader.blob(), let path = reader.text(),
            let media = reader.list(reader.number(UInt16.self).map { UInt32($0) }, { $0.number(UInt32.self) }),
            media.allSatisfy({ $0 < count }),
            let endings = reader.list(reader.number(UInt16.self).map { UInt32($0) }, { $0.text() })
        else { return nil }
        self.init(path: path, blob: blob, media: media, endings: endings)
    }
}

private struct MemoryWriter {
    var bytes: [UInt8]

    mutating func write<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: String) {
        write(UInt16(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ blob: BlobID) {
        write(blob.object.high)
        write(blob.object.middle)
        write(blob.object.low)
    }
}

private struct MemoryReader {
    let bytes: [UInt8]
    var position: Int
    let end: Int

    var isAtEnd: Bool { position == end }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let size = Number.bitWidth / 8
        guard position + size <= end else { return nil }
        defer { position += size }
        return bytes.withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self))
        }
    }

    mutating func text() -> String? {
        guard let count = number(UInt16.self).map({ Int($0) }), position + count <= end else { return nil }
        defer { position += count }
        return bytes.withUnsafeBufferPointer {
            String(validating: UnsafeBufferPointer(rebasing: $0[position..<(position + count)]), as: UTF8.self)
        }
    }

    mutating func blob() -> BlobID? {
        guard let high = number(UInt64.self), let middle = number(UInt64.self), let low = number(UInt32.self) else {
            return nil
        }
        return BlobID(ObjectID(high: high, middle: middle, low: low))
    }

    mutating func list<Element>(
        _ count: UInt32?, _ read: (inout MemoryReader) -> Element?
    ) -> [Element]? {
        guard let count, Int(count) <= end - position else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let element = read(&self) else { return nil }
            elements.append(element)
        }
        return elements
    }
}
