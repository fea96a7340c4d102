import Testing

@testable import Git

@Suite struct PlaceholderTests {}
