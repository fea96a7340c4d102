import Testing

@testable import TimeZones

@Suite struct PlaceholderTests {}
