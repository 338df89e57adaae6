/// Makes text from outside fit to be shown on a terminal.
public enum VisibleText {
  /// The text on one line without control characters and bidi overrides: a feed cannot move the cursor or forge lines.
  public static func line(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var isBlank = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
        isBlank = true
      } else if !(0x202A...0x202E).contains(scalar.value), !(0x2066...0x2069).contains(scalar.value) {
        if isBlank, !scalars.isEmpty { scalars.append(" ") }
        isBlank = false
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// The same for a piece out of the middle of a line: blanks at its ends stay.
  public static func visible(_ text: Substring) -> String {
    let line = line(String(text))
    let start = text.first?.isWhitespace == true ? " " : ""
    let end = text.last?.isWhitespace == true && !line.isEmpty ? " " : ""
    return start + line + end
  }
}
