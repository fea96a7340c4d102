import ContentModel
import Diagnostics
import YAML

/// How the settings' file is written.
struct SettingsShapes {
    /// The format this program reads. A later one is refused, since it may mean something else by a known key.
    static let version = 1

    var settings: Shape<SettingsDraft> {
        let shapes = self
        return .mapping("the settings file") { reader in
            var draft = SettingsDraft()
            _ = reader.required("version", shapes.version)
            draft.timezone = reader.required("timezone", .text("a time zone", example: "Europe/Paris"))
            if let accounts = reader.required("accounts", .dictionary(of: AccountShapes.account)) {
                draft.accounts = accounts.value.map { ($0.name, $0.value.value) }
            }
            draft.hosting = reader.optional("hosting", HostingShapes.hosting)?.value ?? nil
            if let defaults = reader.optional("defaults", shapes.defaults)?.value {
                (draft.defaultAccounts, draft.defaultGrace) = (defaults.accounts, defaults.grace)
            }
            draft.state = reader.optional("state", shapes.state)?.value
            if let safety = reader.optional("safety", shapes.safety)?.value {
                (draft.safety, draft.quiet) = (safety.brakes, safety.quiet)
                (draft.publishesMark, draft.deletesMark) = (safety.publishesMark, safety.deletesMark)
            }
            draft.app = reader.optional("app", AppShapes.app)?.value
            draft.facebookScheduling = reader.optional("facebook_scheduling", .word(FacebookScheduling.self))?.value
            return draft
        }
    }

    private var version: Shape<Int> {
        Shape<Int>.integer.converted { (version: Located<Int>) throws(Problem) in
            guard version.value == Self.version else {
                throw Problem(
                    "settings have version \(version.value)", at: version.mark,
                    why: "this program reads version \(Self.version)",
                    fix: version.value > Self.version ? "use a newer calends" : "write version: \(Self.version)")
            }
            return version.value
        }
    }

    private struct DefaultsDraft {
        var accounts: [Located<String>] = []
        var grace: Duration?
    }

    private var defaults: Shape<DefaultsDraft> {
        .mapping("defaults", example: "{accounts: [bakery], grace: 6h}") { reader in
            let accounts = reader.optional("accounts", .list(of: .text("an account", example: "bakery")))
            return DefaultsDraft(
                accounts: accounts?.value ?? [],
                grace: reader.optional("grace", .duration)?.value)
        }
    }

    private enum LayoutWord: String, CaseIterable {
        case file, accounts
    }

    private var state: Shape<StateDraft> {
        .mapping("state", example: "{remote: origin, branch: main}") { reader in
            let layout = reader.optional("layout", .word(LayoutWord.self))
            let isPerAccount = layout?.value == .accounts
            // On one machine there is nothing else to say.
            let others: [MappingKey] = ["remote", "branch", "journal", "lease"]
            if layout != nil, !others.contains(where: { reader.contains($0) }) {
                for key in others { reader.expect(key) }
                return StateDraft(keepsLockfilePerAccount: isPerAccount)
            }
            let remote = reader.required("remote", .gitName("a git remote", example: "origin"))
            let branch = reader.required("branch", .branch)
            let journal = reader.optional("journal", .ref)
            let lease = reader.optional(
                "lease",
                .duration(
                    in: StateSettings.leases,
                    why: "a runner must be able to give signs of life, and others to wait for one that died"))
            guard let remote, let branch else { return nil }
            let shared = StateSettings(
                remote: remote.value, branch: branch.value, journal: journal?.value ?? StateSettings.journal,
                lease: lease?.value ?? StateSettings.lease)
            return StateDraft(shared: shared, keepsLockfilePerAccount: isPerAccount)
        }
    }

    private struct SafetyDraft {
        var brakes: Safety
        var publishesMark: Mark?
        var deletesMark: Mark?
        var quiet: [QuietDraft]
    }

    private var safety: Shape<SafetyDraft> {
        let quiet = quiet
        return .mapping("safety", example: "{max_publish_per_apply: 20}") { reader in
            let standard = Safety()
            let count = Shape<Int>.integer(in: 0...1_000_000)
            let publishes = reader.optional("max_publish_per_apply", count)
            let deletes = reader.optional("max_delete_per_apply", count)
            let gap = reader.optional("min_gap", .duration)
            let windows = reader.optional("quiet", .list(of: quiet))
            let repeats = reader.optional("repeat_within", .duration)
            return SafetyDraft(
                brakes: Safety(
                    maximumPublishesPerApply: publishes?.value ?? standard.maximumPublishesPerApply,
                    maximumDeletesPerApply: deletes?.value ?? standard.maximumDeletesPerApply,
                    minimumGap: gap?.value ?? standard.minimumGap,
                    repeatWithin: repeats?.value ?? standard.repeatWithin),
                publishesMark: publishes?.mark, deletesMark: deletes?.mark, quiet: windows?.value.map(\.value) ?? [])
        }
    }

