/// Builds the tree of one document out of libyaml's events, within the limits.
struct YAMLTreeBuilder: ~Copyable {
  private var parser: YAMLEventParser
  private let file: String
  private let limits: YAMLDocument.Limits
  private var anchors: [String: Anchored] = [:]
  private var nodeCount = 0

  private struct Anchored {
    var node: YAMLNode
    var nodeCount: Int
  }

  init(_ bytes: [UInt8], file: String, limits: YAMLDocument.Limits) throws(YAMLFailure) {
    do { parser = try YAMLEventParser(bytes) } catch { throw .syntax(error) }
    self.file = file
    self.limits = limits
  }

  /// The root node of the only document.
  mutating func document() throws(YAMLFailure) -> YAMLNode {
    _ = try next()  // The start of the stream.
    guard case .documentStart = try next().kind else {
      throw .content(DeskProblem("the file is empty", at: DeskPlace(file: file)))
    }
    let root = try node(after: try next(), depth: 0)
    _ = try next()  // The end of the document.
    let end = try next()
    guard case .streamEnd = end.kind else {
      throw failure("a second document begins here", at: end, remedy: "keep one document in a file")
    }
    return root
  }

  private mutating func next() throws(YAMLFailure) -> YAMLEvent {
    do { return try parser.next() } catch { throw .syntax(error) }
  }

  private mutating func node(after event: YAMLEvent, depth: Int) throws(YAMLFailure) -> YAMLNode {
    if let tag = event.tag {
      let remedy = "remove it; quote text that looks like a number"
      throw failure("the tag '\(tag)' is not supported", at: event, remedy: remedy)
    }
    guard depth <= limits.depth else {
      throw failure("more than \(limits.depth) levels", at: event, remedy: "write it flatter")
    }
    let countBefore = nodeCount
    let node = YAMLNode(try content(after: event, depth: depth), at: place(event))
    if case .alias(let name) = event.kind { return try resolve(name, at: event) }
    try count(1, at: event)
    if let anchor = event.anchor { anchors[anchor] = Anchored(node: node, nodeCount: nodeCount - countBefore) }
    return node
  }

  private mutating func content(after event: YAMLEvent, depth: Int) throws(YAMLFailure) -> YAMLNode.Content {
    switch event.kind {
    case .scalar(let text, let style): return .scalar(text, style)
    case .sequenceStart: return .sequence(try items(depth: depth))
    case .mappingStart: return .mapping(try pairs(depth: depth))
    default: return .scalar("", .plain)
    }
  }

  private mutating func items(depth: Int) throws(YAMLFailure) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return items }
      items.append(try node(after: event, depth: depth + 1))
    }
  }

  private mutating func pairs(depth: Int) throws(YAMLFailure) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { return pairs }
      guard case .scalar(let key, _) = event.kind, event.tag == nil else {
        let remedy = "write 'key: value'; put quotes around special characters"
        throw failure("a key must be plain text", at: event, remedy: remedy)
      }
      try count(1, at: event)
      if let anchor = event.anchor {
        throw failure("a key cannot be an anchor (&\(anchor))", at: event, remedy: "put the anchor on a value")
      }
      let value = try node(after: try next(), depth: depth + 1)
      pairs.append(YAMLPair(key: key, place: place(event), value: value))
    }
  }

  private mutating func resolve(_ name: String, at event: YAMLEvent) throws(YAMLFailure) -> YAMLNode {
    guard let anchored = anchors[name] else {
      let message = "no anchor '&\(name)' is complete before this alias"
      throw failure(message, at: event, remedy: "define it first, elsewhere")
    }
    try count(anchored.nodeCount, at: event)
    return anchored.node
  }

  private mutating func count(_ more: Int, at event: YAMLEvent) throws(YAMLFailure) {
    nodeCount += more
    guard nodeCount <= limits.nodes else {
      let remedy = "use fewer aliases, or split the file"
      throw failure("more than \(limits.nodes) values, counting what aliases repeat", at: event, remedy: remedy)
    }
  }

  private func place(_ event: YAMLEvent) -> DeskPlace {
    DeskPlace(file: file, line: event.line, column: event.column)
  }

  private func failure(_ message: String, at event: YAMLEvent, remedy: String) -> YAMLFailure {
    .content(DeskProblem(message, at: place(event), remedy: remedy))
  }
}
