import Markup

/// Reads OPML 1.0 and 2.0.
public enum OPMLReader {
  /// More feeds than this are refused: a list is often a stranger's.
  public static let maximumFeedCount = 100_000

  /// Reads a whole document in its declared encoding.
  ///
  /// - Throws: `FeedFormatError` when the root is not `opml`, or there are more than `maximumFeedCount` feeds.
  public static func document(_ bytes: [UInt8]) throws(FeedFormatError) -> OPMLDocument {
    try document(bytes, maximumFeedCount: maximumFeedCount)
  }

  static func document(_ bytes: [UInt8], maximumFeedCount: Int) throws(FeedFormatError) -> OPMLDocument {
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw FeedFormatError(code: .empty, message: "the file is empty")
    }
    let decoded = XMLDocument(bytes)
    let namespaces = OPMLSource(decoded.bytes).namespaces
    var builder = OPMLBuilder(namespaces: namespaces, maximumFeedCount: maximumFeedCount)
    return try decoded.read(vocabulary: OPMLBuilder.vocabulary) { (reader) throws(FeedFormatError) in
      try builder.read(&reader)
    }
  }
}

/// Builds the document out of the reader's events.
private struct OPMLBuilder {
  private var document = OPMLDocument()
  private var open: [OPMLOutline] = []
  private var feedCount = 0
  private let maximumFeedCount: Int

  static let khabar: UInt8 = 1
  static let vocabulary = XMLVocabulary(
    names: [
      ("opml", Name.opml), ("head", Name.head), ("body", Name.body), ("outline", Name.outline), ("html", Name.html),
    ],
    namespaces: [.init(khabar, uris: [OPMLDocument.khabarNamespace], prefixes: ["khabar"])])

  private enum Name {
    static let opml: UInt16 = 1
    static let head: UInt16 = 2
    static let body: UInt16 = 3
    static let outline: UInt16 = 4
    static let html: UInt16 = 5
  }

  init(namespaces: [OPMLDocument.Namespace], maximumFeedCount: Int) {
    self.maximumFeedCount = maximumFeedCount
    document.namespaces = namespaces
  }

  mutating func read(_ reader: inout XMLReader) throws(FeedFormatError) -> OPMLDocument {
    try readRoot(&reader)
    while true {
      switch reader.next() {
      case .start where reader.depth == 2 && reader.name == Name.head: readHead(&reader)
      case .start where reader.name == Name.outline: try start(reader)
      case .end where reader.name == Name.outline: end()
      case .endOfDocument:
        document.defects = reader.defects.list.map { Defect(code: $0.code, line: $0.line, message: $0.message) }
        return document
      default: continue
      }
    }
  }

  private func readRoot(_ reader: inout XMLReader) throws(FeedFormatError) {
    var event = reader.next()
    while event == .text { event = reader.next() }
    guard event == .start else {
      throw FeedFormatError(
        code: .unrecognized, message: "this is no XML; an OPML file begins with <opml version=\"2.0\">")
    }
    if reader.name == Name.html {
      throw FeedFormatError(code: .html, message: "this is a web page, not an OPML file")
    }
    guard reader.name == Name.opml else {
      let message = "the root element is <\(reader.localName)>, not <opml>"
      throw FeedFormatError(code: .otherXML, message: message)
    }
  }

  private mutating func readHead(_ reader: inout XMLReader) {
    let outer = reader.depth
    while true {
      switch reader.next() {
      case .start:
        let name = reader.prefix.map { "\($0):\(reader.localName)" } ?? reader.localName
        document.head.append(OPMLDocument.HeadField(name, reader.trimmedElementText() ?? ""))
      case .end where reader.depth < outer: return
      case .endOfDocument: return
      default: continue
      }
    }
  }

  private mutating func start(_ reader: borrowing XMLReader) throws(FeedFormatError) {
    var outline = OPMLOutline(line: reader.line)
    outline.attributes.reserveCapacity(reader.attributeCount)
    for position in 0..<reader.attributeCount {
      let (local, prefix) = reader.attributeName(at: position)
      let name = prefix.map { "\(canonicalPrefix($0)):\(local)" } ?? local
      outline.attributes.append(OPMLOutline.Attribute(name, reader.attributeValue(at: position)))
    }
    if outline.feedURL != nil { feedCount += 1 }
    guard feedCount <= maximumFeedCount else {
      let message = "more than \(maximumFeedCount) feeds; split the list"
      throw FeedFormatError(code: .tooLarge, message: message)
    }
    open.append(outline)
  }

  private mutating func end() {
    guard let outline = open.popLast() else { return }
    if open.isEmpty {
      document.outlines.append(outline)
    } else {
      open[open.count - 1].children.append(outline)
    }
  }

  private func canonicalPrefix(_ prefix: String) -> String {
    let isKhabar = document.namespaces.contains { $0.prefix == prefix && $0.uri == OPMLDocument.khabarNamespace }
    return isKhabar ? "khabar" : prefix
  }
}
