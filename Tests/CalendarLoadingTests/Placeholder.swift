import Testing

@testable import CalendarLoading

@Suite struct PlaceholderTests {}
