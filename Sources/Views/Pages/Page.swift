import Markup

/// A page of one file, which asks no server for anything and runs no script.
enum Page {
    static func text(title: String, _ pictures: PagePictures, _ body: HTML) -> String {
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            img-src data: file: 'self'; media-src data: file: 'self'">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>
            \(HTML(stringLiteral: PageStyle.text + "\n" + pictures.rules))\
            </style>
            </head>
            <body>
            \(body)
            </body>
            </html>

            """
        return page.markup
    }
}

extension Style.Role {
    /// The class of a page's style that has this meaning.
    var className: String {
        switch self {
        case .good: "good"
        case .change: "change"
        case .danger: "danger"
        case .replacement: "replacement"
        case .question: "question"
        case .heading: "heading"
        case .faint: "faint"
        }
    }
}
