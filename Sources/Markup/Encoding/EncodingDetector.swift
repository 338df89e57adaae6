/// Guesses the encoding of text that is not UTF-8 and whose label is missing or wrong.
///
/// East Asian encodings show in which byte pairs are valid and which of them are frequent; alphabets in runs of bytes
/// beyond ASCII and in how many of them are the most frequent letters. What shows neither is left to windows-1252.
/// The same bytes always give the same answer.
struct EncodingDetector {
  private let bytes: ByteView
  private let start: Int
  private let end: Int

  /// The encoding that the bytes from `start` on are in, or `nil` when nothing speaks for any.
  static func detect(_ bytes: ByteView, from start: Int) -> CharacterEncoding? {
    let detector = EncodingDetector(bytes: bytes, start: start, end: min(bytes.count, start + (1 << 18)))
    // Thai makes valid pairs of GB18030; no East Asian text has that many of any alphabet's frequent letters.
    return detector.alphabet() ?? detector.pairs()
  }

  /// Whether there are the escapes by which ISO-2022-JP changes to Japanese and back (RFC 1468).
  static func isISO2022JP(_ bytes: ByteView, from start: Int) -> Bool {
    var index = bytes.index(of: 0x1B, from: start, to: bytes.count)
    var entered = false
    while index < bytes.count {
      if bytes.hasPrefix("\u{1B}$B", at: index) || bytes.hasPrefix("\u{1B}$@", at: index) { entered = true }
      if entered, bytes.hasPrefix("\u{1B}(B", at: index) || bytes.hasPrefix("\u{1B}(J", at: index) { return true }
      index = bytes.index(of: 0x1B, from: index + 1, to: bytes.count)
    }
    return false
  }

  // MARK: East Asian encodings

  /// How the pairs of one encoding were counted.
  private struct Tally {
    var pairs = 0
    /// Bytes that the encoding does not have.
    var broken = 0
    /// Pairs for punctuation and the characters that make up nearly all text.
    var common = 0
    /// Pairs for the Japanese syllables, without which there is no Japanese text.
    var kana = 0
    /// Pairs whose second byte is ASCII.
    var lowTails = 0

    var isPlausible: Bool { pairs >= 4 && broken * 50 <= pairs }
    func isCommon(_ percent: Int) -> Bool { common * 100 >= pairs * percent }
  }

  private func pairs() -> CharacterEncoding? {
    let japanese = tally(eucJP)
    if japanese.isPlausible, japanese.isCommon(80), japanese.kana * 8 >= japanese.pairs { return .eucJP }
    let shifted = tally(shiftJIS)
    if shifted.isPlausible, shifted.isCommon(70), shifted.kana * 8 >= shifted.pairs { return .shiftJIS }
    let korean = tally(eucKR)
    if korean.isPlausible, korean.isCommon(90) { return .eucKR }
    let traditional = tally(big5)
    if traditional.isPlausible, traditional.isCommon(80), traditional.lowTails * 10 >= traditional.pairs {
      return .big5
    }
    let simplified = tally(gb18030)
    return simplified.isPlausible && simplified.isCommon(70) ? .gb18030 : nil
  }

  /// Counts what starts at each byte beyond ASCII; `look` returns the length of it, 0 for what is broken.
  private func tally(_ look: (_ lead: UInt8, _ tail: UInt8, inout Tally) -> Int) -> Tally {
    var tally = Tally()
    var index = start
    while index < end {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      guard index + 1 < end else { break }
      let length = look(bytes[index], bytes[index + 1], &tally)
      if length == 0 { tally.broken += 1 }
      index += max(1, length)
    }
    return tally
  }

  private func eucJP(_ lead: UInt8, _ tail: UInt8, _ tally: inout Tally) -> Int {
    if lead == 0x8E, tail >= 0xA1, tail <= 0xDF { return 2 }
    guard lead >= 0xA1, lead < 0xFF, tail >= 0xA1, tail < 0xFF else { return 0 }
    tally.pairs += 1
    let isKana = lead == 0xA4 || lead == 0xA5
    if isKana { tally.kana += 1 }
    if isKana || lead == 0xA1 || lead == 0xA3 || lead >= 0xB0 && lead <= 0xF4 { tally.common += 1 }
    return 2
  }

