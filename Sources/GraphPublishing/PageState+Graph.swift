import FoundationEssentials
import MetaGraph
import Publishing

extension PageState {
    /// How far a post has come.
    init(_ post: MetaGraph.PagePost) {
        if post.isPublished == true {
            self = .published(at: post.created)
        } else {
            self = post.scheduled.map { .scheduled(for: $0) } ?? .unpublished
        }
    }

    /// How far a video, reel or story's video has come; whatever nobody has described yet counts as under way.
    init(_ video: PageVideo) {
        let (status, post) = (video.status, video.postID?.text)
        let publishing = status?.publishing
        let uploading = status?.uploading
        if status?.word == "error" || [uploading?.status, status?.processing?.status].contains("error") {
            self = .failed(Refusal(failureOf: video))
        } else if publishing?.word == "published" || video.isPublished == true {
            self = .published(post: post, at: publishing?.time ?? video.created)
        } else if status?.word == "expired" {
            self = .failed(.expired(video.id))
        } else if let hour = publishing?.word == "scheduled" ? publishing?.time ?? video.scheduled : nil {
            self = .scheduled(for: hour)
        } else if let uploading, uploading.status != "complete", status?.word == "uploading" || publishing == nil {
            self = .receiving(bytes: max(0, uploading.bytesTransferred ?? 0))
        } else if publishing?.status == "in_progress" || status?.processing?.status == "in_progress" {
            self = .processing
        } else if status == nil || status?.word == "ready" || status?.word == "upload_complete" {
            self = .unpublished
        } else {
            self = .processing
        }
    }

    /// How many bytes have come of a file that is sent in a session.
    init(arrivalOf video: PageVideo) {
        let uploading = video.status?.uploading
        switch (video.status?.word, uploading?.status) {
        case ("error", _), (_, "error"): self = .failed(Refusal(failureOf: video))
        case ("expired", _): self = .failed(.expired(video.id))
        case (_, "complete"), ("processing", _), ("ready", _), ("upload_complete", _): self = .processing
        default: self = .receiving(bytes: max(0, uploading?.bytesTransferred ?? 0))
        }
    }
}

extension Publishing.Refusal {
    /// Why a video failed for good, by what its stages say.
    fileprivate init(failureOf video: PageVideo) {
        let error = [video.status?.uploading, video.status?.processing].compactMap { $0?.errors?.first }.first
        let rule = error?.code.flatMap { ErrorRule.matching(code: $0, subcode: $0) }
        let words = error?.message ?? "Facebook gives no reason"
        self.init(
            // Without a known code a second try is cheap, and often cures.
            remedy: rule?.remedy == .fixContent ? .fixContent : .newContainer, effect: .none,
            message: rule.map { "\($0.meaning) (video \(video.id): \(words))" } ?? "video \(video.id): \(words)",
            fix: Advice.words(code: nil, subcode: error?.code, remedy: rule?.remedy ?? .newContainer, at: .page))
    }

    fileprivate static func expired(_ video: VideoID) -> Refusal {
        Refusal(
            remedy: .newContainer, effect: .none, message: "video \(video) was not finished in time and has expired",
            fix: "wait: the next apply sends it anew")
    }
}
