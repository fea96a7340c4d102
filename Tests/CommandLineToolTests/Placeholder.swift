import Testing

@testable import CommandLineTool

@Suite struct PlaceholderTests {}
