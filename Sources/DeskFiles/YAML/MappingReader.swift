/// Reads the keys of one mapping, and records everything that is wrong with it instead of stopping.
///
/// Each accessor gives `nil` when the key is absent or wrong; what is wrong is in `problems` by then.
package struct MappingReader {
  /// Where the mapping begins.
  package let node: YAMLNode
  /// Where problems go.
  package let problems: ProblemList
  private let values: [String: YAMLNode]

  /// Takes a node that should be a mapping with some of `keys`, and reports unknown and duplicated keys at once.
  ///
  /// `subject` is what the mapping describes, for messages: `an output`.
  package init(_ node: YAMLNode, subject: String, keys: [String], problems: ProblemList) {
    self.node = node
    self.problems = problems
    var values: [String: YAMLNode] = [:]
    if case .mapping(let pairs) = node.content {
      for pair in pairs {
        guard keys.contains(pair.key) else {
          let remedy = UnknownName.remedy(for: pair.key, among: keys)
          problems.add(DeskProblem("\(subject) has no key '\(pair.key)'", at: pair.place, remedy: remedy))
          continue
        }
        if let first = values[pair.key] {
          let remedy = "the first is on line \(first.place.line); keep one"
          problems.add(DeskProblem("the key '\(pair.key)' is there twice", at: pair.place, remedy: remedy))
          continue
        }
        values[pair.key] = pair.value
      }
    } else {
      let message = "\(subject) must be a mapping, found \(node.kindForPeople)"
      problems.add(message, at: node, remedy: "write lines of the form 'key: value'")
    }
    self.values = values
  }

  /// The node of a key, if it is there.
  package subscript(key: String) -> YAMLNode? { values[key] }

  /// The value of a key through a throwing accessor of `YAMLNode`.
  package func value<Value>(_ key: String, _ read: (YAMLNode) throws(DeskError) -> Value) -> Value? {
    guard let node = values[key] else { return nil }
    do {
      return try read(node)
    } catch {
      for problem in error.problems {
        var problem = problem
        problem.message = "\(key): \(problem.message)"
        problems.add(problem)
      }
      return nil
    }
  }

  /// As `value`, and an absent key is a problem too.
  package func required<Value>(_ key: String, _ read: (YAMLNode) throws(DeskError) -> Value) -> Value? {
    if values[key] == nil, case .mapping = node.content {
      problems.add("the key '\(key)' is missing", at: node, remedy: "add a line '\(key): …' here")
    }
    return value(key, read)
  }

  /// Text that is not blank.
  package func text(_ key: String) -> String? { value(key) { node throws(DeskError) in try node.text() } }

  /// Text that must be there.
  package func requiredText(_ key: String) -> String? { required(key) { node throws(DeskError) in try node.text() } }

  /// A whole number.
  package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key) { node throws(DeskError) in try node.integer(in: range) }
  }

  /// A decimal number.
  package func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    value(key) { node throws(DeskError) in try node.number(in: range) }
  }

  /// `true` or `false`.
  package func truth(_ key: String) -> Bool? { value(key) { node throws(DeskError) in try node.truth() } }

  /// The items of a list; empty when absent or wrong.
  package func items(_ key: String) -> [YAMLNode] {
    value(key) { node throws(DeskError) in try node.items() } ?? []
  }

  /// A list of texts, each not blank and none twice; empty when absent.
  package func texts(_ key: String) -> [String] {
    var seen: Set<String> = []
    var texts: [String] = []
    for item in items(key) {
      do {
        let text = try item.text()
        if seen.insert(text).inserted {
          texts.append(text)
        } else {
          problems.add("\(key): '\(text)' is there twice", at: item, remedy: "keep one")
        }
      } catch {
        problems.add(contentsOf: error)
      }
    }
    return texts
  }

  /// A length of time, `30s`, `5m`, `24h` or `2d`, in seconds.
  package func seconds(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key) { node throws(DeskError) in try Quantity.seconds(node, in: range) }
  }

  /// A size, `500 kB` or `20 MB` (powers of ten), in bytes.
  package func bytes(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key) { node throws(DeskError) in try Quantity.bytes(node, in: range) }
  }

  /// One of the raw values of an enumeration.
  package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    value(key) { node throws(DeskError) in
      let text = try node.text()
      if let choice = Choice(rawValue: text) { return choice }
      let known = Choice.allCases.map(\.rawValue)
      let remedy = UnknownName.remedy(for: text, among: known)
      throw DeskError(DeskProblem("'\(text)' is not known here", at: node.place, remedy: remedy))
    }
  }

  /// A mapping inside this one.
  package func mapping(_ key: String, subject: String, keys: [String]) -> MappingReader? {
    guard let node = values[key] else { return nil }
    return MappingReader(node, subject: subject, keys: keys, problems: problems)
  }
}
