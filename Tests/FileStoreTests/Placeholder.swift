import Testing

@testable import FileStore

@Suite struct PlaceholderTests {}
