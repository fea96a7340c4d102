import ContentModel
import FoundationEssentials
import TimeZones

extension HostingSettings {
    /// When its keys end, where the environment has lent ones and says so: `AWS_CREDENTIAL_EXPIRATION`, in ISO 8601.
    ///
    /// Of what is kept elsewhere, such as in a file, that variable says nothing. Source: AWS CLI reference,
    /// `configure export-credentials`, which prints it beside the keys and their token.
    func keysEnd(in environment: [String: String]) -> Date? {
        guard case .s3(let s3) = self, case .environment(let name)? = s3.sessionToken,
            environment[name]?.isEmpty == false, let text = environment["AWS_CREDENTIAL_EXPIRATION"]
        else { return nil }
        // It is for other programs as well: what is written otherwise tells nothing.
        return (try? OffsetTime(parsing: text.trimmed))?.date
    }
}
