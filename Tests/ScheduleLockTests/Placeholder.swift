import Testing

@testable import ScheduleLock

@Suite struct PlaceholderTests {}
