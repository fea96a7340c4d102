import Glibc
import MediaWork
import VideoKit

/// Makes one video anew, or decodes all of it, as the media worker does: `film-bench copy|encode|check SOURCE TARGET`.
let arguments = CommandLine.arguments
guard arguments.count == 4 else { exit(64) }
let picture = VideoRecipe.PictureEncoding(
    longestSide: nil, isDeinterlaced: false, frameRates: 23...60, mostBitsPerSecond: 20_000_000)
let sound = VideoRecipe.SoundEncoding(mostSamplesPerSecond: 48_000, mostChannels: 2, bitsPerSecond: 128_000)
let recipe =
    arguments[1] == "copy"
    ? VideoRecipe(picture: .copied, sound: .copied, longest: 900, byteLimit: 1 << 29)
    : VideoRecipe(picture: .encoded(picture), sound: .encoded(sound), longest: 900, byteLimit: 1 << 29)
do throws(VideoError) {
    if arguments[1] == "check" {
        _ = try checkVideo(at: arguments[2], .all) { _ in true }
        exit(0)
    }
    try prepareVideo(from: arguments[2], to: arguments[3], recipe: recipe) { _ in true }
} catch {
    print("film-bench: \(arguments[2]) \(error.what)")
    exit(1)
}
