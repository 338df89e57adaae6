/// Takes out of text what may not stand in a document that others read.
///
/// Gone afterwards: C0 and C1 controls but tab and line feed, U+FFFE and U+FFFF (XML 1.0 §2.2 forbids most of them
/// even as references), carriage returns (become line feeds), and directional controls (UAX #9) that would reach past
/// the end of the text: overrides always, embeddings and isolates when one of them has no partner.
public enum SafeText {
  /// The text without what is named above; the same value when there is nothing to take out.
  ///
  /// - Complexity: O(bytes); text that needs no change is scanned once and not copied.
  public static func cleaned(_ text: String) -> String {
    guard needsCleaning(text.utf8.span) else { return text }
    var output: [UInt8] = []
    let bytes = Array(text.utf8)
    let keepsDirections = !hasUnsafeDirections(bytes)
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let length = unwantedLength(bytes, at: index, keepsDirections: keepsDirections)
      if length > 0 {
        if bytes[index] == 0x0D, index + 1 == bytes.count || bytes[index + 1] != 0x0A { output.append(0x0A) }
        index += length
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether a byte starts something that `cleaned` may have to take out.
  private static func needsCleaning(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 {
        if byte != 0x09, byte != 0x0A { return true }
      } else if byte == 0x7F {
        return true
      } else if byte >= 0xC2, startsUnwanted(bytes, at: index) {
        return true
      }
    }
    return false
  }

  /// The same for the lead byte of a character outside ASCII.
  private static func startsUnwanted(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    let left = bytes.count - index
    switch bytes[index] {
    case 0xC2: return left > 1 && bytes[index + 1] < 0xA0
    case 0xE2: return left > 2 && directionControl(bytes[index + 1], bytes[index + 2]) != nil
    case 0xEF: return left > 2 && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    default: return false
    }
  }

  /// Bytes of the unwanted character at `index`, 0 when it may stay.
  private static func unwantedLength(_ bytes: [UInt8], at index: Int, keepsDirections: Bool) -> Int {
    let byte = bytes[index]
    if byte < 0x20 { return byte == 0x09 || byte == 0x0A ? 0 : 1 }
    if byte < 0x7F { return 0 }
    if byte == 0x7F { return 1 }
    if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] < 0xA0 { return 2 }
    guard index + 2 < bytes.count else { return 0 }
    if byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return 3 }
    guard byte == 0xE2, !keepsDirections else { return 0 }
    return directionControl(bytes[index + 1], bytes[index + 2]) == nil ? 0 : 3
  }

  /// What a directional formatting character does.
  private enum DirectionControl { case embed, override, popEmbedding, isolate, popIsolate }

  /// U+202A to U+202E are E2 80 AA to AE, U+2066 to U+2069 are E2 81 A6 to A9.
  private static func directionControl(_ second: UInt8, _ third: UInt8) -> DirectionControl? {
    switch (second, third) {
    case (0x80, 0xAA), (0x80, 0xAB): .embed
    case (0x80, 0xAC): .popEmbedding
    case (0x80, 0xAD), (0x80, 0xAE): .override
    case (0x81, 0xA6), (0x81, 0xA7), (0x81, 0xA8): .isolate
    case (0x81, 0xA9): .popIsolate
    default: nil
    }
  }

  /// Whether there is an override, or a control without its partner; nesting deeper than 16 counts as unsafe too.
  private static func hasUnsafeDirections(_ bytes: [UInt8]) -> Bool {
    var open: [DirectionControl] = []
    var index = 0
    while index + 2 < bytes.count {
      guard bytes[index] == 0xE2, let control = directionControl(bytes[index + 1], bytes[index + 2]) else {
        index += 1
        continue
      }
      index += 3
      switch control {
      case .override: return true
      case .embed, .isolate:
        open.append(control)
        if open.count > 16 { return true }
      case .popEmbedding: if open.popLast() != .embed { return true }
      case .popIsolate: if open.popLast() != .isolate { return true }
      }
    }
    return !open.isEmpty
  }
}
