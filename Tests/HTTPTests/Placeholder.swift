import Testing

@testable import HTTP

@Suite struct PlaceholderTests {}
