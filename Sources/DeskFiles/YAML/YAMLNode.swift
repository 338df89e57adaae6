/// One node of a YAML file, with the place it was written at.
package struct YAMLNode: Sendable, Equatable {
  /// What a node holds.
  package enum Content: Sendable, Equatable {
    /// Text as resolved by YAML (escapes and folding done), and how it was written.
    case scalar(String, YAMLScalarStyle)
    /// Items in order.
    case sequence([YAMLNode])
    /// Pairs in order, duplicated keys included.
    case mapping([YAMLPair])
  }

  /// What it holds.
  package var content: Content
  /// Where it begins; for an alias, where the anchored node begins.
  package var place: DeskPlace

  /// Makes a node.
  package init(_ content: Content, at place: DeskPlace) {
    self.content = content
    self.place = place
  }
}

/// How a scalar was written: only a plain one can be null, a number or a truth value.
package enum YAMLScalarStyle: Sendable, Equatable {
  case plain, singleQuoted, doubleQuoted, literal, folded
}

/// One `key: value` of a mapping.
package struct YAMLPair: Sendable, Equatable {
  /// The key's text.
  package var key: String
  /// Where the key begins.
  package var place: DeskPlace
  /// The value.
  package var value: YAMLNode
}

extension YAMLNode {
  /// Whether nothing was written: an empty, `~` or `null` plain scalar.
  package var isEmpty: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What it is, for messages: `a list`, `the text 'x'`.
  package var kindForPeople: String {
    switch content {
    case .scalar where isEmpty: "nothing"
    case .scalar(let text, _): "the text '\(text.prefix(40))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The error that this node is not what was `expected`.
  package func mismatch(expected: String, remedy: String? = nil) -> DeskError {
    DeskError(DeskProblem("expected \(expected), found \(kindForPeople)", at: place, remedy: remedy))
  }

  /// A scalar's text, which must not be empty or blank.
  package func text() throws(DeskError) -> String {
    guard case .scalar(let text, _) = content else { throw mismatch(expected: "text") }
    if isEmpty || text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }) {
      throw DeskError(DeskProblem("expected text, found nothing", at: place, remedy: "write a value or remove the key"))
    }
    return text
  }

  /// A plain decimal integer within `range`.
  package func integer(in range: ClosedRange<Int>) throws(DeskError) -> Int {
    guard case .scalar(let text, .plain) = content, let value = Int(text) else {
      throw mismatch(expected: "a whole number", remedy: "write digits without quotes")
    }
    guard range.contains(value) else {
      let bounds = "from \(range.lowerBound) to \(range.upperBound)"
      throw DeskError(DeskProblem("\(value) is out of range", at: place, remedy: "write a whole number \(bounds)"))
    }
    return value
  }

  /// A plain finite decimal number within `range`.
  package func number(in range: ClosedRange<Double>) throws(DeskError) -> Double {
    guard case .scalar(let text, .plain) = content, let value = Double(text), value.isFinite else {
      throw mismatch(expected: "a number", remedy: "write digits without quotes, with a dot before decimals")
    }
    guard range.contains(value) else {
      let bounds = "from \(range.lowerBound) to \(range.upperBound)"
      throw DeskError(DeskProblem("\(text) is out of range", at: place, remedy: "write a number \(bounds)"))
    }
    return value
  }

  /// Plain `true` or `false`; the other words of YAML 1.1 (`yes`, `on`) are refused, since `no` is also Norway.
  package func truth() throws(DeskError) -> Bool {
    switch content {
    case .scalar("true", .plain): return true
    case .scalar("false", .plain): return false
    default: throw mismatch(expected: "true or false", remedy: "write true or false, without quotes")
    }
  }

  /// The items of a list, which must have at least one.
  package func items() throws(DeskError) -> [YAMLNode] {
    guard case .sequence(let items) = content else {
      throw mismatch(expected: "a list", remedy: "write [a, b] or lines that begin with '- '")
    }
    if items.isEmpty {
      throw DeskError(DeskProblem("the list is empty", at: place, remedy: "add an item or remove the key"))
    }
    return items
  }

  /// The pairs of a mapping.
  package func pairs() throws(DeskError) -> [YAMLPair] {
    guard case .mapping(let pairs) = content else {
      throw mismatch(expected: "a mapping", remedy: "write lines of the form 'key: value'")
    }
    return pairs
  }
}
