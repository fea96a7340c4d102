import Testing

@testable import ContentModel

@Suite struct PlaceholderTests {}
