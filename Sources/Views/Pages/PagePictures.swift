public import ContentModel
import Markup
import ObjectIDs

/// A medium as a page can show it.
public struct PageMedium: Hashable, Sendable {
    /// `data:` with what it is made of, or a path beside the page.
    public var address: String
    /// Its width divided by its height, as it is seen; `nil` where that is not known.
    public var proportion: Double?

    /// A medium at an address.
    public init(_ address: String, proportion: Double? = nil) {
        (self.address, self.proportion) = (address, proportion)
    }
}

/// Where a page finds a medium; `nil` where there is nothing to show.
public typealias MediaSource = (MediaFile) -> PageMedium?

/// The pictures of a page: each that is inside of it is there once, however often it is shown.
final class PagePictures {
    /// Where media are found.
    let source: MediaSource
    private var numbers: [Key: Int] = [:]
    private var addresses: [String] = []

    /// One medium may be named by many entries.
    private struct Key: Hashable {
        let path: String
        let blob: BlobID
    }

    init(_ source: @escaping MediaSource) { self.source = source }

    /// What shows a picture in the frame around it, which it fills; as a whole, in its own proportions, if `isWhole`.
    ///
    /// - Parameter name: stands in the place of a picture beside the page that is not there any more.
    /// - Returns: `nil` where there is nothing to show.
    func shown(_ file: MediaFile, alt: String = "", name: String = "", isWhole: Bool = false) -> HTML? {
        guard let medium = source(file) else { return nil }
        // Without its proportions, only an element of its own gives a picture the height that it needs.
        guard !isWhole || medium.proportion != nil, let number = number(of: file, at: medium.address) else {
            return "<img src=\"\(medium.address)\" alt=\"\(alt.isEmpty ? name : alt)\" loading=\"lazy\">"
        }
        let shape = isWhole ? medium.proportion.html { " style=\"aspect-ratio: \("\($0)")\"" } : ""
        let role: HTML = alt.isEmpty ? " aria-hidden=\"true\"" : " role=\"img\" aria-label=\"\(alt)\""
        return "<span class=\"pic m\(number)\"\(role)\(shape)></span>"
    }

    private func number(of file: MediaFile, at address: String) -> Int? {
        guard address.hasPrefix("data:") else { return nil }
        let key = Key(path: file.path, blob: file.blob)
        if let known = numbers[key] { return known }
        // Nothing that could end a style sheet's string.
        guard address.utf8.dropFirst(5).allSatisfy(Self.isPlain) else { return nil }
        numbers[key] = addresses.count
        addresses.append(address)
        return addresses.count - 1
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="),
            UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Rules for all that were shown so far.
    var rules: String {
        addresses.enumerated().map { ".m\($0) { background-image: url(\"\($1)\") }\n" }.joined()
    }
}
