import Foundation

/// Text as terminals lay it out: in columns, in one line, whichever way it is read.
enum TerminalText {
  /// Whether the locale of the environment says UTF-8 (POSIX: `LC_ALL` before `LC_CTYPE` before `LANG`).
  static func isUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.uppercased().replacing("-", with: "").contains("UTF8")
  }

  /// How many columns the text takes: two for East Asian wide characters and pictures, none for marks.
  static func width(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  private static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    let isWide =
      wide.contains { $0.contains(scalar.value) }
      || character.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
    return isWide ? 2 : 1
  }

  /// Blocks of Unicode's East Asian Width W and F (UAX #11), pictures aside.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The text in at most `width` columns, with `…`, or `~` in ASCII, where it is cut.
  static func cut(_ text: String, to width: Int, isUTF8: Bool = true) -> String {
    guard self.width(text) > width else { return text }
    var result = ""
    var used = 1
    for character in text {
      used += self.width(of: character)
      guard used <= width else { break }
      result.append(character)
    }
    return width > 0 ? result + (isUTF8 ? "…" : "~") : ""
  }

  /// The text with blanks behind it up to `width` columns.
  static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - self.width(text)))
  }

  /// The text with blanks before it up to `width` columns.
  static func lead(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - self.width(text))) + text
  }

  /// The text between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE when it has letters that are written from the right,
  /// so that a terminal that turns them leaves what stands beside them where it is (UAX #9 §2.4).
  static func isolated(_ text: String) -> String {
    let isTurned = text.unicodeScalars.contains { scalar in
      (0x590...0x8FF).contains(scalar.value) || (0xFB1D...0xFDFF).contains(scalar.value)
        || (0xFE70...0xFEFF).contains(scalar.value) || (0x10800...0x10FFF).contains(scalar.value)
        || (0x1E800...0x1EFFF).contains(scalar.value)
    }
    return isTurned ? "\u{2068}\(text)\u{2069}" : text
  }

  /// Numbers as a row of bars as high as they are, the highest whole; all blank when there is none.
  static func sparkline(_ values: [Double], isUTF8: Bool) -> String {
    let steps = Array(isUTF8 ? "▁▂▃▄▅▆▇█" : ".:-=+*#@")
    let highest = values.filter(\.isFinite).max() ?? 0
    guard highest > 0 else { return String(repeating: " ", count: values.count) }
    return String(
      values.map { value -> Character in
        let share = value.isFinite ? min(max(value / highest, 0), 1) : 0
        return steps[min(steps.count - 1, Int(share * Double(steps.count)))]
      })
  }
}
