public import Diagnostics
public import Forms

extension MappingReader {
    /// What is learnt of a mapping by asking its decoder for its keys, with nothing to read.
    struct Description {
        /// The word that is taken to stand under the key that decides.
        let assumed: (key: String, word: String)?
        var fields: [Form.Field] = []
        /// The key that decides which others there are, and the words it may have.
        var choice: (key: String, words: [String])?
    }

    /// The form of the mapping that a decoder reads: every key it asks for, for every word that it decides by.
    @usableFromInline
    static func form<Value>(of fields: (inout MappingReader) -> Value?) -> Form {
        func described(assuming assumed: (key: String, word: String)?) -> Description {
            var reader = MappingReader(describing: Description(assumed: assumed))
            _ = fields(&reader)
            // A reader that describes keeps its description.
            return reader.description ?? Description(assumed: assumed)
        }
        let plain = described(assuming: nil)
        guard let choice = plain.choice else { return .mapping(plain.fields) }
        return .variants(choice.words.map { .mapping(described(assuming: (choice.key, $0)).fields) })
    }

    /// Notes a key; only for the one that decides there is a value.
    @usableFromInline
    mutating func describe<Value>(_ key: MappingKey, _ shape: Shape<Value>, isRequired: Bool) -> Located<Value>? {
        guard let assumed = description?.assumed, assumed.key == key.text else {
            note(Form.Field(key.text, shape.form, isRequired: isRequired, example: shape.example))
            return nil
        }
        note(Form.Field(key.text, .words([assumed.word]), isRequired: isRequired, example: assumed.word))
        return Shape<Value>.value(of: assumed.word, shape)
    }
}

extension Shape {
    /// What a shape makes of one word.
    fileprivate static func value(of word: String, _ shape: Shape) -> Located<Value>? {
        shape.read(Array(word.utf8)).value
    }
}
