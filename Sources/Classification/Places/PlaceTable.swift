import Articles

/// What the gazetteer says of places, as numbers.
struct PlaceTable: Sendable {
  enum Kind: UInt8, Sendable { case none, country, capital, region, river, local }
  struct Traits: Sendable {
    var kind: Kind = .none
    /// Broad ground of several countries, in which narrower places of theirs lie.
    var isBroad = false
    /// An actor that is at home in its one country.
    var isHome = false
    /// Two letters of each country's code as a number.
    var countries: [UInt16] = []
    /// Folded name.
    var name: [UInt8] = []
  }

  private(set) var traits: [Traits] = []
  /// The entity of each country.
  private(set) var countries: [UInt16: Int32] = [:]
  /// The boundary between two countries, the lower code in the upper half of the number.
  private(set) var boundaries: [UInt32: Int32] = [:]

  init(_ entities: [CompiledRules.CompiledEntity]) {
    traits.reserveCapacity(entities.count)
    for (index, item) in entities.enumerated() {
      let entity = item.entity
      var traits = Traits(countries: entity.countries.map(Self.code))
      if entity.kind == .place {
        traits.kind = Self.kind(entity.type)
        traits.isBroad = entity.countries.count > 1 && Self.broadTypes.contains(entity.type ?? "")
        traits.name = FoldedText.fold(entity.name)
        if traits.kind == .country, let code = traits.countries.first { countries[code] = Int32(clamping: index) }
        if entity.type == "boundary", traits.countries.count == 2 {
          boundaries[Self.pair(traits.countries[0], traits.countries[1])] = Int32(clamping: index)
        }
      } else if entity.kind == .actor {
        traits.isHome = entity.countries.count == 1 && Self.homeTypes.contains(entity.type ?? "")
      }
      self.traits.append(traits)
    }
  }

  static func pair(_ first: UInt16, _ second: UInt16) -> UInt32 {
    UInt32(min(first, second)) << 16 | UInt32(max(first, second))
  }

  private static func code(_ text: String) -> UInt16 { text.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1) } }

  private static func kind(_ type: String?) -> Kind {
    switch type {
    case "country": .country
    case "capital", "venue": .capital
    case "region": .region
    case "river": .river
    default: .local
    }
  }

  private static let broadTypes: Set<String> = ["region", "disputed-area", "river", "boundary", "strategic-area"]
  private static let homeTypes: Set<String> = [
    "government", "de-facto-government", "security-agency", "leader-office", "political-party", "civil-movement",
  ]
}
