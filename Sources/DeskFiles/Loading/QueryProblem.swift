import Querying

/// Turns a mistake in a query into a problem at its place in the YAML file.
enum QueryProblem {
  /// The problem, with the caret under the words meant.
  ///
  /// A query may be folded over lines, so the place is found by counting the characters that are no white space: they
  /// are the same in the file and in the value, but for escapes and doubled quotes.
  static func problem(_ error: QueryError, in node: YAMLNode, source: YAMLSource) -> DeskProblem {
    guard case .scalar(let text, let style) = node.content else { return DeskProblem(error.message, at: node.place) }
    let place = place(ofCharacter: error.offset, of: text, style: style, at: node.place, source: source)
    let remedy = error.suggestion.map { $0.contains(" ") ? $0 : "did you mean '\($0)'?" }
    return DeskProblem(
      "query: \(error.message)", at: place, remedy: remedy, excerpt: source.line(place.line), length: error.length)
  }

  private static func place(
    ofCharacter offset: Int, of text: String, style: YAMLScalarStyle, at start: DeskPlace, source: YAMLSource
  ) -> DeskPlace {
    var left = text.prefix(max(0, offset)).unicodeScalars.count { !isSpace($0) }
    let isBlock = style == .literal || style == .folded
    var line = isBlock ? start.line + 1 : start.line
    var isFirst = true
    var last = start
    while line <= source.lineCount {
      let scalars = Array(source.line(line).unicodeScalars)
      var column = isFirst && !isBlock ? start.column - 1 : 0
      if isFirst, style == .singleQuoted || style == .doubleQuoted { column += 1 }
      isFirst = false
      while column < scalars.count {
        let here = DeskPlace(file: start.file, line: line, column: column + 1)
        let width = width(of: scalars, at: column, style: style)
        if !isSpace(scalars[column]) {
          if left == 0 { return here }
          left -= 1
          last = DeskPlace(file: start.file, line: line, column: column + 2)
        }
        column += width
      }
      if left == 0 { return last }
      line += 1
    }
    return last
  }

  /// Characters of the file that stand for one of the value.
  private static func width(of scalars: [Unicode.Scalar], at column: Int, style: YAMLScalarStyle) -> Int {
    switch (style, scalars[column]) {
    case (.doubleQuoted, "\\"): 2
    case (.singleQuoted, "'"): 2
    default: 1
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }
}
