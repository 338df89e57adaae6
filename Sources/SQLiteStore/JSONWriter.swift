import Articles

/// Writes the lists of an article as compact JSON (RFC 8259): arrays whose places are named in `ClassificationJSON`.
///
/// Foundation's encoder takes over 100 µs for the tags of one article, which is most of the time of storing it.
struct JSONWriter {
  private var bytes: [UInt8] = []

  static func bytes(_ strings: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    write(strings, to: &bytes)
    return bytes
  }

  static func write(_ strings: [String], to bytes: inout [UInt8]) {
    append(strings, to: &bytes) { $0.string($1) }
  }

  static func write(_ enclosures: [Enclosure], to bytes: inout [UInt8]) {
    append(enclosures, to: &bytes) { writer, enclosure in
      writer.open()
      writer.string(enclosure.url)
      writer.next()
      writer.optional(enclosure.mediaType)
      writer.next()
      if let length = enclosure.length { writer.integer(length) } else { writer.null() }
      writer.close()
    }
  }

  /// Tags of `article`: words that stand where the span says are left out.
  static func write(_ tags: [Tag], of article: Article, to bytes: inout [UInt8]) {
    append(tags, to: &bytes) { writer, tag in
      writer.open()
      writer.string(tag.topic)
      writer.next()
      writer.number(tag.score)
      writer.next()
      writer.array(tag.evidence) { writer, evidence in
        writer.open()
        writer.string(evidence.rule)
        writer.next()
        writer.number(evidence.share)
        writer.next()
        writer.span(evidence.span, article)
        writer.close()
      }
      writer.close()
    }
  }

  /// Entities of `article`, then its place: words that stand where the span says are left out.
  static func write(
    _ entities: [Entity], _ place: ArticlePlace? = nil, of article: Article, to bytes: inout [UInt8]
  ) {
    append(entities, to: &bytes) { $0.entity($1, article) }
    guard let place else { return }
    var writer = JSONWriter()
    swap(&writer.bytes, &bytes)
    writer.bytes.removeLast()
    if !entities.isEmpty { writer.next() }
    writer.place(place)
    writer.close()
    swap(&writer.bytes, &bytes)
  }

  /// Appends an array in place, without a copy of what stands there.
  private static func append<Element>(
    _ elements: [Element], to bytes: inout [UInt8], _ write: (inout JSONWriter, Element) -> Void
  ) {
    var writer = JSONWriter()
    swap(&writer.bytes, &bytes)
    writer.array(elements, write)
    swap(&writer.bytes, &bytes)
  }

  private mutating func entity(_ entity: Entity, _ article: Article) {
    open()
    string(entity.id)
    next()
    string(entity.name)
    next()
    string(entity.kind.rawValue)
    next()
    optional(entity.type)
    next()
    array(entity.countries) { $0.string($1) }
    next()
    optional(entity.subdivision)
    next()
    position(entity.coordinates)
    next()
    array(entity.mentions) { $0.span($1, article) }
    close()
  }

  private mutating func place(_ place: ArticlePlace) {
    open()
    null()
    next()
    string(place.id)
    next()
    string(place.name)
    next()
    optional(place.type)
    next()
    array(place.countries) { $0.string($1) }
    next()
    optional(place.subdivision)
    next()
    position(place.coordinates)
    close()
  }

  private mutating func position(_ coordinates: Coordinates?) {
    guard let coordinates else { return null() }
    open()
    number(coordinates.latitude)
    next()
    number(coordinates.longitude)
    close()
  }

  private mutating func span(_ span: TextSpan, _ article: Article) {
    open()
    integer(span.field.number)
    next()
    integer(span.start)
    next()
    integer(span.end)
    if !Self.stands(span, in: article.text(of: span.field)) {
      next()
      string(span.words)
    }
    close()
  }

  private static func stands(_ span: TextSpan, in text: String) -> Bool {
    let (text, words) = (text.utf8.span, span.words.utf8.span)
    guard span.start >= 0, span.end <= text.count, span.start <= span.end, span.end - span.start == words.count else {
      return false
    }
    for index in words.indices where text[span.start + index] != words[index] { return false }
    return true
  }

  private mutating func array<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
    open()
    var isFirst = true
    for element in elements {
      if !isFirst { next() }
      isFirst = false
      write(&self, element)
    }
    close()
  }

  private mutating func open() { bytes.append(0x5B) }
  private mutating func next() { bytes.append(0x2C) }
  private mutating func close() { bytes.append(0x5D) }
  private mutating func null() { bytes.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C]) }

  private mutating func optional(_ value: String?) {
    if let value { string(value) } else { null() }
  }

  private mutating func integer(_ value: Int) {
    if value >= 0, value < 10 { return bytes.append(0x30 + UInt8(value)) }
    bytes.append(contentsOf: String(value).utf8)
  }

  /// The shortest digits that read back as the same number; what is not finite is 0.
  private mutating func number(_ value: Double) {
    bytes.append(contentsOf: (value.isFinite ? value.description : "0").utf8)
  }

  private mutating func string(_ text: String) {
    bytes.append(0x22)
    if Self.isPlain(text.utf8.span) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for byte in text.utf8 { escaped(byte) }
    }
    bytes.append(0x22)
  }

  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] < 0x20 || text[index] == 0x22 || text[index] == 0x5C { return false }
    return true
  }

  private mutating func escaped(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x5C:
      bytes.append(0x5C)
      bytes.append(byte)
    case 0..<0x20:
      bytes.append(contentsOf: ("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)).utf8)
    default: bytes.append(byte)
    }
  }
}
