/// The text of a YAML file by lines, to show the line that a problem is on.
package struct YAMLSource: Sendable, Equatable {
  /// The file's path, as messages show it.
  package let file: String
  private let bytes: [UInt8]
  private let lineStarts: [Int]

  /// Takes valid UTF-8.
  init(_ bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// How many lines there are; a final newline begins one more.
  package var lineCount: Int { lineStarts.count }

  /// A line counted from 1, without its end; empty when there is none.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// The place of a byte offset.
  func place(ofByte offset: Int) -> DeskPlace {
    Self.place(ofByte: offset, in: bytes, file: file)
  }

  /// The place of a byte offset in text that may be no valid UTF-8 after it.
  static func place(ofByte offset: Int, in bytes: [UInt8], file: String) -> DeskPlace {
    var line = 1
    var column = 1
    for byte in bytes.prefix(max(0, offset)) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return DeskPlace(file: file, line: line, column: column)
  }
}
