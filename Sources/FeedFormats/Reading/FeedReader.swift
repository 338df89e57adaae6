internal import Markup

/// Reads a feed in any of the formats, found by what the bytes are and not by what the server calls them.
public enum FeedReader {
  /// Reads one document.
  ///
  /// Formats: RSS 0.90 to 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1, CDF, sitemaps. Readers are liberal: what had to
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
    if isJSON(document.bytes, from: first) { return try readJSON(document, limits) }
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
      let (root, line) = (xml.localName, xml.line)
      if var feed = feed(&xml, inherited, document.bytes, limits) {
        return finish(document.encoding, &feed, &xml)
      }
      // Some wrap their feed in an element of their own.
      let isPage = UnreadableDocument.isPage(root: root)
      while !isPage, xml.next() != .endOfDocument {
        guard xml.isAtStart, xml.depth <= 4, var feed = feed(&xml, inherited, document.bytes, limits) else { continue }
        feed.defect("wrapped-feed", line: line, "the feed was found within <\(root.prefix(40))>")
        return finish(document.encoding, &feed, &xml)
      }
      throw UnreadableDocument.root(root, document.bytes)
    }
  }

  /// An object, an array, or a comment before them.
  private static func isJSON(_ bytes: [UInt8], from first: Int) -> Bool {
    switch bytes[first] {
    case 0x7B, 0x5B: true
    case 0x2F: first + 1 < bytes.count && (bytes[first + 1] == 0x2F || bytes[first + 1] == 0x2A)
    default: false
    }
  }

  /// Reads the feed whose root's start tag is current; `nil` when it is none.
  private static func feed(
    _ xml: inout XMLReader, _ inherited: Inherited, _ bytes: [UInt8], _ limits: FeedLimits
  ) -> FeedBuilder? {
    switch xml.feedName {
    case .channel where xml.uri(is: .rss) && xml.localName == "Channel":
      var reader = RDFReader(format: .rss11, limits: limits)
      reader.read(&xml, inherited)
      return reader.feed
    case .rss, .channel:
      var reader = RSSReader(format: rssFormat(xml), limits: limits)
      if reader.feed.document.format == .rss091, namesNetscape(bytes) { reader.feed.document.variant = "netscape" }
      reader.read(&xml, inherited)
      return reader.feed
    case .rdf:
      let isFirst = bytes.prefix(2_048).containsIgnoringCase("netscape.com/rdf/simple/0.9")
      var reader = RDFReader(format: isFirst ? .rss090 : .rss10, limits: limits)
      reader.read(&xml, inherited)
      return reader.feed
    case .entry where !xml.uri(is: .atom) && !xml.uri(is: .atom03): return nil
    case .feed, .entry:
      let isDraft = xml.feedNamespace == .atom03 || xml.attribute("version")?.trimmed?.hasPrefix("0.") == true
      var reader = AtomReader(isDraft: isDraft, limits: limits)
      reader.read(&xml, inherited)
      return reader.feed
    case .urlset, .sitemapindex:
      var reader = SitemapReader(limits: limits)
      reader.read(&xml, inherited)
      return reader.feed
    default: return nil
    }
  }

  /// A lone `channel` in upper case or with attributes of its own is CDF.
  private static func rssFormat(_ xml: borrowing XMLReader) -> FeedFormat {
    guard xml.feedName == .channel else { return RSSReader.format(version: xml.attribute("version", "VERSION")) }
    let isDefinition =
      xml.localName == "CHANNEL" || xml.attribute("href", "HREF") != nil || xml.attribute("lastmod", "LASTMOD") != nil
    return isDefinition ? .cdf : .rss20
  }

  /// Whether the document type is the one that Netscape published.
  private static func namesNetscape(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(1_024)
    return start.containsIgnoringCase("netscape communications")
      || start.containsIgnoringCase("netscape.com/publish/formats")
  }

  /// The defects of the document's end show only when it was read to there.
  private static func finish(_ encoding: String, _ feed: inout FeedBuilder, _ xml: inout XMLReader) -> FeedDocument {
    while xml.next() != .endOfDocument {}
    return feed.finished(xml.defects, encoding: encoding)
  }

  private static func readJSON(_ document: XMLDocument, _ limits: FeedLimits) throws(FeedFormatError) -> FeedDocument {
    let parsed = JSONParser.parse(document.bytes)
    let malformed = parsed.failure.map {
      FeedFormatError(
        code: .json, message: "malformed JSON at line \($0.line), column \($0.column): \($0.message)")
    }
    guard var reader = JSONFeedReader(parsed.value, limits: limits) else {
      throw malformed ?? UnreadableDocument.json(parsed.value)
    }
    for (code, place) in parsed.repairs { reader.feed.defect(code, line: place.line, place.message) }
    if let error = parsed.failure, let malformed {
      if reader.feed.document.entries.isEmpty { throw malformed }
      reader.feed.defect(
        "malformed-json", line: error.line, "\(malformed.message); the items before were kept")
    }
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

extension ArraySlice<UInt8> {
  /// Whether ASCII text in lower case stands somewhere in it, in any case.
  fileprivate func containsIgnoringCase(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, count >= wanted.count else { return false }
    return (startIndex...(endIndex - wanted.count)).contains { start in
      guard self[start] | 0x20 == first else { return false }
      return wanted.indices.allSatisfy { offset in
        let byte = self[start + offset]
        return (byte &- 0x41 < 26 ? byte | 0x20 : byte) == wanted[offset]
      }
    }
  }
}
