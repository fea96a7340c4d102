import Testing

@testable import Views

@Suite struct PlaceholderTests {}
