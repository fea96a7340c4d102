import CalendarLoading
import ContentModel
import Publishing

/// The bytes of media as they were planned, for hosting.
struct MediaContent: Sendable {
    private let media: PlannedMedia

    init(of workspace: Workspace) throws(CalendarSourceError) {
        media = try PlannedMedia(inRepositoryAt: workspace.root)
    }

    /// The bytes of `file`; a flow stops for a person where they cannot be had.
    func bytes(of file: MediaFile) throws(Refusal) -> [UInt8] {
        do throws(CalendarSourceError) {
            return try media.bytes(of: file)
        } catch {
            throw Refusal(remedy: .person, effect: .none, message: "hosting \(error.what)", fix: error.fix)
        }
    }
}
