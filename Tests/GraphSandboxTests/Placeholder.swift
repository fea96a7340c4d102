import Testing

@testable import GraphSandbox

@Suite struct PlaceholderTests {}
