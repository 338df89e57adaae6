/// Named character references of HTML, and what numeric references really mean.
package enum HTMLEntities {
  /// The UTF-8 text of the reference `&name;`, or `nil` when HTML has no such name; names are case-sensitive.
  package static func utf8(named name: Span<UInt8>) -> [UInt8]? {
    Table.shared.find(name)
  }

  /// Whether HTML also takes the reference without its semicolon: `&nbsp`, `&copy`.
  package static func worksWithoutSemicolon(_ name: Span<UInt8>) -> Bool {
    guard name.count <= 6 else { return false }
    var bytes: [UInt8] = []
    for index in name.indices { bytes.append(name[index]) }
    return legacyNames.contains(bytes)
  }

  /// The scalar that a numeric reference stands for in HTML (HTML Standard §13.2.5.80).
  ///
  /// 0x80 to 0x9F are read as windows-1252; NUL, surrogates, noncharacters at plane ends and numbers beyond
  /// Unicode give U+FFFD.
  package static func scalar(number: UInt32) -> Unicode.Scalar {
    if number >= 0x80, number <= 0x9F { return windows1252[Int(number) - 0x80] }
    guard number != 0, number & 0xFFFE != 0xFFFE, let scalar = Unicode.Scalar(number) else { return "\u{FFFD}" }
    return scalar
  }

  /// What windows-1252 has at 0x80 to 0x9F; its five gaps keep their C1 control.
  static let windows1252: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
    "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
  ]

  /// The longest name; a scanner need not look farther for the semicolon.
  package static let longestName = 31

  private static let legacyNames: Set<[UInt8]> = {
    let text = unsafe UnsafeBufferPointer(
      start: HTMLEntityTable.withoutSemicolon.utf8Start, count: HTMLEntityTable.withoutSemicolon.utf8CodeUnitCount)
    return unsafe Set(text.split { isSpace($0) }.map { unsafe Array($0) })
  }()
}

/// The table of names as an open-addressed hash, built once.
private struct Table: Sendable {
  static let shared = Table()
  private var slots: [Int32]
  private var names: [[UInt8]] = []
  private var values: [[UInt8]] = []

  private init() {
    slots = Array(repeating: -1, count: 8_192)
    let text = unsafe UnsafeBufferPointer(
      start: HTMLEntityTable.named.utf8Start, count: HTMLEntityTable.named.utf8CodeUnitCount)
    for entry in unsafe Array(text).split(whereSeparator: { isSpace($0) }) {
      guard let equals = entry.firstIndex(of: 0x3D) else { continue }
      let name = Array(entry[..<equals])
      var slot = Self.hash(name.span)
      while slots[slot] >= 0 { slot = (slot + 1) & 8_191 }
      slots[slot] = Int32(names.count)
      names.append(name)
      values.append(Self.utf8(hex: Array(entry[(equals + 1)...])))
    }
  }

  func find(_ name: Span<UInt8>) -> [UInt8]? {
    guard name.count <= HTMLEntities.longestName else { return nil }
    var slot = Self.hash(name)
    while slots[slot] >= 0 {
      let candidate = Int(slots[slot])
      let known = names[candidate]
      if equal(known.span, name) { return values[candidate] }
      slot = (slot + 1) & 8_191
    }
    return nil
  }

  private func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }

  /// FNV-1a, reduced to the size of the table.
  private static func hash(_ name: Span<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in name.indices { hash = (hash ^ UInt32(name[index])) &* 16_777_619 }
    return Int((hash ^ (hash >> 15)) & 8_191)
  }

  /// `A0+338` as UTF-8.
  private static func utf8(hex: [UInt8]) -> [UInt8] {
    var text = ""
    for number in hex.split(separator: 0x2B) {
      guard let value = UInt32(String(decoding: number, as: UTF8.self), radix: 16) else { continue }
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return Array(text.utf8)
  }
}
