import Articles

/// Decides where an article's event took place.
///
/// The country that the mentions support best, then down to the most specific place in it that is supported nearly as
/// well. Two places side by side give what contains both; two countries give what they share, their border, or nothing.
struct PlaceFinder {
  /// A second country with this share of the first's support is as good.
  static let tie = 0.9
  /// A place needs this share of its country's best mention.
  static let support = 0.5
  /// Places side by side are equal from this share.
  static let equality = 0.8

  /// A place that is named and how well it is supported.
  private struct Candidate {
    var entity: Int32
    var weight: Double
  }

  private let rules: CompiledRules
  private let reader: PlaceReader
  private let reading: Reading

  init(_ reading: Reading, _ rules: CompiledRules) {
    self.reading = reading
    self.rules = rules
    reader = PlaceReader(reading, rules)
  }

  /// The place, or `nil` when none stands out.
  func place() -> ArticlePlace? {
    guard !reading.mentions.isEmpty else { return nil }
    let candidates = candidates()
    let countries = support(candidates)
    guard let first = countries.first else { return nil }
    if countries.count > 1, countries[1].weight >= first.weight * Self.tie {
      let second = countries[1]
      if let shared = shared(first.code, second.code, candidates) { return value(shared) }
      let best = candidates.map(\.weight).max() ?? 0
      let local = [first.code, second.code].filter { code in
        candidates.contains { item in
          let traits = table.traits[Int(item.entity)]
          return traits.countries == [code] && traits.kind != .country && item.weight >= best * Self.equality
        }
      }
      return local.count == 1 ? place(in: local[0], candidates) : nil
    }
    return place(in: first.code, candidates)
  }

  private var table: PlaceTable { rules.places }

  // MARK: Support

  /// Places by mention, the best of each and a little for the second.
  private func candidates() -> [Candidate] {
    var candidates: [Candidate] = []
    for mention in reading.mentions where table.traits[Int(mention.entity)].kind != .none {
      let weight = reader.weight(of: mention)
      if let index = candidates.firstIndex(where: { $0.entity == mention.entity }) {
        let (low, high) = (min(weight, candidates[index].weight), max(weight, candidates[index].weight))
        candidates[index].weight = high + 0.15 * low
      } else {
        candidates.append(Candidate(entity: mention.entity, weight: weight))
      }
    }
    return candidates
  }

  /// Countries by support, best first: their places, and a little for their governments and forces.
  private func support(_ candidates: [Candidate]) -> [(code: UInt16, weight: Double)] {
    var weights: [(code: UInt16, best: Double, rest: Double)] = []
    func add(_ code: UInt16, _ weight: Double) {
      guard let index = weights.firstIndex(where: { $0.code == code }) else {
        return weights.append((code, weight, 0))
      }
      weights[index].rest += min(weight, weights[index].best)
      weights[index].best = max(weight, weights[index].best)
    }
    for candidate in candidates {
      for code in table.traits[Int(candidate.entity)].countries { add(code, candidate.weight) }
    }
    var seen: [Int32] = []
    for mention in reading.mentions where table.traits[Int(mention.entity)].isHome && !seen.contains(mention.entity) {
      seen.append(mention.entity)
      let sentence = reading.document.words[Int(mention.hit.word)].sentence
      add(table.traits[Int(mention.entity)].countries[0], 0.25 * reader.weight(ofSentence: sentence))
    }
    let result = weights.map { (code: $0.code, weight: $0.best + 0.3 * min(0.8, $0.rest)) }
    return result.filter { $0.weight > 0.05 }.sorted { $0.weight > $1.weight }
  }

  // MARK: Choice

  /// What two countries share: a crossing or disputed area that is named, else their border when one is spoken of.
  private func shared(_ first: UInt16, _ second: UInt16, _ candidates: [Candidate]) -> Int32? {
    let best = candidates.map(\.weight).max() ?? 0
    let named = candidates.filter { item in
      let countries = table.traits[Int(item.entity)].countries
      return countries.contains(first) && countries.contains(second) && item.weight >= best * 0.35
    }
    if let top = narrowest(named) { return top }
    if named.isEmpty, !reader.speaksOfBorder() { return nil }
    return table.boundaries[PlaceTable.pair(first, second)]
  }

  private func place(in country: UInt16, _ candidates: [Candidate]) -> ArticlePlace? {
    let inside = candidates.filter { table.traits[Int($0.entity)].countries.contains(country) }
    let best = inside.map(\.weight).max() ?? 0
    let local = inside.filter {
      table.traits[Int($0.entity)].kind != .country && $0.weight >= best * Self.support
    }
    return (narrowest(local) ?? table.countries[country]).map(value)
  }

  /// The best candidate and from it down; what contains both where two stand side by side, `nil` when nothing does.
  private func narrowest(_ candidates: [Candidate]) -> Int32? {
    guard var top = candidates.max(by: { $0.weight < $1.weight }) else { return nil }
    if candidates.count == 1 { return top.entity }
    while let child = candidates.filter({ contains(top.entity, $0.entity) }).max(by: { $0.weight < $1.weight }) {
      let rivals = candidates.filter { other in
        other.entity != child.entity && contains(top.entity, other.entity) && !contains(other.entity, child.entity)
          && !contains(child.entity, other.entity) && other.weight >= child.weight * Self.equality
      }
      if !rivals.isEmpty { return top.entity }
      top = child
    }
    let rival = candidates.first { other in
      other.entity != top.entity && !contains(top.entity, other.entity) && !contains(other.entity, top.entity)
        && other.weight >= top.weight * Self.equality
    }
    return rival.map { commonContainer(top.entity, $0.entity) } ?? top.entity
  }

  private func commonContainer(_ first: Int32, _ second: Int32) -> Int32? {
    var outer = rules.entities[Int(first)].within
    while outer >= 0 {
      if contains(outer, second) { return outer }
      outer = rules.entities[Int(outer)].within
    }
    return nil
  }

  /// Whether the second place lies in the first: by the gazetteer, or a narrow one in a broad one of its countries.
  private func contains(_ outer: Int32, _ inner: Int32) -> Bool {
    if outer == inner { return false }
    var next = rules.entities[Int(inner)].within
    var depth = 0
    while next >= 0, depth < 8 {
      if next == outer { return true }
      next = rules.entities[Int(next)].within
      depth += 1
    }
    guard table.traits[Int(outer)].isBroad else { return false }
    let narrow = table.traits[Int(inner)]
    return !narrow.isBroad && narrow.kind != .country && narrow.kind != .region
      && narrow.countries.allSatisfy { table.traits[Int(outer)].countries.contains($0) }
  }

  private func value(_ index: Int32) -> ArticlePlace {
    let entity = rules.entities[Int(index)].entity
    var place = ArticlePlace(
      id: entity.id, name: entity.name, type: entity.type, countries: entity.countries,
      subdivision: entity.subdivision, coordinates: entity.coordinates)
    var outer = rules.entities[Int(index)].within
    var depth = 0
    while outer >= 0, depth < 8 {
      let container = rules.entities[Int(outer)]
      place.subdivision = place.subdivision ?? container.entity.subdivision
      place.coordinates = place.coordinates ?? container.entity.coordinates
      outer = container.within
      depth += 1
    }
    return place
  }
}
