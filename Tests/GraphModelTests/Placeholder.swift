import Testing

@testable import GraphModel

@Suite struct PlaceholderTests {}
