import Articles

/// Writes the lists of an article as compact JSON (RFC 8259), in the shapes that `Codable` gives these types.
///
/// Foundation's encoder takes over 100 µs for the tags of one article, which is most of the time of storing it.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  static func bytes(_ strings: [String]) -> [UInt8] {
    if strings.isEmpty { return [0x5B, 0x5D] }
    var writer = JSONWriter()
    writer.array(strings) { $0.string($1) }
    return writer.bytes
  }

  static func bytes(_ enclosures: [Enclosure]) -> [UInt8] {
    if enclosures.isEmpty { return [0x5B, 0x5D] }
    var writer = JSONWriter()
    writer.array(enclosures) { writer, enclosure in
      writer.key("url", first: true)
      writer.string(enclosure.url)
      writer.optional("mediaType", enclosure.mediaType)
      if let length = enclosure.length {
        writer.key("length")
        writer.raw(String(length))
      }
      writer.raw("}")
    }
    return writer.bytes
  }

  static func bytes(_ tags: [Tag]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(tags) { writer, tag in
      writer.key("topic", first: true)
      writer.string(tag.topic)
      writer.key("score")
      writer.number(tag.score)
      writer.key("evidence")
      writer.array(tag.evidence) { $0.evidence($1) }
      writer.raw("}")
    }
    return writer.bytes
  }

  static func bytes(_ entities: [Entity]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(entities) { $0.entity($1) }
    return writer.bytes
  }

  private mutating func evidence(_ evidence: Evidence) {
    key("span", first: true)
    span(evidence.span)
    key("rule")
    string(evidence.rule)
    key("share")
    number(evidence.share)
    raw("}")
  }

  private mutating func entity(_ entity: Entity) {
    key("id", first: true)
    string(entity.id)
    key("name")
    string(entity.name)
    key("kind")
    string(entity.kind.rawValue)
    optional("type", entity.type)
    key("countries")
    array(entity.countries) { $0.string($1) }
    optional("subdivision", entity.subdivision)
    if let coordinates = entity.coordinates {
      key("coordinates")
      key("latitude", first: true)
      number(coordinates.latitude)
      key("longitude")
      number(coordinates.longitude)
      raw("}")
    }
    key("mentions")
    array(entity.mentions) { $0.span($1) }
    raw("}")
  }

  private mutating func span(_ span: TextSpan) {
    key("field", first: true)
    string(span.field.rawValue)
    key("start")
    raw(String(span.start))
    key("end")
    raw(String(span.end))
    key("words")
    string(span.words)
    raw("}")
  }

  private mutating func array<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
    bytes.append(0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      write(&self, element)
    }
    bytes.append(0x5D)
  }

  /// Begins the next member of an object; `first` also opens the object.
  private mutating func key(_ name: StaticString, first: Bool = false) {
    bytes.append(first ? 0x7B : 0x2C)
    bytes.append(0x22)
    raw(name.description)
    bytes.append(0x22)
    bytes.append(0x3A)
  }

  private mutating func optional(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// The shortest digits that read back as the same number; what is not finite is 0.
  private mutating func number(_ value: Double) { raw(value.isFinite ? value.description : "0") }

  private mutating func string(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0..<0x20:
        raw("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
