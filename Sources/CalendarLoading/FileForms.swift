public import Forms
import YAML

/// What the files of a calendar may hold, as their decoders tell it themselves.
public enum FileForms {
    /// An entry.
    public static var entry: Form { EntryDecoder.form }

    /// `calendar/settings.yaml`.
    public static var settings: Form { SettingsShapes().settings.form }
}
