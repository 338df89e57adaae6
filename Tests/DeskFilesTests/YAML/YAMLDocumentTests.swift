import Testing

@testable import DeskFiles

/// The problems of reading `text` as YAML, in the form that people see.
private func problem(_ text: String) -> String {
  do {
    _ = try YAMLDocument(Array(text.utf8), file: "a.yaml")
    return "no problem"
  } catch {
    return error.description
  }
}

@Suite struct YAMLDocumentTests {
  @Test func nodesKnowTheirPlaceAndStyle() throws {
    let text = "name: 'a b'\nlist:\n  - x\n  - {k: \"v\"}\nblock: |\n  one\n  two\n"
    let root = try YAMLDocument(Array(text.utf8), file: "a.yaml").root
    let pairs = try root.pairs()
    #expect(pairs.map(\.key) == ["name", "list", "block"])
    #expect(pairs[0].value.content == .scalar("a b", .singleQuoted))
    #expect(pairs[0].value.place == DeskPlace(file: "a.yaml", line: 1, column: 7))
    let items = try pairs[1].value.items()
    #expect(items[0].place == DeskPlace(file: "a.yaml", line: 3, column: 5))
    #expect(try items[1].pairs()[0].value.content == .scalar("v", .doubleQuoted))
    #expect(pairs[2].value.content == .scalar("one\ntwo\n", .literal))
  }

  @Test func byteOrderMarkAndWindowsLineEndsAreRead() throws {
    let root = try YAMLDocument(Array("\u{FEFF}a: 1\r\nb: 2\r\n".utf8), file: "a.yaml").root
    #expect(try root.pairs().map(\.key) == ["a", "b"])
    #expect(try root.pairs()[0].place.column == 1)
  }

  @Test func tabIsNamed() {
    let said = problem("a:\n\tb: 1\n")
    #expect(said == "a.yaml:2:1: error: a tab cannot indent YAML\n  \tb: 1\n  ^\n  use spaces")
  }

  @Test func badUTF8IsLocated() {
    do {
      _ = try YAMLDocument(Array("a: 1\nü: ".utf8) + [0xC3, 0x28], file: "a.yaml")
      Issue.record("accepted")
    } catch {
      #expect(error.description == "a.yaml:2:4: error: the bytes here are not UTF-8\n  save the file as UTF-8")
    }
  }

  @Test func controlCharacterIsLocated() {
    #expect(problem("a: 1\nb: x\u{1}y\n").hasPrefix("a.yaml:2:5: error: not YAML: control characters are not allowed"))
  }

  @Test func unbalancedBracketIsLocated() {
    #expect(problem("a: [1, 2\nb: 3\n").hasPrefix("a.yaml:2:"))
  }

  @Test func colonInPlainTextIsExplained() {
    let said = problem("title: Taliban: a history\n")
    #expect(said.hasPrefix("a.yaml:1:15: error: not YAML: mapping values are not allowed in this context"))
    #expect(said.hasSuffix("put quotes around text that contains ': '"))
  }

  @Test func emptyFileTagsSecondDocumentsAndComplexKeysAreRefused() {
    #expect(problem("# nothing\n") == "a.yaml: error: the file is empty")
    #expect(problem("a: !!str 1\n").hasPrefix("a.yaml:1:4: error: the tag 'tag:yaml.org,2002:str' is not supported"))
    #expect(problem("a: 1\n---\nb: 2\n").hasPrefix("a.yaml:2:1: error: a second document begins here"))
    #expect(problem("? [a]\n: 1\n").hasPrefix("a.yaml:1:3: error: a key must be plain text"))
  }

  @Test func aliasRepeatsItsAnchor() throws {
    let root = try YAMLDocument(Array("a: &x [1, 2]\nb: *x\n".utf8), file: "a.yaml").root
    #expect(try root.pairs()[1].value.items().count == 2)
  }

  @Test func aliasToItselfIsRefused() {
    #expect(problem("a: &x [*x]\n").hasPrefix("a.yaml:1:8: error: no anchor '&x' is complete before this alias"))
    #expect(problem("a: *nothing\n").hasPrefix("a.yaml:1:4: error:"))
  }

  @Test func aliasBombIsBounded() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let before = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [\(repeatElement(before, count: 9).joined(separator: ", "))]\n"
    }
    #expect(problem(bomb).contains("more than 1000000 values, counting what aliases repeat"))
  }

  @Test(arguments: ["[", "- ", "{a: ", "? "])
  func deepNestingIsRefused(opening: String) {
    let said = problem(String(repeating: opening, count: 100_000))
    #expect(said.hasPrefix("a.yaml:1:"))
  }

  @Test func sixtyFourLevelsAreRead() throws {
    let text = String(repeating: "[", count: 64) + "x" + String(repeating: "]", count: 64)
    _ = try YAMLDocument(Array(text.utf8), file: "a.yaml")
    #expect(problem("[\(text)]").contains("more than 64 levels"))
  }

  @Test func largeFileIsRefused() {
    var limits = YAMLDocument.Limits()
    limits.bytes = 10
    #expect(throws: DeskError.self) { try YAMLDocument(Array("a: 1234567890".utf8), file: "a.yaml", limits: limits) }
  }

  @Test func anyPrefixAndAnyByteIsReadOrRefused() {
    let text = Array("a: &x [1, 'b', \"c\\u00e9\"]\nd: *x\ne: |\n  f\n# g\nh: >-\n  i\n  j\n".utf8)
    for end in 0...text.count { _ = try? YAMLDocument(Array(text.prefix(end)), file: "a.yaml") }
    for index in text.indices {
      for byte in stride(from: UInt8(0), through: 250, by: 5) {
        var changed = text
        changed[index] = byte
        _ = try? YAMLDocument(changed, file: "a.yaml")
      }
    }
  }
}
