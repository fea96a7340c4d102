import ContentModel
import Planning

extension Action {
    /// What is changed of each medium that goes out, on its way: `media/a.png: made a JPEG, 3000x4000 to 1440x1920`.
    ///
    /// Empty where nothing is sent: what is published stays as it is.
    var treatments: [String] {
        guard [.publish, .schedule, .replace].contains(kind), let media = desired?.content.media else { return [] }
        return media.compactMap { file in file.treatment.map { "\(file.path): \($0.summary)" } }
    }
}
