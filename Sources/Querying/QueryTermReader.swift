import Articles
import Foundation
import Spelling

/// What a condition may begin with, before the colon.
enum QueryField: String, CaseIterable {
  case topic, group, score, tagged, scope, actor, org, place, entity, country, feed, source, lang, script
  case after, before, within, title, text
}

/// Reads one word or condition and checks its names against the vocabulary.
struct QueryTermReader {
  private let vocabulary: QueryVocabulary
  private let topics: Set<String>

  init(vocabulary: QueryVocabulary) {
    self.vocabulary = vocabulary
    topics = Set(vocabulary.topicsByGroup.values.joined())
  }

  func read(_ token: QueryToken) throws(QueryError) -> QueryTerm {
    switch token.kind {
    case .words(let words, let isPrefix):
      return .words(try pattern(words, isPrefix, in: .anywhere, place: token.place))
    case .field(let name, let value, let isPrefix, let valueStart):
      guard let field = QueryField(rawValue: name.lowercased()) else { throw unknownField(name, token) }
      return try read(field, value, isPrefix, place: valueStart..<token.place.upperBound)
    case .open, .close, .and, .or, .not:
      throw QueryError(token.place, "A word or condition was expected here.")
    }
  }

  private func unknownField(_ name: String, _ token: QueryToken) -> QueryError {
    let names = QueryField.allCases.map(\.rawValue)
    let nearest = Suggestion.closest(to: name, among: names).map { $0 == "score" ? "score>=0.7" : $0 + ":" }
    return QueryError(
      token.place.lowerBound..<(token.place.lowerBound + name.count),
      "There is no condition “\(name):”; there are \(names.joined(separator: ", ")). Quote the words to search for them.",
      suggestion: nearest)
  }

  private func read(
    _ field: QueryField, _ value: String, _ isPrefix: Bool, place: Range<Int>
  ) throws(QueryError) -> QueryTerm {
    switch field {
    case .title: return .words(try pattern(value, isPrefix, in: .title, place: place))
    case .text: return .words(try pattern(value, isPrefix, in: .body, place: place))
    default: break
    }
    guard !isPrefix else {
      throw QueryError(place, "“*” works with words only; “\(field.rawValue):” needs the whole name.")
    }
    switch field {
    case .topic, .group: return try tag(field, value, place)
    case .score: return .bestScore(try bound(value, place))
    case .tagged: return .tagged(try choice(value, "yes", "no", place))
    case .scope: return .inScope(try choice(value, "in", "out", place))
    case .actor: return try entity(value, .actor, field, place)
    case .org: return try entity(value, .organization, field, place)
    case .entity: return try entity(value, nil, field, place)
    case .place: return .entities(try places(value, place))
    case .country: return .country(try country(value, place))
    case .feed: return .feed(try known(value, "feed", vocabulary.feeds, place))
    case .source: return .source(try source(value, place))
    case .lang: return .language(try language(value, place))
    case .script: return .script(try scripts(value, place))
    case .after: return .onOrAfter(try date(value, place))
    case .before: return .before(try date(value, place))
    case .within: return .within(seconds: try duration(value, place))
    case .title, .text: throw QueryError(place, "A word was expected here.")
    }
  }
}

extension QueryTermReader {
  private func pattern(
    _ words: String, _ isPrefix: Bool, in fields: WordPattern.Fields, place: Range<Int>
  ) throws(QueryError) -> WordPattern {
    let folded = SearchText.words(of: words)
    guard !folded.isEmpty else {
      throw QueryError(place, "There is no letter or digit here to search for.")
    }
    return WordPattern(fields: fields, words: folded, isPrefix: isPrefix)
  }

  private func tag(_ field: QueryField, _ value: String, _ place: Range<Int>) throws(QueryError) -> QueryTerm {
    let name = value.prefix { !"<>=".contains($0) }.lowercased()
    let comparison = String(value.dropFirst(name.count))
    let namePlace = place.lowerBound..<(place.lowerBound + name.count)
    let score = try comparison.isEmpty ? nil : bound(comparison, namePlace.upperBound..<place.upperBound)
    let groups = vocabulary.topicsByGroup
    if field == .group {
      if groups[name] == nil, topics.contains(name) {
        throw QueryError(namePlace, "“\(name)” is a topic, not a group.", suggestion: "topic:\(name)")
      }
      return .topics(groups[try known(name, "group", groups.keys, namePlace)] ?? [], score)
    }
    if !topics.contains(name), groups[name] != nil {
      throw QueryError(namePlace, "“\(name)” is a group of topics.", suggestion: "group:\(name)")
    }
    return .topics([try known(name, "topic", topics, namePlace)], score)
  }

