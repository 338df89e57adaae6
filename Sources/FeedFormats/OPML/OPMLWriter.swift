/// Writes OPML 2.0: one outline a line, two spaces a level, attributes in their order.
public enum OPMLWriter {
  /// The document as UTF-8.
  ///
  /// Reading it again gives the same document, but for characters that XML forbids, which are left out.
  public static func bytes(_ document: OPMLDocument) -> [UInt8] {
    var output = OPMLOutput()
    output.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"")
    for namespace in namespaces(of: document) {
      output.add(" xmlns:\(namespace.prefix)=\"")
      output.addEscaped(namespace.uri)
      output.add("\"")
    }
    output.add(">\n  <head>\n")
    for field in document.head {
      output.add("    <\(field.name)>")
      output.addEscaped(field.value)
      output.add("</\(field.name)>\n")
    }
    output.add("  </head>\n  <body>\n")
    for outline in document.outlines { output.add(outline, depth: 2) }
    output.add("  </body>\n</opml>\n")
    return output.bytes
  }

  /// One outline with all in it, as it stands at a depth of `depth` levels; ends with a line feed.
  package static func bytes(_ outline: OPMLOutline, depth: Int) -> [UInt8] {
    var output = OPMLOutput()
    output.add(outline, depth: depth)
    return output.bytes
  }

  private static func namespaces(of document: OPMLDocument) -> [OPMLDocument.Namespace] {
    let others = document.namespaces.filter { $0.prefix != "khabar" && $0.uri != OPMLDocument.khabarNamespace }
    return [OPMLDocument.Namespace("khabar", OPMLDocument.khabarNamespace)] + others
  }
}

/// Bytes of XML in the making.
private struct OPMLOutput {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func add(_ outline: OPMLOutline, depth: Int) {
    let margin = [UInt8](repeating: 0x20, count: 2 * depth)
    bytes.append(contentsOf: margin)
    add("<outline")
    for attribute in outline.attributes where OPMLName.isValid(attribute.name) {
      add(" \(attribute.name)=\"")
      addEscaped(attribute.value)
      add("\"")
    }
    guard !outline.children.isEmpty else { return add("/>\n") }
    add(">\n")
    for child in outline.children { add(child, depth: depth + 1) }
    bytes.append(contentsOf: margin)
    add("</outline>\n")
  }

  /// Escapes for an attribute value, which is right for text too; white space as references, since parsers turn it
  /// into spaces (XML 1.0 §3.3.3).
  mutating func addEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": add("&amp;")
      case "<": add("&lt;")
      case ">": add("&gt;")
      case "\"": add("&quot;")
      case "\t", "\n", "\r": add("&#\(scalar.value);")
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}

/// Names that may stand in a tag.
enum OPMLName {
  /// Whether text is an ASCII XML name with at most one prefix; no list in the wild has others.
  static func isValid(_ name: String) -> Bool {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return false }
    return parts.allSatisfy { part in
      guard let first = part.utf8.first, isLetter(first) else { return false }
      return part.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
  }
}
