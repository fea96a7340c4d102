import ContentModel

extension Content {
    /// What is changed of each of its media before they go out: `media/a.png: made a JPEG, 3000x4000 to 1440x1920`.
    var treatments: [String] {
        media.compactMap { file in file.treatment.map { "\(file.path): \($0.summary)" } }
    }
}
