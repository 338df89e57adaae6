import Publication
import Querying

/// Reads the entries of `outputs`.
struct OutputReader {
  /// The names queries may use; `nil` when they could not be read, so that only that is reported.
  let vocabulary: QueryVocabulary?
  let source: YAMLSource
  let problems: ProblemList

  static let keys = [
    "id", "title", "description", "query", "formats", "limit", "minimum_score", "include", "language",
  ]

  private enum Inclusion: String, CaseIterable { case content, evidence }

  /// All outputs that are right; the rest is in `problems`.
  func outputs(_ nodes: [YAMLNode]) -> [Output] {
    var lines: [String: Int] = [:]
    return nodes.compactMap { node in
      let reader = MappingReader(node, subject: "an output", keys: Self.keys, problems: problems)
      guard let output = output(reader) else { return nil }
      if let line = lines.updateValue(node.place.line, forKey: output.id) {
        problems.add("two outputs have the id '\(output.id)'", at: node, remedy: "the first is on line \(line)")
      }
      return output
    }
  }

  private func output(_ reader: MappingReader) -> Output? {
    let id = reader.required("id") { node throws(DeskError) in try Identifier.check(node) }
    let title = reader.requiredText("title")
    let minimumScore = reader.number("minimum_score", in: 0...1)
    let query = query(reader.requiredText("query"), minimumScore: minimumScore, node: reader["query"] ?? reader.node)
    let inclusions = choices("include", Inclusion.self, reader)
    let formats = choices("formats", OutputFormat.self, reader)
    let limit = reader.integer("limit", in: 1...1_000)
    let language = reader.value("language") { node throws(DeskError) in try Language.check(node) }
    guard let id, let title, let query else { return nil }
    return Output(
      id: id, title: title, description: reader.text("description") ?? "", query: query,
      formats: formats ?? [.rss, .atom, .json], limit: limit ?? 100,
      includesContent: inclusions?.contains(.content) ?? false,
      includesEvidence: inclusions?.contains(.evidence) ?? true, language: language)
  }

  private func query(_ text: String?, minimumScore: Double?, node: YAMLNode) -> Query? {
    guard let text, let vocabulary else { return nil }
    do {
      let query = try Query(text, vocabulary: vocabulary)
      guard let minimumScore else { return query }
      return try Query("(\(text)) score>=\((minimumScore * 1_000).rounded() / 1_000)", vocabulary: vocabulary)
    } catch {
      problems.add(QueryProblem.problem(error, in: node, source: source))
      return nil
    }
  }

  /// A list of known words; `nil` when the key is absent.
  private func choices<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type, _ reader: MappingReader
  ) -> [Choice]? where Choice.RawValue == String {
    guard let node = reader[key] else { return nil }
    if case .sequence(let items) = node.content, items.isEmpty, key == "include" { return [] }
    let known = Choice.allCases.map(\.rawValue)
    return reader.texts(key).compactMap { text in
      if let choice = Choice(rawValue: text) { return choice }
      let remedy = UnknownName.remedy(for: text, among: known)
      problems.add("\(key): '\(text)' is not known here", at: node, remedy: remedy)
      return nil
    }
  }
}

/// BCP 47 language tags as people write them.
enum Language {
  /// The tag of a node, when it has the form of one.
  static func check(_ node: YAMLNode) throws(DeskError) -> String {
    let text = try node.text()
    if isTag(text) { return text }
    throw DeskError(
      DeskProblem("'\(text)' is no language tag", at: node.place, remedy: "write a BCP 47 tag: en, ur, fa-AF"))
  }

  /// Whether text has the form of a tag: a primary subtag of 2 or 3 letters, then subtags of 1 to 8 (RFC 5646 §2.1).
  static func isTag(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count), first.allSatisfy(\.isLetter) else {
      return false
    }
    return parts.allSatisfy { part in
      (1...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }
}
