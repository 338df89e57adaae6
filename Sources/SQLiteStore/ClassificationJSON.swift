import Articles

// The lists of an article are JSON arrays, since names of members would be half of what is stored:
//
//     tag        [topic, score, [evidence…]]
//     evidence   [rule, share, span]
//     span       [field, start, end] or [field, start, end, words]; 0 is the title, 1 the summary, 2 the text
//     entity     [id, name, kind, type, [countries…], subdivision, [latitude, longitude], [span…]]
//     place      [null, id, name, type, [countries…], subdivision, [latitude, longitude]], after the entities if there is one
//     enclosure  [url, media type, length]
//
// What is unknown is `null`. A span without words has the words that stand there.

extension Tag {
  init?(_ json: JSONValue, of article: Article) {
    guard let topic = json[0].string else { return nil }
    self.init(
      topic: topic, score: json[1].double ?? 0, evidence: json[2].elements.compactMap { Evidence($0, of: article) })
  }
}

extension Evidence {
  fileprivate init?(_ json: JSONValue, of article: Article) {
    guard let span = TextSpan(json[2], of: article) else { return nil }
    self.init(span: span, rule: json[0].string ?? "", share: json[1].double ?? 0)
  }
}

extension TextSpan {
  fileprivate init?(_ json: JSONValue, of article: Article) {
    guard let field = json[0].integer.flatMap(ArticleField.init(number:)), let start = json[1].integer,
      let end = json[2].integer
    else { return nil }
    let words = json[3].string ?? Self.words(article.text(of: field), start, end)
    self.init(field: field, start: start, end: end, words: words)
  }

  private static func words(_ text: String, _ start: Int, _ end: Int) -> String {
    let bytes = text.utf8
    guard start >= 0, start <= end, end <= bytes.count else { return "" }
    let first = bytes.index(bytes.startIndex, offsetBy: start)
    return String(decoding: bytes[first..<bytes.index(first, offsetBy: end - start)], as: UTF8.self)
  }
}

extension Entity {
  init?(_ json: JSONValue, of article: Article) {
    guard let id = json[0].string, let kind = json[2].string.flatMap(EntityKind.init) else { return nil }
    self.init(
      id: id, name: json[1].string ?? id, kind: kind, type: json[3].string,
      countries: json[4].elements.compactMap(\.string), subdivision: json[5].string,
      coordinates: Coordinates(json[6]), mentions: json[7].elements.compactMap { TextSpan($0, of: article) })
  }
}

extension ArticlePlace {
  init?(_ json: JSONValue) {
    guard json[0] == .null, let id = json[1].string, let name = json[2].string else { return nil }
    self.init(
      id: id, name: name, type: json[3].string, countries: json[4].elements.compactMap(\.string),
      subdivision: json[5].string, coordinates: Coordinates(json[6]))
  }
}

extension Coordinates {
  fileprivate init?(_ json: JSONValue) {
    guard let latitude = json[0].double, let longitude = json[1].double else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}

extension Enclosure {
  init?(_ json: JSONValue) {
    guard let url = json[0].string else { return nil }
    self.init(url: url, mediaType: json[1].string, length: json[2].integer)
  }
}

extension ArticleField {
  /// The number that stands for the field in the store; never changes.
  var number: Int {
    switch self {
    case .title: 0
    case .summary: 1
    case .text: 2
    }
  }

  fileprivate init?(number: Int) {
    guard let field = Self.allCases.first(where: { $0.number == number }) else { return nil }
    self = field
  }
}

extension Article {
  /// The text of a field.
  func text(of field: ArticleField) -> String {
    switch field {
    case .title: title
    case .summary: summary
    case .text: text
    }
  }
}
