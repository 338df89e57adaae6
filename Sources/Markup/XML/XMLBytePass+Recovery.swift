/// Where feeds go on after a tag was forgotten: ends that the next start implies, and documents behind the document.
extension XMLBytePass {
  // MARK: Ends that a start tag implies

  /// Whether elements may have to be closed before the start tag `name`: a look that well-formed feeds pay for.
  @inline(__always) func mayImplyEnd(_ name: Range<Int>) -> Bool {
    guard let parent = open.last, open.count <= limits.depth else { return false }
    let first = source[name.lowerBound] | 0x20
    // item, entry
    if name.count == 4 && first == 0x69 || name.count == 5 && first == 0x65 { return true }
    let parentFirst = source[parent.lowerBound] | 0x20
    return switch parent.count {
    case 2: parentFirst == 0x69  // id
    case 4: parentFirst == 0x6C || parentFirst == 0x67  // link, guid
    case 5: parentFirst == 0x74  // title
    case 7: parentFirst == 0x70 || parentFirst == 0x75 || parentFirst == 0x64  // pubDate, updated, dc:date
    case 9: parentFirst == 0x70  // published
    case 10, 11: parentFirst == 0x64  // dc:creator, description
    default: false
    }
  }

  /// Closes what must have ended before the start tag `name`.
  mutating func closeImplied(before name: Range<Int>) {
    guard let index = impliedEnd(before: name) else { return }
    let inner = open[index]
    defect("missing-end-tag", at: position) { "<\($0.tagName(inner))> was closed before <\($0.tagName(name))>" }
    replace(position..<position, withEndTagsFrom: index)
    open.removeSubrange(index...)
  }

  private func impliedEnd(before name: Range<Int>) -> Int? {
    if isOne(of: Self.entryNames, name) {
      guard let outer = open.lastIndex(where: { source.equalIgnoringCase($0, name) }) else {
        return strayElement()
      }
      // Foreign elements may hold items of their own; texts and HTML may not.
      let inner = open[(outer + 1)...].suffix(8)
      return inner.isEmpty || inner.contains(where: { isText($0) }) ? outer : nil
    }
    guard let parent = open.last, isOne(of: Self.leafNames, parent), isOne(of: Self.fieldNames, name) else {
      return nil
    }
    // HTML in the open has titles and links, too, but not such as stand alone in a description.
    let isInDescription = parent.count == 11
    if isInDescription, name.upperBound >= source.count || source[name.upperBound] != 0x3E { return nil }
    return open.count - 1
  }

  /// The outermost of the elements that someone forgot to close between the feed's own and an entry.
  private func strayElement() -> Int? {
    // The usual entry stands in its feed.
    guard let last = open.last, !isOne(of: Self.containerNames, last) else { return nil }
    let inner = open.suffix(8)
    guard let container = inner.lastIndex(where: { isOne(of: Self.containerNames, $0) }) else { return nil }
    return inner[(container + 1)...].allSatisfy { mayBeStray($0) } ? container + 1 : nil
  }

  /// Whether an element is none of another vocabulary, which may hold entries of its own, and no entry.
  private func mayBeStray(_ name: Range<Int>) -> Bool {
    if isText(name) { return !isOne(of: Self.entryNames, name) }
    let close = source.index(of: 0x3E, from: name.upperBound, to: min(source.count, name.upperBound + 512))
    return unsafe !source.buffer(name).contains(0x3A)
      && !(name.upperBound..<close).contains { source.hasPrefix("xmlns", at: $0) }
  }

  private func isText(_ name: Range<Int>) -> Bool {
    isOne(of: Self.leafNames, name) || isOne(of: Self.textNames, name) || isOne(of: Self.fieldNames, name)
  }

  /// Whether `name` is one of some names in lower case, in any case.
  func isOne(of names: [StaticString], _ name: Range<Int>) -> Bool {
    names.contains { $0.utf8CodeUnitCount == name.count && source.hasPrefixIgnoringCase($0, at: name.lowerBound) }
  }

