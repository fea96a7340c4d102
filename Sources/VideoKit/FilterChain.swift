internal import CFFmpeg

/// Filters one after the other, from a source of frames to a sink; freed exactly once.
struct FilterChain: ~Copyable {
    private let graph: UnsafeMutablePointer<AVFilterGraph>
    private let source: UnsafeMutablePointer<AVFilterContext>
    private let sink: UnsafeMutablePointer<AVFilterContext>

    /// Filters for frames like `first`, whose time stamps count in `timeBase`.
    ///
    /// - Parameter filters: in the language of FFmpeg's filter graphs.
    init(
        _ stream: VideoError.Stream, like first: UnsafeMutablePointer<AVFrame>, timeBase: AVRational, filters: String
    ) throws(VideoError) {
        guard let graph = avfilter_graph_alloc() else { throw .memory("avfilter_graph_alloc") }
        do throws(VideoError) {
            graph.pointee.nb_threads = 2
            let (sourceName, sinkName) = stream == .picture ? ("buffer", "buffersink") : ("abuffer", "abuffersink")
            var source: UnsafeMutablePointer<AVFilterContext>?
            var sink: UnsafeMutablePointer<AVFilterContext>?
            let parameters = stream == .picture ? Self.picture(first, timeBase) : Self.sound(first, timeBase)
            try check(
                avfilter_graph_create_filter(
                    &source, avfilter_get_by_name(sourceName), "in", parameters, nil, graph), sourceName)
            try check(
                avfilter_graph_create_filter(&sink, avfilter_get_by_name(sinkName), "out", nil, nil, graph), sinkName)
            guard let source, let sink else { throw .memory(sourceName) }
            try Self.parse(filters, graph, from: source, to: sink)
            try check(avfilter_graph_config(graph, nil), "avfilter_graph_config")
            (self.graph, self.source, self.sink) = (graph, source, sink)
        } catch {
            var graph: UnsafeMutablePointer<AVFilterGraph>? = graph
            avfilter_graph_free(&graph)
            throw error
        }
    }

    deinit {
        var graph: UnsafeMutablePointer<AVFilterGraph>? = graph
        avfilter_graph_free(&graph)
    }

    private static func parse(
        _ filters: String, _ graph: UnsafeMutablePointer<AVFilterGraph>,
        from source: UnsafeMutablePointer<AVFilterContext>, to sink: UnsafeMutablePointer<AVFilterContext>
    ) throws(VideoError) {
        // The names are those of the open ends of the text: what it takes in, and what it gives out.
        var outputs = avfilter_inout_alloc()
        var inputs = avfilter_inout_alloc()
        defer {
            avfilter_inout_free(&outputs)
            avfilter_inout_free(&inputs)
        }
        guard let output = outputs, let input = inputs else { throw .memory("avfilter_inout_alloc") }
        (output.pointee.name, output.pointee.filter_ctx) = (av_strdup("in"), source)
        (input.pointee.name, input.pointee.filter_ctx) = (av_strdup("out"), sink)
        try check(avfilter_graph_parse_ptr(graph, filters, &inputs, &outputs, nil), "avfilter_graph_parse_ptr")
    }

    private static func picture(_ frame: UnsafeMutablePointer<AVFrame>, _ timeBase: AVRational) -> String {
        let frame = frame.pointee
        let aspect = frame.sample_aspect_ratio
        return "video_size=\(frame.width)x\(frame.height):pix_fmt=\(frame.format)"
            + ":time_base=\(timeBase.num)/\(timeBase.den):pixel_aspect=\(max(0, aspect.num))/\(max(1, aspect.den))"
    }

    private static func sound(_ frame: UnsafeMutablePointer<AVFrame>, _ timeBase: AVRational) -> String {
        var name = [CChar](repeating: 0, count: 128)
        var layout = frame.pointee.ch_layout
        // Some files only count channels; the usual arrangement of so many is meant.
        if layout.order == AV_CHANNEL_ORDER_UNSPEC { av_channel_layout_default(&layout, layout.nb_channels) }
        av_channel_layout_describe(&layout, &name, name.count)
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "sample_rate=\(frame.pointee.sample_rate):sample_fmt=\(frame.pointee.format)"
            + ":time_base=\(timeBase.num)/\(timeBase.den):channel_layout=\(text)"
    }

    /// Gives `frame`, whose content is gone afterwards, to the first filter.
    func send(_ frame: UnsafeMutablePointer<AVFrame>) throws(VideoError) {
        try check(av_buffersrc_add_frame_flags(source, frame, 0), "av_buffersrc_add_frame")
    }

    /// Tells the first filter that there are no more frames, and that the last is shown until `time`.
    func close(at time: Int64) throws(VideoError) {
        try check(av_buffersrc_close(source, time, 0), "av_buffersrc_close")
    }

    /// The next filtered frame, put into `frame`; false where the filters want more, or have ended.
    ///
    /// - Parameter samples: how many samples of sound a frame holds, the last one aside; 0 for as many as come.
    func receive(into frame: borrowing Frame, samples: Int32) throws(VideoError) -> Bool {
        let code =
            samples > 0
            ? av_buffersink_get_samples(sink, frame.pointer, samples) : av_buffersink_get_frame(sink, frame.pointer)
        if code == calends_av_error_again || code == calends_av_error_end { return false }
        try check(code, "av_buffersink_get_frame")
        return true
    }

    /// The unit of the time stamps of filtered frames.
    var timeBase: AVRational { av_buffersink_get_time_base(sink) }
}