  private func shiftJIS(_ lead: UInt8, _ tail: UInt8, _ tally: inout Tally) -> Int {
    if lead >= 0xA1, lead <= 0xDF { return 1 }
    guard lead >= 0x81, lead <= 0xFC, lead != 0xA0, tail >= 0x40, tail != 0x7F, tail <= 0xFC else { return 0 }
    tally.pairs += 1
    let isKana = lead == 0x82 && tail >= 0x9F || lead == 0x83 && tail <= 0x96
    if isKana { tally.kana += 1 }
    if isKana || lead == 0x81 || lead == 0x82 || lead >= 0x88 && lead <= 0x97 { tally.common += 1 }
    return 2
  }

  private func eucKR(_ lead: UInt8, _ tail: UInt8, _ tally: inout Tally) -> Int {
    guard lead >= 0x81, lead < 0xFF, tail >= 0x41, tail < 0xFF else { return 0 }
    tally.pairs += 1
    if tail >= 0xA1, lead >= 0xB0 && lead <= 0xC8 || lead >= 0xA1 && lead <= 0xA3 { tally.common += 1 }
    return 2
  }

  private func big5(_ lead: UInt8, _ tail: UInt8, _ tally: inout Tally) -> Int {
    guard lead >= 0xA1, lead <= 0xF9, tail >= 0x40 && tail <= 0x7E || tail >= 0xA1 && tail < 0xFF else { return 0 }
    tally.pairs += 1
    if tail < 0x80 { tally.lowTails += 1 }
    if lead >= 0xA4 && lead <= 0xC6 || lead == 0xA1 { tally.common += 1 }
    return 2
  }

  private func gb18030(_ lead: UInt8, _ tail: UInt8, _ tally: inout Tally) -> Int {
    if lead >= 0x81, lead < 0xFF, tail >= 0x30, tail <= 0x39 { return 4 }
    guard lead >= 0x81, lead < 0xFF, tail >= 0x40, tail != 0x7F, tail < 0xFF else { return 0 }
    tally.pairs += 1
    if tail >= 0xA1, lead >= 0xB0 && lead <= 0xD7 || lead == 0xA1 || lead == 0xA3 { tally.common += 1 }
    return 2
  }

  // MARK: Alphabets

  /// An alphabet's encoding with the bytes of its most frequent letters, which make up over half of any text.
  private static let alphabets: [(CharacterEncoding, [UInt8])] = [
    (.windows1251, [0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2, 0xF1, 0xF0, 0xE2, 0xEB, 0xEA, 0xEC]),
    (.koi8R, [0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2, 0xD7, 0xCC, 0xCB, 0xCD]),
    (.windows1256, [0xC7, 0xE1, 0xED, 0xE3, 0xE6, 0xE4, 0xD1, 0xCA, 0xC8, 0xCF, 0xE5, 0xD3]),
    (.windows1255, [0xE9, 0xE5, 0xE4, 0xEC, 0xE0, 0xF8, 0xFA, 0xE1, 0xF9, 0xEE, 0xF0, 0xE7]),
    (.windows1253, [0xE1, 0xEF, 0xE9, 0xE5, 0xF4, 0xF3, 0xED, 0xE7, 0xF5, 0xF1, 0xF0, 0xEA]),
    (.windows874, [0xD2, 0xB9, 0xC3, 0xA1, 0xCD, 0xE0, 0xA7, 0xE8, 0xC1, 0xD1, 0xC2, 0xC5, 0xC7, 0xE9]),
  ]

  private func alphabet() -> CharacterEncoding? {
    var counts = [Int](repeating: 0, count: 256)
    var total = 0
    var adjacent = 0
    for index in start..<max(start, end) where bytes[index] >= 0x80 {
      counts[Int(bytes[index])] += 1
      total += 1
      let isInRun = index > start && bytes[index - 1] >= 0x80 || index + 1 < end && bytes[index + 1] >= 0x80
      if isInRun { adjacent += 1 }
    }
    // In the Latin alphabets of windows-1252 and its like, letters beyond ASCII stand alone.
    guard total >= 6, adjacent * 10 >= total * 6 else { return nil }
    var best: (encoding: CharacterEncoding, share: Int)?
    for (encoding, letters) in Self.alphabets {
      let share = letters.reduce(0) { $0 + counts[Int($1)] }
      if share > best?.share ?? 0 { best = (encoding, share) }
    }
    guard let best, best.share * 100 >= total * 45 else { return nil }
    return best.encoding
  }
}
