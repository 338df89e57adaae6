/// A date text folded for reading: ASCII digits, lower case, one kind of space and dash, no accents, no direction marks.
struct DateText {
  /// UTF-8, trimmed.
  var bytes: [UInt8] = []

  init(_ text: some StringProtocol) {
    guard text.utf8.count <= WebDate.maximumBytes * 4 else { return }
    bytes = Array(text.utf8)
    var isASCII = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte &- 0x41 < 26 { bytes[index] = byte | 0x20 } else if byte < 0x20 { bytes[index] = 0x20 }
      if byte >= 0x80 { isASCII = false }
    }
    if !isASCII {
      bytes.removeAll(keepingCapacity: true)
      for scalar in text.lowercased().unicodeScalars { append(scalar) }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    let start = bytes.firstIndex { $0 != 0x20 } ?? 0
    if start > 0 { bytes.removeFirst(start) }
  }

  /// Adds one scalar in its folded form.
  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x21...0x7E: bytes.append(UInt8(scalar.value))
    case 0...0x20, 0xA0, 0xB7, 0x1680, 0x2000...0x200A, 0x2022, 0x202F, 0x3000: bytes.append(0x20)
    case 0xE0...0xFF: bytes.append(Self.latin1[Int(scalar.value) - 0xE0])
    case 0x100...0x17F: bytes.append(Self.latinExtended[Int(scalar.value) - 0x100])
    case 0x300...0x36F: break
    case 0x370...0x3FF: appendGreek(scalar)
    case 0x600...0x6FF: appendArabic(scalar)
    case 0x964, 0x3002, 0xFF0E: bytes.append(UInt8(ascii: "."))
    case 0x3001, 0xFF0C: bytes.append(UInt8(ascii: ","))
    case 0xFF1A: bytes.append(UInt8(ascii: ":"))
    case 0xFF0F, 0x2044: bytes.append(UInt8(ascii: "/"))
    case 0xFF08: bytes.append(UInt8(ascii: "("))
    case 0xFF09: bytes.append(UInt8(ascii: ")"))
    case 0x2010...0x2015, 0x2212, 0xFF0D: bytes.append(UInt8(ascii: "-"))
    case 0xFF0B: bytes.append(UInt8(ascii: "+"))
    // Direction marks, joiners, byte order mark; nukta of Hindi and Bengali.
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0x93C, 0x9BC: break
    case 0x95E: bytes.append(contentsOf: "फ".utf8)
    case 0x9DF: bytes.append(contentsOf: "য".utf8)
    default: appendOther(scalar)
    }
  }

  /// `àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ` without what is above and below.
  private static let latin1 = Array("aaaaaaaceeeeiiiidnooooo/ouuuuyty".utf8)
  /// The same of U+0100 to U+017F.
  private static let latinExtended = Array(
    ("aaaaaa" + "cccccccc" + "dddd" + "eeeeeeeeee" + "gggggggg" + "hhhh" + "iiiiiiiiii" + "ii" + "jj" + "kkk"
      + "llllllllll" + "nnnnnnnnn" + "oooooooo" + "rrrrrr" + "ssssssss" + "tttttt" + "uuuuuuuuuuuu" + "ww" + "yyy"
      + "zzzzzz" + "s").utf8)

  private mutating func appendGreek(_ scalar: Unicode.Scalar) {
    let base: Unicode.Scalar =
      switch scalar {
      case "ά": "α"
      case "έ": "ε"
      case "ή": "η"
      case "ί", "ϊ", "ΐ": "ι"
      case "ό": "ο"
      case "ύ", "ϋ", "ΰ": "υ"
      case "ώ": "ω"
      case "ς": "σ"
      default: scalar
      }
    bytes.append(contentsOf: String(base).utf8)
  }

  private mutating func appendArabic(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x660...0x669: bytes.append(UInt8(0x30 + scalar.value - 0x660))
    case 0x6F0...0x6F9: bytes.append(UInt8(0x30 + scalar.value - 0x6F0))
    case 0x60C, 0x66B: bytes.append(UInt8(ascii: ","))
    case 0x6D4: bytes.append(UInt8(ascii: "."))
    // Letter mark, tatweel, vowel signs.
    case 0x61C, 0x640, 0x64B...0x65F, 0x670: break
    case 0x622, 0x623, 0x625, 0x671: bytes.append(contentsOf: "ا".utf8)
    case 0x624: bytes.append(contentsOf: "و".utf8)
    case 0x626, 0x649, 0x64A, 0x6CC, 0x6CD, 0x6D0: bytes.append(contentsOf: "ی".utf8)
    case 0x643, 0x6AA: bytes.append(contentsOf: "ک".utf8)
    case 0x6AB: bytes.append(contentsOf: "گ".utf8)
    case 0x629, 0x6BE, 0x6C0...0x6C3, 0x6D5: bytes.append(contentsOf: "ه".utf8)
    default: bytes.append(contentsOf: String(scalar).utf8)
    }
  }

  /// Decimal digits of any script become ASCII.
  private mutating func appendOther(_ scalar: Unicode.Scalar) {
    if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
      bytes.append(0x30 + UInt8(value))
    } else {
      bytes.append(contentsOf: String(scalar).utf8)
    }
  }
}

/// A folded word as a key: FNV-1a over its bytes, so that looking it up copies nothing.
struct WordKey: Hashable {
  private let hash: UInt64

  init(_ word: some Collection<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    self.hash = hash
  }
}
