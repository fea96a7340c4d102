import Cryptography
import FoundationEssentials

/// What opens a store.
public enum StoreKey: Sendable {
    /// A key of 32 bytes.
    case raw([UInt8])
    /// Words that a key is made from.
    case passphrase(String)

    /// Reads a key as `CALENDS_KEY` holds it: 64 hexadecimal digits, or 32 bytes in base64.
    ///
    /// - Throws: ``StoreError/keyUnreadable``, which holds nothing of the text.
    public init(written text: String) throws(StoreError) {
        if text.utf8.count == 2 * SecretBox.keyLength, let bytes = Self.bytes(ofHex: text) {
            self = .raw(bytes)
        } else if let data = Data(base64Encoded: text), data.count == SecretBox.keyLength {
            self = .raw([UInt8](data))
        } else {
            throw .keyUnreadable
        }
    }

    private static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
        guard digits.count == text.count else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension StoreKey: CustomStringConvertible, CustomReflectable {
    /// Without the key.
    public var description: String {
        switch self {
        case .raw: "(key)"
        case .passphrase: "(passphrase)"
        }
    }
    /// Without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