    private var quiet: Shape<QuietDraft> {
        .mapping("a quiet window", example: "{from: 2026-12-24 18:00, to: 2026-12-26 09:00}") { reader in
            let time = Shape<String>.text("a time", example: "2026-12-24 18:00")
            let from = reader.required("from", time)
            let to = reader.required("to", time)
            guard let from, let to else { return nil }
            return QuietDraft(from: from, to: to, mark: reader.mark)
        }
    }
}

extension Shape where Value == Duration {
    /// A span of time as people write it: `6h`, `1h30m`.
    static var duration: Shape {
        Shape<String>.text("a span of time", example: "6h").converted { (text: Located<String>) throws(Problem) in
            do throws(DurationTextError) { return try Duration(written: text.value) } catch {
                throw Problem(error.what, at: text.mark, why: error.why, fix: error.fix)
            }
        }
    }

    /// A span of time within bounds.
    static func duration(in bounds: ClosedRange<Duration>, why: String) -> Shape {
        Shape<String>.text("a span of time", example: "3m").converted { (text: Located<String>) throws(Problem) in
            let span: Duration
            do throws(DurationTextError) { span = try Duration(written: text.value) } catch {
                throw Problem(error.what, at: text.mark, why: error.why, fix: error.fix)
            }
            guard bounds.contains(span) else {
                throw Problem(
                    "\(text.value) is too \(span < bounds.lowerBound ? "short" : "long")", at: text.mark,
                    why: why, fix: "write \(bounds.lowerBound.written) to \(bounds.upperBound.written)")
            }
            return span
        }
    }
}

extension Shape where Value == SecretReference {
    /// `env:NAME`, `file:PATH` or `store:NAME`; what is refused is never repeated, since it may be the secret.
    static func secret(_ field: String) -> Shape {
        Shape<String>.text("a reference to a secret", example: "env:NAME")
            .converted { (text: Located<String>) throws(Problem) in
                do throws(SecretReferenceError) { return try SecretReference(written: text.value) } catch {
                    throw Problem("\(field) \(error.what)", at: text.mark, why: error.why, fix: error.fix)
                }
            }
    }
}

extension Shape where Value == String {
    /// The name of a remote or a branch, which no git command could take for an option or an expression.
    ///
    /// Source: git-check-ref-format(1).
    static func gitName(_ expected: String, example: String) -> Shape {
        Shape.text(expected, example: example).converted(to: expected, example: example) { text in
            let isSound =
                !text.isEmpty && !text.hasPrefix("-") && text != "@" && text != "HEAD" && !text.hasSuffix(".lock")
                && !text.hasSuffix("/") && !text.hasSuffix(".") && !text.contains("..") && !text.contains("@{")
                && text.unicodeScalars.allSatisfy {
                    $0.value > 0x20 && $0.value != 0x7F && !"~^:?*[\\".unicodeScalars.contains($0)
                }
            return isSound ? text : nil
        }
    }

    /// The short name of a branch.
    static var branch: Shape {
        gitName("a branch", example: "main").converted(to: "a branch", example: "main") {
            $0.hasPrefix("refs/") ? nil : $0
        }
    }

    /// The full name of a ref.
    static var ref: Shape {
        gitName("a full ref name", example: StateSettings.journal)
            .converted(to: "a full ref name", example: StateSettings.journal) { $0.hasPrefix("refs/") ? $0 : nil }
    }

    /// An http or https URL without a user, a query or a fragment: those could carry a secret.
    static func url(example: String) -> Shape {
        Shape.text("a URL", example: example).converted { (text: Located<String>) throws(Problem) in
            let isWeb = text.value.hasPrefix("https://") || text.value.hasPrefix("http://")
            let rest = text.value.drop { $0 != ":" }.dropFirst(3)
            guard isWeb, let first = rest.first, first != "/", !rest.contains(where: \.isWhitespace) else {
                throw Problem(
                    "this is not a web address", at: text.mark, why: "a URL with https:// or http:// is expected",
                    fix: "write it like \(example)")
            }
            guard !rest.contains(where: { "@?#".contains($0) }) else {
                throw Problem(
                    "this URL has a user, a query or a fragment", at: text.mark,
                    why: "paths are appended to it, and secrets have no place in it", fix: "write it like \(example)")
            }
            return text.value
        }
    }
}
