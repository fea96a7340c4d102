/// Which parameter of `POST /{ig}/media` is legal for which kind of container and login.
///
/// Source: IG User `media` reference, content-publishing guide and changelog, copies of September and October 2026.
enum ContainerRules {
    /// What the table says of one parameter for one kind.
    enum Cell: Character {
        case required = "R"
        case legal = "Y"
        case refused = "-"
        /// The documents are silent or disagree: taken, and without effect where the kind has no use for it.
        case unclear = "?"
    }

    struct Row {
        let name: String
        private let cells: [Cell]
        let needsFacebookLogin: Bool

        init(_ name: String, _ cells: String, needsFacebookLogin: Bool = false) {
            self.name = name
            self.cells = cells.compactMap(Cell.init(rawValue:))
            self.needsFacebookLogin = needsFacebookLogin
        }

        subscript(kind: ContainerKind) -> Cell {
            guard let column = ContainerKind.allCases.firstIndex(of: kind), column < cells.count else {
                return .unclear
            }
            return cells[column]
        }
    }

    /// Columns as the cases of ``ContainerKind``: image, child image, child video, carousel, reel, image story, video
    /// story.
    static let table: [Row] = [
        Row("image_url", "RR---R-"),
        Row("video_url", "--R-R-R"),
        Row("is_carousel_item", "-RR----"),
        Row("children", "---R---"),
        Row("caption", "Y--YY??"),
        Row("alt_text", "YY-----"),
        Row("location_id", "Y--YY??"),
        Row("user_tags", "YY--YYY"),
        Row("product_tags", "YY???--", needsFacebookLogin: true),
        Row("collaborators", "Y--YY--"),
        Row("share_to_feed", "---?Y--"),
        Row("cover_url", "----Y--"),
        Row("thumb_offset", "--Y-Y-?"),
        Row("audio_name", "----Y--"),
        Row("audio_configuration", "----Y--", needsFacebookLogin: true),
        Row("trial_params", "----Y--"),
        Row("is_ai_generated", "Y--YY??"),
        Row("branded_content_sponsor_ids", "Y??YY??", needsFacebookLogin: true),
        Row("is_paid_partnership", "Y??YY??", needsFacebookLogin: true),
        Row("poll_attachment", "Y??YY--", needsFacebookLogin: true),
        Row("is_poll_duration_extended", "Y??YY--", needsFacebookLogin: true),
        Row("is_comment_prompt_used", "Y??YY--", needsFacebookLogin: true),
        Row("upload_type", "--Y-Y-Y", needsFacebookLogin: true),
    ]

    /// Holds a creation against the table; what comes back is what counts.
    ///
    /// A switch that is off (`is_carousel_item=false`) counts as absent: clients send their defaults.
    static func admit(
        _ parameters: Parameters, for kind: ContainerKind, login: Login, misplaced: Configuration.MisplacedParameters
    ) throws(GraphError) -> Parameters {
        let uploads = login == .facebook && parameters["upload_type"]?.text == "resumable"
        for row in table where row[kind] == .required && !parameters.holds(row.name) {
            if row.name == "video_url" && uploads { continue }
            throw .parameterRequired(row.name)
        }
        var admitted = parameters
        for row in table where parameters.holds(row.name) {
            let wrongKind = row[kind] == .refused
            guard wrongKind || (row.needsFacebookLogin && login == .instagram) else { continue }
            if misplaced == .refused && parameters[row.name]?.bool != false {
                throw .parameterMisplaced(row.name, kind: wrongKind ? kind.name : "Instagram Login")
            }
            admitted.remove(row.name)
        }
        return admitted
    }
}
