/// One thing asked of the media worker, on a line of its standard input.
///
/// Files are named by their name in the worker's scratch folder: nothing else on the machine can be reached by it.
public struct MediaRequest: Codable, Hashable, Sendable {
    /// Repeated in every answer to it.
    public var id: Int
    /// The name of the medium in the scratch folder.
    public var file: String
    /// What is to be done with it.
    public var task: MediaTask

    /// A task about the file `file` in the scratch folder.
    public init(id: Int, file: String, task: MediaTask) { (self.id, self.file, self.task) = (id, file, task) }
}

/// What the media worker can do with a file.
public enum MediaTask: Codable, Hashable, Sendable {
    /// Decode the whole picture and say what it is; answered by ``MediaReply/Answer/picture(_:)``.
    case inspectPicture
    /// Decode the start and the end of the video and say what it is; answered by ``MediaReply/Answer/video(_:)``.
    case inspectVideo
    /// Decode all of these streams of the video and say what it is; answered by ``MediaReply/Answer/video(_:)``.
    case checkVideo(CheckedStreams)
    /// Make the picture anew and write it to the file `output` of the scratch folder; answered by
    /// ``MediaReply/Answer/prepared(_:)``.
    case preparePicture(PictureRecipe, output: String)
    /// Make the video anew and write it to the file `output` of the scratch folder; answered by
    /// ``MediaReply/Answer/preparedVideo``.
    case prepareVideo(VideoRecipe, output: String)

    /// The processor time it may take, in seconds; past it the system ends the worker.
    public var processorSeconds: Int {
        switch self {
        case .inspectPicture, .inspectVideo, .preparePicture: 60
        // A quarter of an hour of 4K on a slow machine.
        case .checkVideo: 3600
        case .prepareVideo: 4 * 3600
        }
    }

    /// The file in the scratch folder that it writes, if it writes one.
    public var output: String? {
        switch self {
        case .inspectPicture, .inspectVideo, .checkVideo: nil
        case .preparePicture(_, let output), .prepareVideo(_, let output): output
        }
    }

    /// How long the worker may be silent over it. A loaded machine gives less than a whole processor.
    public var longestSilence: Duration {
        switch self {
        case .inspectPicture, .inspectVideo, .preparePicture: .seconds(processorSeconds * 4)
        // There is a word at every hundredth of the video.
        case .checkVideo, .prepareVideo: .seconds(300)
        }
    }
}

/// Which streams of a video are decoded in full.
public enum CheckedStreams: String, Codable, Hashable, Sendable {
    /// What is shown and what is heard.
    case all
    /// What is heard.
    case sound
}
