import Publishing

extension Work {
    /// Whether it publishes and changes nothing.
    var onlyLooks: Bool {
        switch task {
        case .publish(_, _, _, .resolved), .resolveRemoval, .giveUp: true
        case .publish, .page, .update, .remove, .replace, .note: false
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
