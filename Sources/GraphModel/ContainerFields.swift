extension Platform {
    /// A field of a container: its progress, and nothing of what it will become.
    func field(
        _ field: FieldSelection.Field, of container: Container, _ call: Call
    ) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(container.id.text)
        case "status_code": return .string(container.status(at: call.now).rawValue)
        case "status": return .string(container.statusText(at: call.now))
        case "copyright_check_status": return ["status": "not_started", "matches_found": false]
        case "video_status" where call.login == .facebook:
            guard container.kind.isVideo else { return nil }
            return videoStatus(container, call)
        default: throw .fieldMissing(field.name, type: Node.container(container).typeName)
        }
    }

    /// The phases of a video: its bytes arrive, then they are processed.
    private func videoStatus(_ container: Container, _ call: Call) -> JSON {
        let hasArrived = container.tickets.isEmpty && (container.upload?.isComplete ?? true)
        let uploading =
            container.upload?.json ?? ["status": .string(container.tickets.isEmpty ? "complete" : "in_progress")]
        let processing =
            switch container.status(at: call.now) {
            case .finished, .published: "complete"
            case .error: "error"
            case .inProgress: hasArrived ? "in_progress" : "not_started"
            case .expired: "not_started"
            }
        return ["uploading_phase": uploading, "processing_phase": ["status": .string(processing)]]
    }
}
