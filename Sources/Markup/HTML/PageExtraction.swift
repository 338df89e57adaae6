/// The article of a saved web page, without the page around it.
public struct ExtractedPage: Sendable, Equatable {
  /// The headline, one line; empty when the page has none.
  public var title: String
  /// Paragraphs of the article in order, plain text, each on one line.
  public var paragraphs: [String]
  /// `html@lang`, in customary form.
  public var language: String?
  /// `article:published_time` or the first `time@datetime`, as published.
  public var published: String?
  /// `link rel=canonical` or `og:url`, as published.
  public var address: String?

  /// The paragraphs apart by blank lines.
  public var text: String { paragraphs.joined(separator: "\n\n") }
}

/// Finds the article in a web page.
///
/// Navigation, headers, footers, asides, forms, captions, and what class, id or role mark as sharing, comments, related
/// stories, cookies or newsletters are left out first. Then each container earns points from its paragraphs: length and
/// commas, less what is link text; the container with most points is the article, and the text blocks in it that are
/// no lists of links are its paragraphs.
public enum PageExtraction {
  /// The article of a page.
  ///
  /// - Parameter html: A whole page, or any fragment.
  /// - Returns: Its article; without paragraphs when there is none.
  /// - Complexity: O(bytes); depth is bounded.
  public static func article(in html: String) -> ExtractedPage {
    html.withBytes { bytes in
      var scanner = PageScanner(bytes)
      scanner.scan()
      let paragraphs = PageScoring.paragraphs(
        of: scanner.blocks, in: scanner.containers, headline: scanner.title())
      return ExtractedPage(
        title: scanner.title(), paragraphs: paragraphs, language: scanner.language, published: scanner.published,
        address: scanner.address)
    }
  }
}

/// One run of text between block boundaries.
struct PageBlock {
  /// The text, one line.
  var text: String
  /// How many bytes of it are link text.
  var linkBytes: Int
  /// The innermost element that starts a block.
  var element: HTMLElement
  /// The container it stands in.
  var container: Int
}

/// A block element of the page, as a node of a tree that only knows its parents.
struct PageContainer {
  var parent: Int
  var element: HTMLElement
  /// Whether it, or anything around it, is clutter.
  var isClutter: Bool
}

/// Chooses among the blocks of a page.
enum PageScoring {
  /// The paragraphs of the best container.
  static func paragraphs(of blocks: [PageBlock], in containers: [PageContainer], headline: String) -> [String] {
    let candidates = blocks.filter { !containers[$0.container].isClutter && !isBoilerplate($0.text) }
    guard let top = bestContainer(candidates, containers) else { return [] }
    var kept: [String] = []
    for block in candidates where contains(top, block.container, containers) {
      let isHeading = [.h1, .h2, .h3, .h4, .h5, .h6].contains(block.element)
      if block.text == headline || (isHeading && block.element == .h1) { continue }
      let length = block.text.utf8.count
      let isText =
        isHeading ? block.linkBytes == 0 : block.linkBytes * 2 < length && (length >= 25 || isSentence(block))
      if isText, kept.last != block.text { kept.append(block.text) }
    }
    // A heading with nothing below it introduced something that was left out.
    return kept
  }

  private static func isSentence(_ block: PageBlock) -> Bool {
    block.element == .p && [".", "!", "?", "۔", "؟", "।", "”", "\""].contains { block.text.hasSuffix($0) }
  }

  /// The container with most points; a parent gets all, a grandparent half, of what a block earns.
  private static func bestContainer(_ blocks: [PageBlock], _ containers: [PageContainer]) -> Int? {
    var points = [Double](repeating: 0, count: containers.count)
    for block in blocks {
      let length = block.text.utf8.count
      guard length >= 40 || (block.element == .p && length >= 15) else { continue }
      let density = Double(block.linkBytes) / Double(length)
      let commas = block.text.utf8.lazy.filter { $0 == UInt8(ascii: ",") }.count
      let arabicCommas = block.text.unicodeScalars.lazy.filter { $0 == "،" || $0 == "۔" || $0 == "।" }.count
      let earned = (1 + Double(min(commas + arabicCommas, 10)) + min(Double(length) / 100, 8)) * (1 - density)
      var container = block.container
      var share = 1.0
      // The block's own `p` or `li` is no candidate.
      while [.p, .li, .h1, .h2, .h3, .h4, .h5, .h6, .blockquote, .ul, .ol, .pre].contains(containers[container].element)
      {
        container = containers[container].parent
      }
      for _ in 0..<3 {
        points[container] += earned * share
        guard container != 0 else { break }
        container = containers[container].parent
        share /= 2
      }
    }
    var best: Int?
    for (index, value) in points.enumerated() where value > 0 {
      let weighted = value * weight(of: containers[index].element)
      points[index] = weighted
      if best.map({ weighted > points[$0] }) ?? true { best = index }
    }
    return best
  }

  private static func weight(of element: HTMLElement) -> Double {
    switch element {
    case .article: 1.5
    case .main: 1.2
    default: 1
    }
  }

  private static func contains(_ ancestor: Int, _ container: Int, _ containers: [PageContainer]) -> Bool {
    var index = container
    while index > ancestor { index = containers[index].parent }
    return index == ancestor
  }

  /// Lines that every news page carries, whatever their place.
  private static let boilerplate: [String] = [
    "leave a comment", "leave a reply", "post a comment", "read more", "also read", "related stories",
    "related articles", "related news", "share this", "share on", "follow us", "subscribe to", "sign up for",
    "advertisement", "sponsored",
    "all rights reserved", "copyright ©", "© ", "your email address will not be published", "we use cookies",
    "click here to", "download our app", "join our whatsapp", "listen to this article", "most read", "trending now",
    "published in ", "photo:", "image credit", "file photo", "comments are closed", "skip to ",
  ]

  private static func isBoilerplate(_ text: String) -> Bool {
    guard text.utf8.count < 200 else { return false }
    let lowered = text.lowercased()
    return boilerplate.contains { lowered.hasPrefix($0) }
  }
}
