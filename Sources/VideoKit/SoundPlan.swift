internal import CFFmpeg
internal import MediaWork

/// What sound becomes: its rate and channels, and the filters that bring it there.
struct SoundPlan: Hashable {
    let samplesPerSecond: Int32
    let channels: Int32

    /// Rates that AAC has a code for.
    private static let rates: [Int32] = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]

    init(samplesPerSecond: Int, channels: Int, _ encoding: VideoRecipe.SoundEncoding) {
        let wanted = min(samplesPerSecond, encoding.mostSamplesPerSecond)
        let most = Int32(clamping: encoding.mostSamplesPerSecond)
        // The next rate above keeps every tone; a multiple's half or quarter needs no odd ratio.
        let halved = [2, 4].lazy.compactMap { samplesPerSecond % $0 == 0 ? Int32(exactly: samplesPerSecond / $0) : nil }
            .first { Self.rates.contains($0) && $0 <= most && $0 >= 44_100 }
        self.samplesPerSecond =
            (samplesPerSecond > Int(most) ? halved : nil)
            ?? Self.rates.first { $0 >= Int32(clamping: wanted) } ?? most
        self.channels = Int32(clamping: max(1, min(channels, encoding.mostChannels)))
    }

    /// In the language of FFmpeg's filter graphs: gaps become silence, and sound starts with the picture.
    var filters: String {
        "aresample=async=1000:first_pts=0,aformat=sample_fmts=fltp:sample_rates=\(samplesPerSecond)"
            + ":channel_layouts=\(channels == 1 ? "mono" : "stereo")"
    }
}
