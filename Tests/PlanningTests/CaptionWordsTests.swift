import Testing

@testable import Planning

@Suite struct CaptionWordsTests {
    static let rows: [(String, String, Bool)] = [
        ("Hello", "hello!", true), ("Hello", "Bye", false), ("Fresh bread today", "🥐 TODAY: fresh bread 🥐", true),
        ("Rye on Monday", "Rye on Tuesday", false),
        (
            "one two three four five six seven eight nine ten",
            "one two three four five six seven eight nine eleven", true
        ),
        ("one two three four five six seven eight nine ten", "one two three four five six seven", false),
        ("Crème brûlée", "Cre\u{301}me brule\u{301}e", false), ("Straße 4", "STRASSE 4", false),
        ("朝のパンはとてもおいしいです。ぜひ来てください", "朝のパンはとてもおいしいです！ぜひ来てください🥐", true),
        ("朝のパンはとてもおいしいです", "夜のケーキもあります", false), ("مرحبا بكم في المخبز", "مرحبا بكم في المخبز!", true),
    ]
    @Test("Tells what says nearly the same", arguments: rows)
    func likeness(left: String, right: String, isNear: Bool) throws {
        let (left, right) = (try #require(CaptionWords(left)), try #require(CaptionWords(right)))
        #expect(left.isNearly(right) == isNear)
        #expect(right.isNearly(left) == isNear)
        #expect(left.isNearly(left))
    }

    @Test("Finds no words in signs alone", arguments: ["", " \n", "🥐 🥖!", "—"])
    func empty(caption: String) { #expect(CaptionWords(caption) == nil) }
}
