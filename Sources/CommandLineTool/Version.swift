/// Which calends this is.
public enum Version {
    /// As `calends --version` prints it.
    public static let current = "0.1.0"
}
