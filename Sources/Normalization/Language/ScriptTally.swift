/// How many letters of which script a sample has.
struct ScriptTally {
  /// The script of the text; `nil` when it has no letters.
  private(set) var script: Script?
  /// Letters of that script.
  private(set) var letters = 0
  /// Letters outside ASCII.
  private(set) var foreignLetters = 0

  /// Counts the letters of a sample.
  ///
  /// Latin letters count half and Han letters, which are words, threefold: a text in another script often has Latin names,
  /// links and tails in it, the reverse is rare.
  init(_ sample: TextSample) {
    let bytes = sample.bytes
    if let latin = Self.lettersOfASCII(bytes) {
      if latin > 0 { (script, letters) = (.latin, latin) }
      return
    }
    var counts = [Int](repeating: 0, count: Script.allCases.count)
    var latin = 0
    var index = 0
    var last: (script: Script, position: Int) = (.latin, 0)
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if (byte | 0x20) &- 0x61 < 26 { latin += 1 }
        index += 1
        continue
      }
      let scalar = TextSample.scalar(bytes, &index)
      guard let script = Script.of(scalar) else { continue }
      if script != last.script { last = (script, Self.positions[script] ?? 0) }
      counts[last.position] += 1
      foreignLetters += 1
    }
    counts[0] += latin
    decide(counts)
  }

  /// How many letters a text in ASCII has, `nil` for another; two loops that the compiler makes vectors of.
  private static func lettersOfASCII(_ bytes: [UInt8]) -> Int? {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    guard all < 0x80 else { return nil }
    var count: UInt16 = 0
    guard bytes.count <= UInt16.max else { return nil }
    for byte in bytes { count &+= (byte | 0x20) &- 0x61 < 26 ? 1 : 0 }
    return Int(count)
  }

  private mutating func decide(_ counts: [Int]) {
    var best = 0
    for (position, script) in Script.allCases.enumerated() where counts[position] > 0 {
      let weight = script == .latin ? 1 : script == .han ? 6 : 2
      let weighted = counts[position] * weight
      if weighted > best { (best, self.script, letters) = (weighted, script, counts[position]) }
    }
    // Japanese is written with Han and Kana; Chinese has no Kana, and Korean news few Han.
    let (han, kana, hangul) = (Self.count(.han, counts), Self.count(.kana, counts), Self.count(.hangul, counts))
    if script == .han, kana * 8 >= han { (script, letters) = (.kana, han + kana) }
    if script == .han, hangul * 2 >= han { (script, letters) = (.hangul, hangul) }
  }

  private static func count(_ script: Script, _ counts: [Int]) -> Int { counts[positions[script] ?? 0] }

  private static let positions = Dictionary(
    uniqueKeysWithValues: Script.allCases.enumerated().map { ($0.element, $0.offset) })
}
