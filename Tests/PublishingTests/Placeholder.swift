import Testing

@testable import Publishing

@Suite struct PlaceholderTests {}
