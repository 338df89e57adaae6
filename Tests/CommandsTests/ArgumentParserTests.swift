import Testing

@testable import Commands

@Suite struct ArgumentParserTests {
  private let specification = CommandSpecification(
    path: ["search"], abstract: "Finds.",
    options: [
      OptionSpecification(name: "limit", short: "n", value: "NUMBER", help: "Most."), SharedOptions.json,
      SharedOptions.verbose,
    ],
    operands: [OperandSpecification(name: "QUERY", arity: .many, help: "What.")], run: { _ in })

  private func parse(_ words: String...) throws -> ParsedArguments {
    try ArgumentParser(specification: specification).parse(words)
  }

  @Test(arguments: [["--limit", "5"], ["--limit=5"], ["-n", "5"], ["-n5"], ["-vn5"]])
  func valuesInEveryForm(_ words: [String]) throws {
    let parsed = try ArgumentParser(specification: specification).parse(words + ["taliban"])
    #expect(parsed.values == ["limit": "5"])
    #expect(parsed.operands == ["taliban"])
  }

  @Test func twoHyphensEndTheOptions() throws {
    let parsed = try parse("--json", "--", "--limit", "-x")
    #expect(parsed.flags == ["json"])
    #expect(parsed.operands == ["--limit", "-x"])
  }

  @Test(arguments: [
    (["--limti", "5"], "Unknown option '--limti'. Did you mean '--limit'?"), (["-x"], "Unknown option '-x'"),
    (["--limit"], "Option '--limit' needs a value: --limit NUMBER"), (["--json=1"], "Option '--json' takes no value"),
    (["-n1", "--limit=2"], "Option '--limit' was given twice"),
  ])
  func wrongLinesSayWhy(_ words: [String], _ message: String) {
    #expect(throws: UsageError(message: message)) {
      try ArgumentParser(specification: specification).parse(words)
    }
  }

  @Test func countsOfOperandsAreChecked() {
    let one = CommandSpecification(
      path: ["explain"], abstract: "", operands: [OperandSpecification(name: "ARTICLE", help: "")], run: { _ in })
    #expect(throws: UsageError(message: "Missing argument 'ARTICLE'")) {
      try ArgumentParser(specification: one).parse([])
    }
    #expect(throws: UsageError(message: "Unexpected argument 'b'")) {
      try ArgumentParser(specification: one).parse(["a", "b"])
    }
  }

  @Test func everyCommandExplainsItself() {
    for command in Subcommands.all {
      let help = HelpText.help(command)
      #expect(help.contains("USAGE: khabar \(command.path.joined(separator: " "))"))
      for option in command.options { #expect(help.contains("--\(option.name)")) }
      #expect(Set(command.options.map(\.name)).count == command.options.count, "\(command.path)")
      let shorts = command.options.compactMap(\.short)
      #expect(Set(shorts).count == shorts.count, "\(command.path)")
    }
  }
}
