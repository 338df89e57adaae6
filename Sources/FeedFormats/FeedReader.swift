internal import Markup

/// Reads a feed in any of the formats, found by what the bytes are and not by what the server calls them.
public enum FeedReader {
  /// Reads one document.
  ///
  /// Formats: RSS 0.90 to 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1. Readers are liberal: what had to
  /// be repaired is in `FeedDocument.defects`. Nothing outside the document is ever opened.
  ///
  /// - Parameters:
  ///   - bytes: The whole document in any encoding, content codings removed.
  ///   - contentType: The content type of the response; only its charset is used, and after the document's.
  ///   - documentURL: Where the document came from; a relative `xml:base` is resolved against it.
  ///   - limits: Bounds on what is taken.
  /// - Returns: The feed with its entries in document order; complete ones also from truncated documents.
  /// - Throws: `FeedFormatError` when there is no feed; its message says what there is instead.
  /// - Complexity: O(bytes).
  public static func read(
    _ bytes: [UInt8], contentType: String? = nil, documentURL: String? = nil, limits: FeedLimits = FeedLimits()
  ) throws(FeedFormatError) -> FeedDocument {
    guard bytes.count <= limits.documentBytes else {
      throw FeedFormatError(
        code: .tooLarge,
        message: "the document has \(bytes.count) bytes, more than the \(limits.documentBytes) that are allowed")
    }
    if let error = UnreadableDocument.binary(bytes) { throw error }
    let document = XMLDocument(bytes, charset: charset(contentType))
    guard let first = document.bytes.firstIndex(where: { $0 > 0x20 }) else {
      throw FeedFormatError(
        code: .empty,
        message: "the document is empty\(bytes.isEmpty ? "" : " but for white space"); the server may be failing")
    }
    if document.bytes[first] == 0x7B || document.bytes[first] == 0x5B { return try readJSON(document, limits) }
    if let error = UnreadableDocument.page(document.bytes, from: first) { throw error }
    return try readXML(document, documentURL, limits)
  }

  private static func readXML(
    _ document: XMLDocument, _ documentURL: String?, _ limits: FeedLimits
  ) throws(FeedFormatError) -> FeedDocument {
    try document.read(vocabulary: feedVocabulary) { (xml) throws(FeedFormatError) -> FeedDocument in
      while !xml.isAtStart {
        if xml.next() == .endOfDocument { throw UnreadableDocument.noElement(document.bytes) }
      }
      let inherited = Inherited(documentURL: documentURL)
      switch (xml.feedNamespace, xml.feedName) {
      case (_, .rss), (_, .channel):
        var reader = RSSReader(version: xml.feedName == .rss ? xml.attribute("version") : nil, limits: limits)
        reader.read(&xml, inherited)
        return finish(document.encoding, reader.feed, &xml)
      case (_, .rdf):
        var reader = RDFReader(limits: limits)
        reader.read(&xml, inherited)
        return finish(document.encoding, reader.feed, &xml)
      case (_, .feed), (.atom, .entry):
        let isDraft = xml.feedNamespace == .atom03 || xml.attribute("version")?.trimmed == "0.3"
        var reader = AtomReader(isDraft: isDraft, limits: limits)
        reader.read(&xml, inherited)
        return finish(document.encoding, reader.feed, &xml)
      default:
        throw UnreadableDocument.root(xml.localName, document.bytes)
      }
    }
  }

  /// The defects of the document's end show only when it was read to there.
  private static func finish(_ encoding: String, _ feed: FeedBuilder, _ xml: inout XMLReader) -> FeedDocument {
    while xml.next() != .endOfDocument {}
    return feed.finished(xml.defects, encoding: encoding)
  }

  private static func readJSON(_ document: XMLDocument, _ limits: FeedLimits) throws(FeedFormatError) -> FeedDocument {
    let root: JSONValue
    do {
      root = try JSONParser.parse(document.bytes)
    } catch {
      throw FeedFormatError(
        code: .json, message: "malformed JSON at line \(error.line), column \(error.column): \(error.message)")
    }
    guard let reader = JSONFeedReader(root, limits: limits) else { throw UnreadableDocument.json(root) }
    return reader.feed.finished(document.defects, encoding: document.encoding)
  }

  /// The charset parameter of a content type (RFC 9110 §8.3.2).
  private static func charset(_ contentType: String?) -> String? {
    for parameter in contentType?.split(separator: ";").dropFirst() ?? [] {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, String(parts[0]).trimmed?.lowercased() == "charset" else { continue }
      return String(parts[1].filter { $0 != "\"" && $0 != "'" }).trimmed
    }
    return nil
  }
}
