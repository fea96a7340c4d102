import FoundationEssentials
import GraphModel

/// The platform's limits and uncertain behaviours as JSON: the names of ``Configuration``, times in seconds.
enum PlatformSettings {
    private static let durations: Set<String> = [
        "imageProcessing", "videoProcessing", "carouselProcessing", "listLag", "codeLife", "shortTokenLife",
        "longTokenLife", "duplicateMemory",
    ]
    /// What the sandbox sets itself.
    private static let own: Set<String> = [
        "contentBase", "permalinkBase", "pagePermalinkBase", "uploadBase", "appSecret", "instagramAppSecret", "seed",
    ]

    static func json(_ configuration: Configuration) throws -> JSON {
        .object(
            try members(configuration).filter { !own.contains($0.name) }.map { member in
                guard durations.contains(member.name) else { return member }
                let span = try JSONDecoder().decode(Duration.self, from: Data(member.value.text().utf8))
                let seconds = Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
                return .init(name: member.name, value: .number(seconds))
            })
    }

    /// The configuration with some settings changed.
    static func changed(_ configuration: Configuration, _ settings: JSON) throws -> Configuration {
        var members = try members(configuration)
        for setting in settings.members ?? [] {
            guard let place = members.firstIndex(where: { $0.name == setting.name }), !own.contains(setting.name) else {
                throw ControlError("the platform has no setting '\(setting.name)'; GET /_sandbox/platform lists them")
            }
            members[place].value = durations.contains(setting.name) ? try duration(setting) : setting.value
        }
        do {
            return try JSONDecoder().decode(Configuration.self, from: Data(JSON.object(members).text().utf8))
        } catch {
            throw ControlError("a setting has a value it cannot have; GET /_sandbox/platform shows the present ones")
        }
    }

    private static func members(_ configuration: Configuration) throws -> [JSON.Member] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try JSON(parsing: [UInt8](encoder.encode(configuration))).members ?? []
    }

    private static func duration(_ setting: JSON.Member) throws -> JSON {
        guard let seconds = setting.value.double, (0...1e9).contains(seconds) else {
            throw ControlError("\(setting.name) must be a number of seconds")
        }
        return try JSON(parsing: [UInt8](JSONEncoder().encode(Duration.seconds(seconds))))
    }
}
