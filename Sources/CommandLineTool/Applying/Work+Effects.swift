import Publishing

extension Work {
    /// Whether it publishes nothing, and changes nothing that anybody sees.
    var onlyLooks: Bool {
        switch task {
        case .publish(_, _, _, .resolved), .resolveRemoval, .giveUp: true
        // What waits at Facebook would go out by itself.
        case .page(let page): page.goal == .cancelled
        case .publish, .update, .remove, .replace, .note: false
        }
    }

    /// Whether doing it changes what the public sees.
    var isVisible: Bool {
        switch task {
        case .publish(_, _, _, let goal): goal == .published
        case .page(let page): page.goal != .prepared
        case .update, .remove, .replace: true
        case .resolveRemoval, .note, .giveUp: false
        }
    }
}
