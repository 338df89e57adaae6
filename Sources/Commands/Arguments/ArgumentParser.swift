import Spelling

/// Reads a command line against a specification, in the shape of swift-argument-parser: options anywhere,
/// `--name value`, `--name=value`, `-n value`, bundled short flags, and `--` to end the options.
struct ArgumentParser {
  let specification: CommandSpecification

  func parse(_ words: [String]) throws(UsageError) -> ParsedArguments {
    var result = ParsedArguments()
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        result.operands += rest
        break
      } else if word.hasPrefix("--") {
        try parseLong(word.dropFirst(2), &rest, into: &result)
      } else if word.hasPrefix("-"), word.count > 1, !(specification.takesSignedWords && word.count > 2) {
        try parseShort(word.dropFirst(), &rest, into: &result)
      } else {
        result.operands.append(word)
      }
    }
    try checkOperands(result)
    return result
  }

  private func parseLong(
    _ word: Substring, _ rest: inout ArraySlice<String>, into result: inout ParsedArguments
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = specification.options.first(where: { $0.name == name }) else {
      let meant = Suggestion.closest(to: name, among: specification.options.map(\.name) + ["help"])
      throw UsageError(message: "Unknown option '--\(name)'" + (meant.map { ". Did you mean '--\($0)'?" } ?? ""))
    }
    try take(option, inline: parts.count == 2 ? String(parts[1]) : nil, &rest, into: &result)
  }

  private func parseShort(
    _ letters: Substring, _ rest: inout ArraySlice<String>, into result: inout ParsedArguments
  ) throws(UsageError) {
    for (index, letter) in letters.enumerated() {
      guard let option = specification.options.first(where: { $0.short == letter }) else {
        throw UsageError(message: "Unknown option '-\(letter)'")
      }
      if option.value != nil {
        let inline = letters.dropFirst(index + 1)
        return try take(option, inline: inline.isEmpty ? nil : String(inline), &rest, into: &result)
      }
      try take(option, inline: nil, &rest, into: &result)
    }
  }

  private func take(
    _ option: OptionSpecification, inline: String?, _ rest: inout ArraySlice<String>,
    into result: inout ParsedArguments
  ) throws(UsageError) {
    guard let placeholder = option.value else {
      guard inline == nil else { throw UsageError(message: "Option '--\(option.name)' takes no value") }
      result.flags.insert(option.name)
      return
    }
    guard result.values[option.name] == nil else {
      throw UsageError(message: "Option '--\(option.name)' was given twice")
    }
    guard let value = inline ?? rest.popFirst() else {
      throw UsageError(message: "Option '--\(option.name)' needs a value: --\(option.name) \(placeholder)")
    }
    result.values[option.name] = value
  }

  private func checkOperands(_ result: ParsedArguments) throws(UsageError) {
    let required = specification.operands.filter { $0.arity == .one }
    let first = specification.operands.count { $0.arity == .many } == 0 ? specification.operands.count : Int.max
    if result.operands.count < required.count {
      throw UsageError(message: "Missing argument '\(required[result.operands.count].name)'")
    }
    if result.operands.count > first {
      let takesDesk = first == 0 && specification.options.contains { $0.name == SharedOptions.desk.name }
      let hint = takesDesk ? "; a desk is named with --desk \(result.operands[first])" : ""
      throw UsageError(message: "Unexpected argument '\(result.operands[first])'\(hint)")
    }
  }
}
