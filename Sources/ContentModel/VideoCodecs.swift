import MediaHeaders

/// How codecs are called, by the marks that containers give them, and which of them are understood.
enum VideoCodecs {
    /// The marks of what the platform takes as it is: H.264 and HEVC.
    static let published: Set<String> = ["avc1", "avc3", "hvc1", "hev1", "V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC"]

    /// The name of a codec of pictures that can be decoded, so that it can be coded anew; `nil` for any other.
    ///
    /// Sources: the MP4 Registration Authority's code points; RFC 9559 and the Matroska codec mappings.
    static func name(_ mark: String) -> String? {
        switch mark {
        case "avc1", "avc3", "V_MPEG4/ISO/AVC": "H.264"
        case "hvc1", "hev1", "dvh1", "dvhe", "V_MPEGH/ISO/HEVC": "HEVC"
        case "vp08", "V_VP8": "VP8"
        case "vp09", "V_VP9": "VP9"
        case "av01", "V_AV1": "AV1"
        case "mp4v", "V_MPEG4/ISO/SP", "V_MPEG4/ISO/ASP", "V_MPEG4/ISO/AP": "MPEG-4 Visual"
        case "apch", "apcn", "apcs", "apco", "ap4h", "ap4x", "V_PRORES": "ProRes"
        case "jpeg", "mjpa", "mjpb", "V_MJPEG": "Motion JPEG"
        case "AVdn", "AVdh": "DNxHD"
        case "m2v1", "mx3p", "mx4p", "mx5p", "xdv1", "xdv2", "xdv3", "xdvb", "xdvc", "V_MPEG2": "MPEG-2"
        case "s263", "h263", "H263": "H.263"
        case "png ": "PNG"
        default: nil
        }
    }

    /// The name of a codec of sound that can be decoded; `nil` for any other.
    static func name(_ audio: AudioTrack) -> String? {
        if audio.isAAC { return "AAC" }
        switch audio.codec {
        case "mp4a": return audio.audioObjectType == 34 ? "MP3" : nil
        case ".mp3", "A_MPEG/L3": return "MP3"
        case "A_MPEG/L2": return "MP2"
        case "Opus", "A_OPUS": return "Opus"
        case "A_VORBIS": return "Vorbis"
        case "ac-3", "A_AC3": return "AC-3"
        case "ec-3", "A_EAC3": return "E-AC-3"
        case "alac", "A_ALAC": return "ALAC"
        case "fLaC", "A_FLAC": return "FLAC"
        case "ulaw", "alaw": return "G.711"
        case "ima4": return "ADPCM"
        case "sowt", "twos", "in24", "in32", "fl32", "fl64", "lpcm", "raw ", "ipcm", "fpcm": return "PCM"
        default: return audio.codec.hasPrefix("A_PCM/") ? "PCM" : nil
        }
    }
}
