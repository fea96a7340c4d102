internal import CFFmpeg

/// Options for a call of FFmpeg, freed exactly once.
///
/// What a call understood it takes out; what is left was misspelt, or this build does not know it.
struct OptionDictionary: ~Copyable {
    var pointer: OpaquePointer?

    init(_ options: [(String, String)]) {
        for (name, value) in options { av_dict_set(&pointer, name, value, 0) }
    }

    deinit {
        var pointer = pointer
        av_dict_free(&pointer)
    }

    /// - Throws: the first option nobody took.
    func checkTaken(by call: String) throws(VideoError) {
        guard let left = av_dict_get(pointer, "", nil, AV_DICT_IGNORE_SUFFIX) else { return }
        throw .call(call, code: 0, message: "no option '\(String(cString: left.pointee.key))' in this build of FFmpeg")
    }
}
