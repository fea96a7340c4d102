import Testing

@testable import YAML

@Suite struct PlaceholderTests {}
