/// Named character references of HTML, and what numeric references really mean.
package enum HTMLEntities {
  /// The UTF-8 text of the reference `&name;`, or `nil` when HTML has no such name; names are case-sensitive.
  package static func utf8(named name: Span<UInt8>) -> [UInt8]? {
    let entry = unsafe name.withUnsafeBufferPointer { EntityNames.shared.find(unsafe ByteView($0), 0..<name.count) }
    guard let entry else { return nil }
    var text = ""
    entry.text.forEach { if let scalar = Unicode.Scalar($0) { text.unicodeScalars.append(scalar) } }
    return Array(text.utf8)
  }

  /// Whether HTML also takes the reference without its semicolon: `&nbsp`, `&copy`.
  package static func worksWithoutSemicolon(_ name: Span<UInt8>) -> Bool {
    unsafe name.withUnsafeBufferPointer { EntityNames.shared.find(unsafe ByteView($0), 0..<name.count) }?.isLegacy
      == true
  }

  /// What the name in a range stands for with a semicolon behind it.
  static func text(_ bytes: ByteView, _ name: Range<Int>) -> CharacterReference.Text? {
    EntityNames.shared.find(bytes, name)?.text
  }

  /// What the name in a range stands for without a semicolon behind it.
  static func textWithoutSemicolon(_ bytes: ByteView, _ name: Range<Int>) -> CharacterReference.Text? {
    guard let entry = EntityNames.shared.find(bytes, name), entry.isLegacy else { return nil }
    return entry.text
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
}

/// The table of names as an open-addressed hash, built once; all names in one array.
private struct EntityNames: Sendable {
  struct Entry {
    var name = 0..<0
    var text = CharacterReference.Text()
    var isLegacy = false
  }

  static let shared = EntityNames()
  private var slots = [Int32](repeating: -1, count: 8_192)
  private var letters: [UInt8] = []
  private var entries: [Entry] = []

  private init() {
    for written in Self.words(HTMLEntityTable.named) {
      guard let equals = written.firstIndex(of: 0x3D) else { continue }
      let start = letters.count
      letters += written[..<equals]
      var entry = Entry(name: start..<letters.count)
      let scalars = written[(equals + 1)...].split(separator: 0x2B).compactMap {
        UInt32(String(decoding: $0, as: UTF8.self), radix: 16)
      }
      entry.text = CharacterReference.Text(first: scalars.first ?? 0, second: scalars.dropFirst().first ?? 0)
      var slot = Self.hash(written[..<equals])
      while slots[slot] >= 0 { slot = (slot + 1) & 8_191 }
      slots[slot] = Int32(entries.count)
      entries.append(entry)
    }
    for name in Self.words(HTMLEntityTable.withoutSemicolon) {
      var slot = Self.hash(name[...])
      while slots[slot] >= 0 {
        let candidate = Int(slots[slot])
        if letters[entries[candidate].name].elementsEqual(name) { entries[candidate].isLegacy = true }
        slot = (slot + 1) & 8_191
      }
    }
  }

  private static func words(_ text: StaticString) -> [[UInt8]] {
    let bytes = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return unsafe bytes.split { isSpace($0) }.map { unsafe Array($0) }
  }

  func find(_ bytes: ByteView, _ name: Range<Int>) -> Entry? {
    guard name.count <= HTMLEntities.longestName else { return nil }
    var hash: UInt32 = 2_166_136_261
    for index in name { hash = (hash ^ UInt32(bytes[index])) &* 16_777_619 }
    var slot = Self.reduced(hash)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.name.count == name.count, isEqual(bytes, name, entry.name) { return entry }
      slot = (slot + 1) & 8_191
    }
    return nil
  }

  private func isEqual(_ bytes: ByteView, _ name: Range<Int>, _ known: Range<Int>) -> Bool {
    for offset in 0..<name.count where bytes[name.lowerBound + offset] != letters[known.lowerBound + offset] {
      return false
    }
    return true
  }

  /// FNV-1a, reduced to the size of the table.
  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return reduced(hash)
  }

  @inline(__always) private static func reduced(_ hash: UInt32) -> Int { Int((hash ^ (hash >> 15)) & 8_191) }
}