  static let entryNames: [StaticString] = ["item", "entry"]
  /// Elements of entries that hold nothing but text, or HTML.
  private static let leafNames: [StaticString] = [
    "title", "link", "guid", "pubdate", "description", "id", "published", "updated", "dc:date", "dc:creator",
  ]
  /// Elements of entries.
  static let fieldNames: [StaticString] = [
    "title", "link", "guid", "pubdate", "description", "id", "published", "updated", "dc:date", "dc:creator", "author",
    "category", "comments", "enclosure", "source", "summary", "content", "content:encoded", "dc:subject", "item",
    "entry", "channel",
  ]
  /// Elements of HTML that people forget to close.
  private static let textNames: [StaticString] = [
    "p", "br", "img", "b", "i", "a", "em", "u", "hr", "li", "ul", "ol", "td", "tr", "div", "span", "font", "table",
    "strong", "center", "input", "small", "blockquote", "tbody", "h1", "h2", "h3", "h4", "dd", "dt", "pre", "code",
    "iframe", "script", "style", "figure", "embed", "object", "param", "html", "body", "head", "meta",
  ]

  // MARK: Behind the root

  /// Goes on behind the root's end tag when entries or another document of the same kind follow there.
  ///
  /// The end tag is left out then, and with it all up to the first such entry, or to the end of the other document's
  /// first start tag, so that both are one. `false` when there is nothing more.
  mutating func continueBehindRoot(endTag: Range<Int>) -> Bool {
    guard let root = open.first, isOne(of: Self.rootNames, root) else { return false }
    var index = source.index(of: 0x3C, from: endTag.upperBound, to: source.count)
    var isInScript = false
    while index < source.count {
      if source.hasPrefix("<!--", at: index) {
        guard let end = commentEnd(from: index + 4) else { return false }
        index = end
      } else if source.hasPrefixIgnoringCase("<script", at: index) {
        isInScript = true
        index += 1
      } else if isInScript {
        isInScript = !source.hasPrefixIgnoringCase("</script", at: index)
        index += 1
      } else if let next = continuation(at: index, root: root) {
        let isDocument = next > index
        defect(
          isDocument ? "second-root" : "entries-behind-root", at: index,
          "\(isDocument ? "a second document" : "entries") behind the end of the first were read with it")
        replace(endTag.lowerBound..<endTag.lowerBound, withEndTagsFrom: 1)
        drop(endTag.lowerBound..<next)
        open.removeSubrange(1...)
        position = next
        return true
      } else {
        index += 1
      }
      index = source.index(of: 0x3C, from: min(index, source.count), to: source.count)
    }
    return false
  }

  /// Whether a start tag of an entry is at `index`.
  func isEntryTag(at index: Int) -> Bool {
    guard index < source.count, source[index] == 0x3C else { return false }
    var end = index + 1
    while end < source.count, end - index <= 6, isNameByte(source[end]) { end += 1 }
    return end < source.count && (isSpace(source[end]) || source[end] == 0x3E)
      && isOne(of: Self.entryNames, index + 1..<end)
  }

  /// Where to read on when the tag at `index` belongs to more of the feed.
  private func continuation(at index: Int, root: Range<Int>) -> Int? {
    var end = index + 1
    while end < source.count, isNameByte(source[end]) { end += 1 }
    let name = index + 1..<end
    guard end < source.count, isSpace(source[end]) || source[end] == 0x3E else { return nil }
    if isOne(of: Self.entryNames, name) { return index }
    guard source.equalIgnoringCase(name, root) else { return nil }
    let close = source.index(of: 0x3E, from: end, to: min(source.count, end + limits.tagBytes))
    return close < min(source.count, end + limits.tagBytes) && source[close - 1] != 0x2F ? close + 1 : nil
  }

  private static let rootNames: [StaticString] = ["rss", "feed", "rdf:rdf", "rdf", "channel"]
  /// Elements that entries stand in; `items` is of RSS 1.1.
  private static let containerNames: [StaticString] = ["channel", "feed", "rss", "rdf:rdf", "rdf", "items"]
}
