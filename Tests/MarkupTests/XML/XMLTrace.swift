import Markup

/// The events of a document, one a line.
func trace(_ document: XMLDocument, limits: XMLLimits = XMLLimits()) -> [String] {
  document.read(limits: limits) { reader in
    var lines: [String] = []
    while true {
      switch reader.next() {
      case .start:
        var line = "<\(reader.prefix.map { "\($0):" } ?? "")\(reader.localName)"
        for position in 0..<reader.attributeCount {
          let name = reader.attributeName(at: position)
          line += " \(name.prefix.map { "\($0):" } ?? "")\(name.local)=[\(reader.attributeValue(at: position))]"
        }
        lines.append(line + ">")
      case .end: lines.append("</\(reader.localName)>")
      case .text: lines.append(reader.text)
      case .endOfDocument: return lines
      }
    }
  }
}

func trace(_ text: String, limits: XMLLimits = XMLLimits()) -> [String] {
  trace(XMLDocument(Array(text.utf8)), limits: limits)
}

/// The codes of all defects, those of decoding, the byte pass and libxml2.
func defects(_ text: String, limits: XMLLimits = XMLLimits()) -> [String] {
  let document = XMLDocument(Array(text.utf8))
  return document.read(limits: limits) { reader in
    while reader.next() != .endOfDocument {}
    return reader.defects.list.map { "\($0.code):\($0.line)" }
  }
}
