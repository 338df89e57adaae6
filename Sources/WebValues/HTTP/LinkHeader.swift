/// One link of a `Link` header (RFC 8288 §3).
public struct HeaderLink: Sendable, Equatable {
  /// The reference between `<` and `>`, as sent, not yet resolved.
  public var reference: String
  /// The words of the first `rel`, in lower case.
  public var relations: [String]
  /// `anchor`: what the link is about, when that is not the response itself.
  public var anchor: String?

  /// Makes a link.
  public init(_ reference: String, relations: [String], anchor: String? = nil) {
    self.reference = reference
    self.relations = relations
    self.anchor = anchor
  }
}

/// Reads `Link` headers.
public enum LinkHeader {
  /// Most links that are read from one response.
  public static let maximumLinks = 100
  /// Most bytes of one header value that are looked at.
  public static let maximumBytes = 16_384

  /// The links of all `Link` fields of a response, in order.
  ///
  /// Liberal: what is no link is skipped to the next comma outside of `<…>` and quotes; a second `rel` of a link does
  /// not count (§3.3). Repeated fields and lists in one field mean the same.
  public static func links(_ values: [String]) -> [HeaderLink] {
    var links: [HeaderLink] = []
    for value in values {
      var reader = ParameterReader(bytes: Array(value.utf8.prefix(maximumBytes)))
      while links.count < maximumLinks, reader.position < reader.bytes.count {
        if let link = link(&reader) { links.append(link) }
        skipToNextLink(&reader)
      }
    }
    return links
  }

  private static func link(_ reader: inout ParameterReader) -> HeaderLink? {
    reader.skipSpace()
    guard reader.take("<") else { return nil }
    let start = reader.position
    guard let end = reader.bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    reader.position = end + 1
    let reference = String(decoding: reader.bytes[start..<end], as: UTF8.self).trimmingSpaces
    var link = HeaderLink(reference, relations: [])
    var hasRelations = false
    while reader.take(";") {
      guard let name = reader.token()?.lowercased() else { continue }
      guard reader.take("=") else { continue }
      let value = reader.value() ?? ""
      if name == "rel", !hasRelations {
        hasRelations = true
        link.relations = value.lowercased().split { $0 == " " || $0 == "\t" }.map(String.init)
      } else if name == "anchor" {
        link.anchor = link.anchor ?? value
      }
      // An unquoted media type is no token: its rest belongs to nobody.
      while reader.position < reader.bytes.count, reader.bytes[reader.position] != UInt8(ascii: ";"),
        reader.bytes[reader.position] != UInt8(ascii: ",")
      {
        reader.position += 1
      }
    }
    return link
  }

  /// Moves behind the next comma that stands neither in quotes nor in a reference.
  private static func skipToNextLink(_ reader: inout ParameterReader) {
    var isQuoted = false
    var isReference = false
    while reader.position < reader.bytes.count {
      let byte = reader.bytes[reader.position]
      reader.position += 1
      switch byte {
      case UInt8(ascii: "\\") where isQuoted: reader.position += 1
      case UInt8(ascii: "\""): if !isReference { isQuoted.toggle() }
      case UInt8(ascii: "<"): if !isQuoted { isReference = true }
      case UInt8(ascii: ">"): if !isQuoted { isReference = false }
      case UInt8(ascii: ","): if !isQuoted, !isReference { return }
      default: break
      }
    }
  }
}

extension String {
  /// The text without blanks and tabs at its ends.
  fileprivate var trimmingSpaces: String {
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
      let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
