/// What a learned model may look at in one text, under stable names such as `word:attack` or `topic:militant-attack`.
///
/// A feature is known to the model by a hash of its kind and its words, so that reading a text makes no strings.
enum FeatureKind: UInt8, CaseIterable {
  /// A folded word; two that follow each other; a word of the title. These share one length of 1 in a text.
  case word, pair, title
  /// What a word means, as far as words near it in meaning were seen in training; these share a mean.
  case meaning
  /// The rules' score for a topic; an entity that is named; a vocabulary that speaks against security.
  case topic, entity, vocabulary

  /// The name in `model.json`, before the colon.
  var label: String {
    switch self {
    case .word: "word"
    case .pair: "pair"
    case .title: "title"
    case .meaning: "meaning"
    case .topic: "topic"
    case .entity: "entity"
    case .vocabulary: "vocabulary"
    }
  }

  /// Whether it is one of the words whose values are divided by their joint length.
  var isWord: Bool { self == .word || self == .pair || self == .title }
}

/// 64-bit hashes of features.
enum FeatureHash {
  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// FNV-1a of some bytes.
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = offset
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* prime }
    return hash
  }

  /// One more byte of an FNV-1a hash.
  @inline(__always) static func add(_ byte: UInt8, to hash: inout UInt64) { hash = (hash ^ UInt64(byte)) &* prime }

  /// What an FNV-1a hash begins with.
  static var start: UInt64 { offset }

  /// The hash of a feature from that of its word, or of its first word and its second.
  @inline(__always) static func feature(_ kind: FeatureKind, _ first: UInt64, _ second: UInt64 = 0) -> UInt64 {
    var hash = first ^ (second &* 0x9E37_79B9_7F4A_7C15) ^ (UInt64(kind.rawValue + 1) &* 0xD6E8_FEB8_6659_FD93)
    hash ^= hash >> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash >> 32)
  }

  /// The hash of a name in `model.tsv`; `nil` for a kind that does not exist.
  static func named(_ name: Substring) -> (kind: FeatureKind, hash: UInt64)? { named(Array(name.utf8).span) }

  /// The same for the bytes of a name.
  static func named(_ name: Span<UInt8>) -> (kind: FeatureKind, hash: UInt64)? {
    var position = 0
    guard let label = part(name, &position, end: UInt8(ascii: ":")) else { return nil }
    guard let kind = FeatureKind.allCases.first(where: { labels[Int($0.rawValue)] == label }) else { return nil }
    guard kind == .pair else { return (kind, feature(kind, rest(name, position))) }
    guard let first = part(name, &position, end: UInt8(ascii: " ")) else { return nil }
    return (kind, feature(kind, first, rest(name, position)))
  }

  /// Hash of each kind's label.
  private static let labels = FeatureKind.allCases.map { of($0.label.utf8) }

  /// The hash of the bytes up to the next `end`, behind which `position` then is.
  private static func part(_ name: Span<UInt8>, _ position: inout Int, end: UInt8) -> UInt64? {
    var hash = start
    while position < name.count {
      let byte = name[position]
      position += 1
      if byte == end { return hash }
      add(byte, to: &hash)
    }
    return nil
  }

  private static func rest(_ name: Span<UInt8>, _ position: Int) -> UInt64 {
    var hash = start
    for index in position..<name.count { add(name[index], to: &hash) }
    return hash
  }
}
