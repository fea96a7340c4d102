import Markup

/// The few drawings, all our own.
enum Icon {
    /// A page of a calendar with its first day marked.
    static let mark: HTML = """
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><rect x="3" y="4" width="18" height="17" rx="3" \
        fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M3 9h18" stroke="currentColor" stroke-width="1.6"/>\
        <circle class="day" cx="8" cy="14.5" r="2.4"/></svg>
        """

    static let favicon: HTML = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="5" \
        fill="#f8f5ef"/><path d="M2 8.5h20" stroke="#2b2722" stroke-width="1.4"/><circle cx="8" cy="15" r="3.2" \
        fill="#a3341f"/></svg>
        """

    static let carousel: HTML = """
        <svg class="kind" viewBox="0 0 24 24" role="img" aria-label="Carousel"><rect x="3" y="7" width="13" height="14" rx="2"/>\
        <path d="M8 4h10a3 3 0 0 1 3 3v10" fill="none" stroke-width="2"/></svg>
        """

    static let reel: HTML = """
        <svg class="kind" viewBox="0 0 24 24" role="img" aria-label="Reel"><path d="M7 4.5v15l12.5-7.5z"/></svg>
        """

    static let back: HTML = arrow("m14.5 5-7 7 7 7")
    static let forward: HTML = arrow("m9.5 5 7 7-7 7")

    static let close: HTML = arrow("m6 6 12 12M18 6 6 18")

    private static func arrow(_ path: String) -> HTML {
        """
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="\(path)" fill="none" \
        stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>
        """
    }
}
