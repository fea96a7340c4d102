import FoundationEssentials
import GraphModel
import HTTP

/// What a request asks of a Page that the public sees, now or at an hour.
struct PageAct {
    /// The post, photo or video that it is about.
    let object: String
    /// When the platform is to publish it; `nil` for at once.
    let hour: Date?

    /// `nil` for a request that shows nothing to anybody.
    init?(_ request: HTTPRequest) {
        guard request.method == .post, case .bytes = request.body,
            request.headers["Content-Type"]?.hasPrefix("multipart") != true,
            let call = GraphModel.Request(request), let name = call.path.last
        else { return nil }
        let parameters = call.parameters
        let seconds = parameters["scheduled_publish_time"]?.text.flatMap { Double($0) }
        let hour = seconds.map { Date(timeIntervalSince1970: $0) }
        switch name {
        case "video_reels", "video_stories":
            guard parameters["upload_phase"]?.text == "finish", parameters["video_state"]?.text != "DRAFT",
                let video = parameters["video_id"]?.text
            else { return nil }
            self.init(object: video, hour: hour)
        case "photo_stories":
            guard let photo = parameters["photo_id"]?.text else { return nil }
            self.init(object: photo, hour: nil)
        default:
            let isPublished = ["published", "is_published"].contains { parameters[$0]?.text == "true" }
            guard call.path.count == 1, hour != nil || isPublished else { return nil }
            self.init(object: name, hour: hour)
        }
    }

    private init(object: String, hour: Date?) {
        self.object = object
        self.hour = hour
    }
}
