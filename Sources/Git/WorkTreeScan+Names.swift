import Glibc

extension WorkTreeScan {
    /// What is in a folder, itself, by the names of its files.
    public struct Names: Sendable {
        /// Files that the index has, whatever was written to them since, by their numbers in it.
        public var known: [UInt32] = []
        /// Files that the index does not have.
        public var strangers: [String] = []
    }

    /// Lists what is in a folder and asks nothing about any file; `nil` for what has to be looked at in the long way.
    public func names(in folder: Folder) -> Names? {
        let opened = open("\(top)/\(folder.path)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        let numbers = Array(folder.entries.joined())
        let arePlain = index.withBytes { bytes in
            numbers.allSatisfy { index[$0].isFile && Self.isText(bytes[index.path(of: $0)]) }
        }
        guard arePlain else { return nil }
        var isThere = [Bool](repeating: false, count: numbers.count)
        var strangers: [String] = []
        var areTexts = true
        let found = FolderNames(of: opened) { name in
            if let place = place(of: name, among: numbers, below: folder) {
                isThere[place] = true
            } else if let text = String(validatingCString: name) {
                strangers.append("\(folder.path)/\(text)")
            } else {
                areTexts = false
            }
        }
        guard let found, areTexts, let others = self.strangers(among: found, in: folder) else { return nil }
        let known = zip(numbers, isThere).filter(\.1).map { UInt32($0.0) }
        return Names(known: known, strangers: strangers + others)
    }

    /// Where among the files of a folder, which are sorted by their names' bytes, one of this name is.
    private func place(of name: UnsafePointer<CChar>, among numbers: [Int], below folder: Folder) -> Int? {
        let prefix = folder.path.utf8.count + 1
        let length = strlen(name)
        return index.withBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var (low, high) = (0, numbers.count)
            while low < high {
                let middle = (low + high) / 2
                let known = index.path(of: numbers[middle]).dropFirst(prefix)
                var order = memcmp(base + known.lowerBound, name, min(known.count, length))
                if order == 0 { order = Int32(clamping: known.count - length) }
                guard order != 0 else { return middle }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }
}
