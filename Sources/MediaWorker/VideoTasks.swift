import MediaWork
import VideoKit

/// What the worker does with videos.
enum VideoTasks {
    static func inspect(_ file: String) -> MediaReply.Answer {
        do throws(VideoError) {
            return .video(try inspectVideo(at: file))
        } catch {
            return .refusal(refusal(for: error))
        }
    }

    /// - Parameter progress: told the part that is done, from 0 to 1.
    static func check(
        _ file: String, _ streams: CheckedStreams, progress: (Double) -> Void
    ) -> MediaReply.Answer {
        do throws(VideoError) {
            return .video(
                try checkVideo(at: file, streams) { done in
                    // Silence is taken for a worker that hangs, so there is a word also where the length is not known.
                    progress(min(1, done.total.map { done.seconds / $0 } ?? 0))
                    return true
                })
        } catch {
            return .refusal(refusal(for: error))
        }
    }

    /// - Parameter progress: told the part that is done, from 0 to 1.
    static func prepare(
        _ file: String, _ recipe: VideoRecipe, to output: String, progress: (Double) -> Void
    ) -> MediaReply.Answer {
        do throws(VideoError) {
            try prepareVideo(from: file, to: output, recipe: recipe) { done in
                // Silence is taken for a worker that hangs, so there is a word also where the length is not known.
                progress(min(1, done.seconds / (done.total ?? recipe.longest)))
                return true
            }
            return .preparedVideo
        } catch {
            return .refusal(refusal(for: error))
        }
    }

    /// What is wrong with a video, why that matters, and what to do.
    static func refusal(for error: VideoError) -> MediaRefusal {
        let (why, fix) =
            switch error {
            case .call: ("FFmpeg's libraries make nothing of it", "export or copy the file again")
            case .noContainer: ("no other container is opened", "export it as MP4")
            case .noPicture: ("there is no video track in it", "export it again, with the picture")
            case .noDecoder: ("what cannot be decoded cannot be checked or coded anew", "export it as H.264 with AAC")
            case .noEncoder: ("videos are coded anew by FFmpeg's libraries", "install Debian's FFmpeg libraries")
            case .damaged:
                (
                    "players would show something else there, or nothing, where it is published",
                    "export or copy the file again"
                )
            case .cutShort: ("the rest would be missing where it is published", "export or copy the file again")
            case .changing: ("a video has one size and one sampling from start to end", "export it again as one piece")
            case .endless: ("it is longer than it says, or its clock jumps", "export the file again")
            case .tooLarge: ("no more than 8K is decoded", "export it at 1080x1920")
            case .noRoom: ("there is no room for it at the start", "export the file again")
            case .stopped: ("the work was given up", "run it again")
            }
        return MediaRefusal(error.what, why: why, fix: fix)
    }
}
