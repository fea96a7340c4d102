import GraphModel
import HTTPServer
import Markup

/// What a dialog shows: who asks, who may grant it, and what.
struct DialogPage {
    let request: AuthorizationRequest
    let candidates: [AuthorizationCandidate]

    /// - Parameter target: the address the form is sent to: the one that was opened, with all the app sent.
    func html(sentTo target: String) -> HTML {
        let site = request.login == .instagram ? "Instagram" : "Facebook"
        return """
            <form class="dialog" method="post" action="\(target)">
            <h1>Calends asks to act for you on \(site)</h1>
            <p class="quiet">Afterwards you are sent to <code>\(origin)</code>.</p>
            \(if: candidates.isEmpty, "<p>Nobody can sign in here: this sandbox has no accounts of this login.</p>")
            <fieldset><legend>\(request.login == .instagram ? "Which account?" : "Who are you, and for which Pages?")</legend>
            \(candidates.enumerated().map { candidate($0.element, isFirst: $0.offset == 0) })</fieldset>
            <fieldset><legend>What may it do?</legend>
            \(if: request.scopes.isEmpty, "<p class=\"quiet\">It asks for nothing but who you are.</p>")
            \(request.scopes.map(scope))</fieldset>
            <p class="answers"><button name="answer" value="refuse">Refuse</button>
            <button class="main" name="answer" value="grant"\(if: candidates.isEmpty, " disabled")>Allow</button></p>
            </form>
            """
    }

    /// What stands there when the address itself is wrong.
    static func problem(_ problem: AuthorizationProblem) -> HTML {
        """
        <section class="dialog"><h1>This cannot be opened</h1><p id="problem">\(problem.message)</p>
        <p class="quiet">The app must send you here with another address.</p></section>
        """
    }

    /// Scheme, host and port of the address that follows.
    private var origin: String {
        let uri = request.redirectURI
        let end = uri.dropFirst(8).firstIndex { "/?".contains($0) } ?? uri.endIndex
        return String(uri[..<end])
    }

    private func candidate(_ candidate: AuthorizationCandidate, isFirst: Bool) -> HTML {
        """
        <div class="candidate"><label><input type="radio" name="by" value="\(candidate.id)"\(if: isFirst, " checked")> \
        <b>\(candidate.username.map { "@" + $0 } ?? candidate.name)</b> \
        <span class="quiet">\(candidate.username == nil ? candidate.id : candidate.name)</span></label>\
        \(candidate.pages.map(page))</div>
        """
    }

    private func page(_ page: AuthorizationCandidate.Page) -> HTML {
        """
        <label class="page"><input type="checkbox" name="page" value="\(page.id)" checked> Page \(page.name) \
        <span class="quiet">with @\(page.username) on Instagram</span></label>
        """
    }

    private func scope(_ scope: String) -> HTML {
        """
        <label><input type="checkbox" name="scope" value="\(scope)" checked> \(Self.meanings[scope] ?? "Something else") \
        <code>\(scope)</code></label>
        """
    }

    private static let meanings: [String: String] = [
        "instagram_basic": "See profile and media", "instagram_business_basic": "See profile and media",
        "instagram_content_publish": "Publish", "instagram_business_content_publish": "Publish",
        "instagram_manage_comments": "Read and write comments",
        "instagram_business_manage_comments": "Read and write comments",
        "instagram_manage_contents": "Delete what is published",
        "instagram_manage_insights": "See insights", "instagram_business_manage_insights": "See insights",
        "instagram_manage_messages": "Read and write messages",
        "instagram_business_manage_messages": "Read and write messages",
        "pages_show_list": "See which Pages you have", "pages_read_engagement": "Read what the Pages show",
        "pages_manage_posts": "Publish on the Pages", "pages_manage_engagement": "Read and write comments on the Pages",
        "pages_manage_metadata": "Change the Pages’ settings", "pages_messaging": "Read and write the Pages’ messages",
        "business_management": "Manage your businesses", "read_insights": "See the Pages’ insights",
        "instagram_branded_content_creator": "Mark paid partnerships", "catalog_management": "See product catalogues",
        "instagram_shopping_tag_products": "Tag products",
    ]
}

extension Pages {
    /// A dialog in the frame of the pages.
    static func dialog(_ body: HTML, of login: Login, status: Int = 200) -> ServerResponse {
        return html(
            Frame.bare(title: login == .instagram ? "Instagram Login" : "Facebook Login", body), status: status,
            // The form leads on to the app, wherever that is.
            formAction: "'self' http: https:")
    }
}
