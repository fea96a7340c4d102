import Testing

@testable import MetaGraph

@Suite struct PlaceholderTests {}
