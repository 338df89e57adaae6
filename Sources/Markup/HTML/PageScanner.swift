import WebValues

/// Reads a page once: its blocks of text, the containers they stand in, and what the head says.
struct PageScanner: ~Copyable {
  private(set) var blocks: [PageBlock] = []
  /// Index 0 is the page itself; a parent always comes before its children.
  private(set) var containers = [PageContainer(parent: 0, element: .body, isClutter: false)]
  private(set) var language: String?
  private(set) var published: String?
  private(set) var address: String?

  /// Deeper elements are read as if they stood at this depth.
  private static let maximumDepth = 200

  private var tokenizer: HTMLTokenizer
  private let bytes: ByteView
  private var stack: [Int] = [0]
  private var openTags: [HTMLElement] = [.body]
  private var text = PlainTextBuilder(capacity: 256)
  private var linkStart: Int?
  private var linkBytes = 0
  private var openGraphTitle: String?
  private var documentTitle: String?
  private var headline: String?

  init(_ bytes: ByteView) {
    self.bytes = bytes
    tokenizer = HTMLTokenizer(bytes)
  }

  /// Reads everything.
  mutating func scan() {
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): text.text(bytes, in: range)
      case .rawText(.title, let range):
        if documentTitle == nil { documentTitle = line(range) }
      case .rawText: break
      case .start(let element, let isSelfClosing): start(element, isSelfClosing: isSelfClosing)
      case .end(let element): end(element)
      }
    }
    finishBlock()
  }

  private func line(_ range: Range<Int>) -> String {
    HTMLText.singleLine(TextBytes.decoded(bytes, in: range, inAttribute: false))
  }

  private func attribute(_ name: HTMLAttribute) -> String? {
    tokenizer.attribute(name).map { TextBytes.decoded(bytes, in: $0, inAttribute: true) }
  }

  // MARK: Elements

  private mutating func start(_ element: HTMLElement, isSelfClosing: Bool) {
    let traits = element.traits
    switch element {
    case .html: language = language ?? attribute(.lang).flatMap(LanguageTag.normalize)
    case .meta: meta()
    case .link:
      if address == nil, attribute(.rel)?.lowercased() == "canonical" { address = attribute(.href) }
    case .time:
      if published == nil { published = attribute(.datetime) }
    case .a: if linkStart == nil { linkStart = text.count }
    case .br: text.boundary(of: .br, isStart: true)
    default: break
    }
    guard traits.isDisjoint(with: [.void, .rawText]) else { return }
    guard traits.contains(.block) || isClutterElement(element) || traits.contains(.tablePart) || element == .unknown,
      !isSelfClosing, element != .html, element != .body
    else { return }
    if traits.contains(.block) { closeParagraph(before: element) }
    if element == .unknown, !isMarkedAsClutter(element) { return }
    finishBlock()
    guard stack.count < Self.maximumDepth else { return }
    let parent = stack[stack.count - 1]
    let isClutter = containers[parent].isClutter || isClutterElement(element) || isMarkedAsClutter(element)
    containers.append(PageContainer(parent: parent, element: element, isClutter: isClutter))
    stack.append(containers.count - 1)
    openTags.append(element)
  }

  private mutating func end(_ element: HTMLElement) {
    if element == .a { closeLink() }
    guard let index = openTags.lastIndex(of: element), index > 0 else { return }
    finishBlock()
    stack.removeLast(stack.count - index)
    openTags.removeLast(openTags.count - index)
  }

  /// A block ends an open `p`, as in HTML.
  private mutating func closeParagraph(before element: HTMLElement) {
    guard let last = openTags.last, last == .p || (last == .li && element == .li) else { return }
    finishBlock()
    stack.removeLast()
    openTags.removeLast()
  }

  private mutating func closeLink() {
    if let linkStart { linkBytes += max(0, text.count - linkStart) }
    linkStart = nil
  }

  /// Ends the run of text at a block's boundary.
  private mutating func finishBlock() {
    let wasInLink = linkStart != nil
    closeLink()
    if text.count > 0 {
      let container = stack[stack.count - 1]
      let element = openTags[openTags.count - 1]
      let line = HTMLText.singleLine(text.finish())
      if element == .h1, headline == nil, !isInSiteHeader() { headline = line }
      blocks.append(PageBlock(text: line, linkBytes: linkBytes, element: element, container: container))
    }
    text = PlainTextBuilder(capacity: 256)
    linkBytes = 0
    if wasInLink { linkStart = 0 }
  }

  private func isInSiteHeader() -> Bool { openTags.contains { $0 == .nav || $0 == .footer || $0 == .aside } }

  // MARK: Head

  private mutating func meta() {
    guard let content = attribute(.content), !content.isEmpty else { return }
    switch (attribute(.property) ?? attribute(.name))?.lowercased() {
    case "og:title": openGraphTitle = openGraphTitle ?? HTMLText.singleLine(content)
    case "article:published_time", "datepublished", "pubdate": published = content
    case "og:url": address = address ?? content
    case "og:locale": language = language ?? LanguageTag.normalize(content)
    default: break
    }
  }

  /// The headline: `og:title`, else the first `h1`, else `title`, without the site's name behind a bar or a dash.
  func title() -> String {
    if let openGraphTitle, !openGraphTitle.isEmpty { return withoutSiteName(openGraphTitle) }
    if let headline { return headline }
    guard let documentTitle else { return "" }
    return withoutSiteName(documentTitle)
  }

  private func withoutSiteName(_ title: String) -> String {
    // A headline of the page that the title begins with is the better cut.
    if let headline, headline.utf8.count >= 10, title.hasPrefix(headline) { return headline }
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » "] {
      let parts = title.split(separator: separator, omittingEmptySubsequences: true)
      guard parts.count >= 2, let first = parts.first, first.utf8.count >= 15 else { continue }
      let siteName = parts.dropFirst().joined(separator: separator)
      if siteName.utf8.count <= 40 { return String(first) }
    }
    return title
  }

  // MARK: Clutter

  private func isClutterElement(_ element: HTMLElement) -> Bool {
    if element.traits.contains(.dropped) { return true }
    switch element {
    case .nav, .footer, .aside, .form, .figcaption, .dialog, .menu, .caption, .label, .fieldset, .option: return true
    // A header inside the article holds its headline, one of the page the site's name.
    case .header: return !openTags.contains(.article) && !openTags.contains(.main)
    default: return false
    }
  }

  private static let clutterWords: Set<String> = [
    "ad", "ads", "advert", "advertisement", "banner", "breadcrumb", "breadcrumbs", "byline", "caption", "comment",
    "comments", "consent", "cookie", "cookies", "copyright", "credit", "credits", "disqus", "footer", "gdpr", "hidden",
    "login", "masthead", "menu", "meta", "modal", "most", "nav", "navbar", "navigation", "newsletter", "outbrain",
    "pager", "pagination", "paywall", "popup", "popular", "promo", "recirc", "recommended", "related", "respond", "rss",
    "share", "sharing", "shareaholic", "sidebar", "signup", "skip", "social", "sponsor", "sponsored", "subscribe",
    "subscription", "taboola", "tags", "ticker", "toolbar", "topnav", "trending", "widget", "widgets",
  ]

  private static let roles: Set<String> = [
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "menu", "menubar",
  ]

  /// Whether class, id, role or style of the start tag read last say so.
  private func isMarkedAsClutter(_ openingElement: HTMLElement) -> Bool {
    if !tokenizer.hasAttributes { return false }
    if let role = attribute(.role)?.lowercased(), Self.roles.contains(role) { return true }
    if attribute(.ariaHidden)?.lowercased() == "true" || attribute(.hidden) != nil { return true }
    if let style = attribute(.style), style.filter({ $0 != " " }).lowercased().contains("display:none") { return true }
    // Containers of the article itself often carry its topics as classes.
    if [.article, .main, .body, .html].contains(openingElement) { return false }
    for name: HTMLAttribute in [.class, .id] {
      guard let value = attribute(name), value.utf8.count <= 512 else { continue }
      if value.lowercased().split(separator: " ").contains(where: Self.isClutterName) { return true }
    }
    return false
  }

  /// `share`, `post-comments`, `related_stories` are clutter; `with-sidebar` and `tag-politics` are not.
  private static func isClutterName(_ name: Substring) -> Bool {
    let words = name.split { !($0.isLetter || $0.isNumber) }
    guard let first = words.first, let last = words.last else { return false }
    if ["with", "has", "no", "tag", "category", "type", "status", "format"].contains(first) { return false }
    return clutterWords.contains(String(first)) || clutterWords.contains(String(last))
  }
}
