import Diagnostics

/// A syntax error as libyaml states it, put into words for people who write YAML but do not know its grammar.
///
/// The statements matched are the fixed ones of libyaml 0.2.5; one that is not known here is quoted.
struct SyntaxError {
    /// What libyaml found: `did not find expected key`.
    let statement: String
    /// What libyaml was doing: `while parsing a block mapping`.
    let context: String
    /// Where it found it.
    let mark: Mark
    /// Where what it was doing began.
    let contextMark: Mark
    /// The line of ``mark``.
    let line: SourceLine

    /// The same in our words.
    var problem: Problem {
        switch statement {
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            tab
        case "found character that cannot start any token":
            line[mark.column] == "\t" ? tab : reservedCharacter
        case "mapping values are not allowed in this context":
            unexpectedColon
        case "block sequence entries are not allowed in this context":
            here(
                "a list cannot begin here", why: "'- ' begins a list item, on a line of its own",
                fix: "start the list on the next line, or put the text in quotes")
        case "mapping keys are not allowed in this context":
            here(
                "unexpected '?'", why: "'? ' begins a key, on a line of its own", fix: "put the text in quotes")
        case "could not find expected ':'":
            atContext(
                "this line has no ': '", why: "inside a mapping a line is written 'key: value'",
                fix: "add ': ', or indent the line if it continues the one above")
        case "did not find expected key": notAKey
        case "did not find expected '-' indicator":
            here(
                "this line is no item of the list begun in line \(contextMark.line)",
                why: "every item of a list begins with '- ' in the same column",
                fix: "begin it with '- ', or correct the indentation")
        case "did not find expected ',' or ']'": unclosed("list", "[", "]")
        case "did not find expected ',' or '}'": unclosed("mapping", "{", "}")
        case "did not find expected node content":
            here(
                "unexpected \(character)", why: "a value is expected here",
                fix: "put the text in quotes, or remove the character")
        default:
            quotesProblem ?? blockTextProblem ?? nameProblem ?? directiveProblem ?? unknown
        }
    }
}

extension SyntaxError {
    private var tab: Problem {
        here("a tab indents this line", why: "YAML indents with spaces only", fix: "replace the tab by spaces")
    }

    private var reservedCharacter: Problem {
        here("a text cannot begin with \(character)", why: "YAML reserves it", fix: "put the text in quotes")
    }

    private var unexpectedColon: Problem {
        line.isOneWord(before: mark.column)
            ? here(
                "this line cannot be a key", why: "it continues the text above it",
                fix: "correct the indentation, write ': ' with a space above, or put the text in quotes")
            : here(
                "unexpected ':'", why: "a text that holds ': ' needs quotes", fix: "put the text in quotes")
    }

    private var notAKey: Problem {
        if !line.isBlank(before: mark.column) {
            here(
                "unexpected text after a value", why: "a value ends at its closing quote, and *name at the space",
                fix: "put the whole text in quotes; between single quotes write '' for '")
        } else if line[mark.column] == "-" {
            here(
                "a list item stands among the keys of the mapping begun in line \(contextMark.line)",
                why: "inside a mapping a line is written 'key: value'",
                fix: "give the list a key of its own, or correct the indentation")
        } else {
            here(
                "this line is no key of the mapping begun in line \(contextMark.line)",
                why: "every key of a mapping begins in the same column", fix: "correct the indentation")
        }
    }

    private func unclosed(_ what: String, _ opening: String, _ closing: String) -> Problem {
        here(
            "',' or '\(closing)' is missing",
            why: "the \(what) opened with '\(opening)' at \(contextMark.line):\(contextMark.column) is not closed yet",
            fix: "close it with '\(closing)', or put ',' between its parts")
    }

    /// What goes wrong between quotes.
    private var quotesProblem: Problem? {
        switch statement {
        case "found unexpected end of stream":
            atContext("a quote is never closed", why: "all that follows was read as one text", fix: "close the quote")
        case "found unexpected document indicator":
            atContext(
                "a quote is not closed before line \(mark.line)", why: "that line, '---' or '...', ends the document",
                fix: "close the quote, or indent the line")
        case "found unknown escape character":
            here(
                "unknown escape '\\\(line[mark.column + 1].map { String($0) } ?? "")'",
                why: "between double quotes '\\' begins an escape",
                fix: "write '\\\\' for a backslash, or use single quotes")
        case "did not find expected hexdecimal number":
            here(
                "an escape lacks hexadecimal digits", why: "'\\x' takes 2 of them, '\\u' 4 and '\\U' 8",
                fix: "write the character itself, or '\\\\' for a backslash")
        case "found invalid Unicode character escape code":
            here(
                "an escape stands for no character", why: "YAML knows no surrogate pairs, and Unicode ends at 10FFFF",
                fix: "write the character itself, or '\\U' and 8 digits")
        default: nil
        }
    }

    /// What goes wrong behind `|` and `>`.
    private var blockTextProblem: Problem? {
        guard context == "while scanning a block scalar" else { return nil }
        let sign = line[contextMark.column].map { String($0) } ?? "|"
        return switch statement {
        case "did not find expected comment or line break":
            here(
                "unexpected \(character) after '\(sign)'", why: "the text of a block begins on the next line",
                fix: "move the text there, or put it in quotes")
        case "found an indentation indicator equal to 0":
            here(
                "unexpected \(character) after '\(sign)'", why: "the digit is an indentation from 1 to 9",
                fix: "leave the digit out")
        default: nil
        }
    }

    /// What goes wrong with `*name`, `&name` and `!tag`.
    private var nameProblem: Problem? {
        switch context {
        case "while scanning an alias":
            atContext(
                "'*' begins no alias", why: "a text that begins with '*' refers to the anchor of that name",
                fix: "put the text in quotes")
        case "while scanning an anchor":
            atContext(
                "'&' begins no anchor", why: "a text that begins with '&' gives what follows a name",
                fix: "put the text in quotes")
        case "while scanning a tag", "while parsing a tag", "while parsing a node":
            atContext(
                "'!' begins no known tag", why: "a text that begins with '!' names a type",
                fix: "put the text in quotes")
        default: nil
        }
    }

    /// What goes wrong with lines that begin with `%`, and with `---`.
    private var directiveProblem: Problem? {
        switch statement {
        case "found incompatible YAML document":
            return here(
                "this file asks for another version of YAML", why: "versions 1.1 and 1.2 are read",
                fix: "write '%YAML 1.2', or remove the line")
        case "found duplicate %YAML directive", "found duplicate %TAG directive":
            return here("a second directive of this name", why: "one is enough", fix: "remove the line")
        case "did not find expected <document start>":
            return here(
                "'---' is missing before this line", why: "a document begins with it after '%…' or '...'",
                fix: "write '---' above, or remove what stands before")
        default:
            let isDirective = context.hasSuffix("directive")
            return isDirective
                ? atContext(
                    "unknown directive", why: "'%YAML 1.2' is the only line with '%' that is read",
                    fix: "remove the line, or put the text in quotes") : nil
        }
    }

    private var unknown: Problem {
        here(
            "this is no YAML", why: context.isEmpty ? statement : "\(statement) \(context)",
            fix: "compare it with a line that works")
    }

    private func here(_ message: String, why: String, fix: String) -> Problem {
        Problem(message, at: mark, why: why, fix: fix)
    }

    private func atContext(_ message: String, why: String, fix: String) -> Problem {
        Problem(message, at: contextMark, why: why, fix: fix)
    }

    private var character: String {
        line[mark.column].map { "'\($0)'" } ?? "end of line"
    }
}
