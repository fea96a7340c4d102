/// Where people find something of a Page.
public enum PagePermalink {
    /// A `permalink_url` with its host: posts come with one, videos without.
    public static func whole(_ link: String) -> String {
        link.hasPrefix("/") ? "https://www.facebook.com\(link)" : link
    }
}
