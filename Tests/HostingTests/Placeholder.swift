import Testing

@testable import Hosting

@Suite struct PlaceholderTests {}
