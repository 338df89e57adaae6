/// Writes `--help` and the usage line of a command from its specification.
struct HelpText {
  static let program = "khabar"

  static func usage(_ command: CommandSpecification) -> String {
    var words = [program] + command.path
    for option in command.options.prefix(6) {
      words.append(option.value.map { "[--\(option.name) \($0)]" } ?? "[--\(option.name)]")
    }
    if command.options.count > 6 { words.append("[options]") }
    for operand in command.operands {
      switch operand.arity {
      case .one: words.append("<\(operand.name)>")
      case .optional: words.append("[<\(operand.name)>]")
      case .many: words.append("[<\(operand.name)> ...]")
      }
    }
    return words.joined(separator: " ")
  }

  static func help(_ command: CommandSpecification) -> String {
    var text = "OVERVIEW: \(command.abstract)\n"
    if !command.discussion.isEmpty { text += "\n\(command.discussion)\n" }
    text += "\nUSAGE: \(usage(command))\n"
    if !command.operands.isEmpty {
      text += "\nARGUMENTS:\n" + rows(command.operands.map { ("<\($0.name)>", $0.help) })
    }
    let options = command.options.map { option in
      let short = option.short.map { "-\($0), " } ?? ""
      return ("\(short)--\(option.name)" + (option.value.map { " \($0)" } ?? ""), option.help)
    }
    return text + "\nOPTIONS:\n" + rows(options + [("-h, --help", "Show this help.")])
  }

  /// The help of `khabar` or of a command that only has subcommands, such as `khabar feeds`.
  static func overview(of path: [String], abstract: String, commands: [CommandSpecification]) -> String {
    let prefix = ([program] + path).joined(separator: " ")
    var text = "OVERVIEW: \(abstract)\n\nUSAGE: \(prefix) <subcommand> [options]\n\nSUBCOMMANDS:\n"
    text += rows(commands.map { ($0.path.dropFirst(path.count).joined(separator: " "), $0.abstract) })
    return text + "\n  See '\(prefix) <subcommand> --help' for the options of each.\n"
  }

  private static func rows(_ rows: [(String, String)]) -> String {
    let width = min(30, (rows.map(\.0.count).max() ?? 0) + 2)
    return rows.map { name, help in
      let gap = name.count < width ? String(repeating: " ", count: width - name.count) : "\n  " + spaces(width)
      return "  " + name + gap + help.replacing("\n", with: "\n  " + spaces(width)) + "\n"
    }.joined()
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
