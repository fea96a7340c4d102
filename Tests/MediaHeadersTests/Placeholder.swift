import Testing

@testable import MediaHeaders

@Suite struct PlaceholderTests {}