  private func bound(_ text: String, _ place: Range<Int>) throws(QueryError) -> ScoreBound {
    let found = ScoreBound.Comparison.allCases.first { text.hasPrefix($0.rawValue) }
    guard let found else { throw QueryError(place, "A score needs a comparison: >=, <=, >, < or =.") }
    let number = text.dropFirst(found.rawValue.count)
    let isPlain = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } && number.utf8.count <= 12
    guard isPlain, let limit = Double(number), (0...1).contains(limit) else {
      throw QueryError(place, "A score lies between 0 and 1; “\(number)” does not.")
    }
    return ScoreBound(comparison: found, limit: limit)
  }

  private func choice(
    _ value: String, _ yes: String, _ no: String, _ place: Range<Int>
  ) throws(QueryError) -> Bool {
    switch value.lowercased() {
    case yes: return true
    case no: return false
    default: throw QueryError(place, "“\(value)” is neither “\(yes)” nor “\(no)”.")
    }
  }

  private func known(
    _ value: String, _ kind: String, _ names: some Collection<String>, _ place: Range<Int>
  ) throws(QueryError) -> String {
    let lower = value.lowercased()
    if let exact = [value, lower].first(where: { names.contains($0) }) { return exact }
    throw QueryError(
      place, "There is no \(kind) “\(value)” in this desk.", suggestion: Suggestion.closest(to: value, among: names))
  }

  private func entity(
    _ value: String, _ kind: EntityKind?, _ field: QueryField, _ place: Range<Int>
  ) throws(QueryError) -> QueryTerm {
    let noun = kind?.rawValue ?? "entity"
    let names = vocabulary.entities.filter { kind == nil || $0.value == kind }.keys
    if let actual = vocabulary.entities[value.lowercased()], let kind, actual != kind {
      let right: QueryField = actual == .actor ? .actor : actual == .organization ? .org : .place
      throw QueryError(
        place, "“\(value)” is not of kind \(noun) but \(actual.rawValue).", suggestion: "\(right.rawValue):\(value)")
    }
    return .entities([try known(value, noun, names, place)])
  }

  /// A place id or ISO 3166-2 code, and all places in it.
  private func places(_ value: String, _ place: Range<Int>) throws(QueryError) -> [String] {
    for name in [value, value.lowercased(), value.uppercased()] {
      if let within = vocabulary.placesWithin[name] { return within }
    }
    let alone = vocabulary.entities.filter { $0.value == .place }.keys
    if alone.contains(value.lowercased()) { return [value.lowercased()] }
    if vocabulary.entities[value.lowercased()] != nil { _ = try entity(value, .place, .place, place) }
    return [try known(value, "place", Set(alone).union(vocabulary.placesWithin.keys), place)]
  }

  private func country(_ value: String, _ place: Range<Int>) throws(QueryError) -> String {
    let code = value.uppercased()
    if CountryCodes.all.contains(code) { return code }
    throw QueryError(
      place, "“\(value)” is no country code of ISO 3166-1, two letters such as PK.",
      suggestion: code == "UK" ? "GB" : nil)
  }

  private func source(_ value: String, _ place: Range<Int>) throws(QueryError) -> SourceHost {
    if let host = SourceHost(name: value) { return host }
    throw QueryError(
      place, "“source:” takes a host name or the end of one, such as dawn.com.",
      suggestion: value.contains("://") ? SourceHost(ofURL: value).name : nil)
  }

  private func language(_ value: String, _ place: Range<Int>) throws(QueryError) -> String {
    let subtags = value.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    let areShaped = subtags.allSatisfy {
      (1...8).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
    if areShaped, let primary = subtags.first, (2...3).contains(primary.count), primary.allSatisfy(\.isLetter) {
      return value.lowercased()
    }
    throw QueryError(place, "“\(value)” is no language tag; write two or three letters, such as ur or fa-AF.")
  }

  /// The code in lower case; `hani` also stands for its two forms, which not all texts tell.
  private func scripts(_ value: String, _ place: Range<Int>) throws(QueryError) -> [String] {
    let code = value.lowercased()
    if code == "hani" { return ["hani", "hans", "hant"] }
    if ScriptCodes.all.contains(code) { return [code] }
    let nearest = Suggestion.closest(to: code, among: ScriptCodes.all)
    throw QueryError(
      place, "“\(value)” is no script code of ISO 15924 that news is written in, such as Arab, Latn or Cyrl.",
      suggestion: nearest.map { $0.prefix(1).uppercased() + $0.dropFirst() })
  }

  private func date(_ value: String, _ place: Range<Int>) throws(QueryError) -> Date {
    if let date = QueryTimes.date(value) { return date }
    throw QueryError(place, "“\(value)” is no date; write 2025-07-01 or 2025-07-01T14:30Z.")
  }

  private func duration(_ value: String, _ place: Range<Int>) throws(QueryError) -> Double {
    if let seconds = QueryTimes.seconds(value) { return seconds }
    throw QueryError(place, "“\(value)” is no time span; write 90m, 24h, 7d or 2w.")
  }
}
