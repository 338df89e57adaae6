internal import Classification

/// Reads lists of terms, each with its place.
enum TermReader {
  /// The list under a key; empty when it is absent.
  static func terms(_ reader: MappingReader, _ key: String, language: String? = nil) -> [Term] {
    guard let node = reader[key] else { return [] }
    return terms(node, language: language, problems: reader.problems)
  }

  /// The terms of one list; an empty list, an empty term and a repeated one are problems.
  static func terms(_ node: YAMLNode, language: String?, problems: ProblemList) -> [Term] {
    var result: [Term] = []
    var seen: Set<String> = []
    do {
      for item in try node.items() {
        let text = try item.text()
        guard seen.insert(text).inserted else {
          problems.add("'\(text)' is there twice", at: item, remedy: "keep one")
          continue
        }
        result.append(Term(text, language: language, location: SourceLocation(item.place)))
      }
    } catch {
      problems.add(contentsOf: error)
    }
    return result
  }

  /// Lists by name, in the order of the file: each a list, or a mapping of languages to lists.
  static func wordLists(_ reader: MappingReader, _ key: String) -> [WordList] {
    guard let node = reader[key] else { return [] }
    do {
      return try node.pairs().map { pair in
        var terms: [Term] = []
        if case .mapping(let languages) = pair.value.content {
          for list in languages { terms += self.terms(list.value, language: list.key, problems: reader.problems) }
        } else {
          terms = self.terms(pair.value, language: nil, problems: reader.problems)
        }
        return WordList(name: pair.key, terms: terms, location: SourceLocation(pair.place))
      }
    } catch {
      reader.problems.add(contentsOf: error)
      return []
    }
  }

  /// Terms by language, in the order of the file.
  static func byLanguage(_ reader: MappingReader, _ key: String) -> [Term] {
    guard let node = reader[key] else { return [] }
    do {
      return try node.pairs().flatMap { terms($0.value, language: $0.key, problems: reader.problems) }
    } catch {
      reader.problems.add(contentsOf: error)
      return []
    }
  }
}

extension SourceLocation {
  /// The same place, in the classifier's words.
  init(_ place: DeskPlace) { self.init(file: place.file, line: place.line, column: place.column) }
}
