public import Articles

/// A condition on some names of an entity: words that must, or must not, stand near.
public struct NameCondition: Sendable, Equatable {
  /// The names it binds, as written in the lists; empty for all.
  public var names: [Term]
  /// One of these terms or `#lists` must stand in the same sentence or in the headline; empty for no demand.
  public var requires: [Term]
  /// None of these may stand there.
  public var excludes: [Term]
  /// What is required stands within so many words; `nil` for no limit.
  public var near: Int?
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a condition.
  public init(
    names: [Term] = [], requires: [Term] = [], excludes: [Term] = [], near: Int? = nil,
    location: SourceLocation = SourceLocation()
  ) {
    self.names = names
    self.requires = requires
    self.excludes = excludes
    self.near = near
    self.location = location
  }
}

/// An actor, organization or place with its names in many scripts.
public struct GazetteerEntity: Sendable, Equatable, Identifiable {
  /// Lower-case id, `country-af`.
  public var id: String
  /// Its name.
  public var name: String
  /// What it is.
  public var kind: EntityKind
  /// Finer type, `armed-group`.
  public var type: String
  /// ISO 3166-1 alpha-2 codes.
  public var countries: [String]
  /// ISO 3166-2 code of a place.
  public var subdivision: String?
  /// Id of the place that contains it.
  public var within: String?
  /// Id of the body or group that it belongs to.
  public var parent: String?
  /// Ids in other registers: `un_sc`, `wikidata`, `geonames`, `alpha3`.
  public var externalIDs: [String: String]
  /// Position of a place.
  public var coordinates: Coordinates?
  /// Whether naming it passes the region gate; `nil` decides by `countries`.
  public var isFocus: Bool?
  /// Names that stand for it alone, any case.
  public var aliases: [Term]
  /// Names whose capitals count: `TTP`, `Swat`.
  public var exactNames: [Term]
  /// Names that need another cue of the region in the same sentence or headline; capitals count in those that have any.
  public var weakNames: [Term]
  /// People whose naming is a mention of the office or group.
  public var people: [Term]
  /// Longer phrases that look like a name and are not: `SWAT team`.
  public var lookalikes: [Term]
  /// Conditions on names.
  public var conditions: [NameCondition]
  /// Where it is written.
  public var location: SourceLocation

  /// Makes an entity; names are set field by field.
  public init(
    id: String, name: String, kind: EntityKind, type: String, countries: [String] = [],
    location: SourceLocation = SourceLocation()
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.type = type
    self.countries = countries
    self.location = location
    externalIDs = [:]
    aliases = []
    exactNames = []
    weakNames = []
    people = []
    lookalikes = []
    conditions = []
  }
}

/// The desk's `gazetteer.yaml`.
public struct Gazetteer: Sendable, Equatable {
  /// Id of the gazetteer.
  public var id: String
  /// Version as written.
  public var version: String
  /// ISO 3166-1 codes of the countries whose naming passes the region gate.
  public var focusCountries: [String]
  /// Word lists that name conditions share.
  public var wordLists: [WordList]
  /// Actors, organizations and places, in order.
  public var entities: [GazetteerEntity]

  /// Makes a gazetteer.
  public init(
    id: String = "", version: String = "", focusCountries: [String] = [], wordLists: [WordList] = [],
    entities: [GazetteerEntity] = []
  ) {
    self.id = id
    self.version = version
    self.focusCountries = focusCountries
    self.wordLists = wordLists
    self.entities = entities
  }

  /// What each id is: what a query's `entity:` may name.
  public var entityKinds: [String: EntityKind] {
    Dictionary(entities.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
  }

  /// For each place id, ISO 3166-1 and ISO 3166-2 code: the sorted ids of all places in it, itself included.
  public var placesWithin: [String: [String]] {
    let places = entities.filter { $0.kind == .place }
    let byID = Dictionary(places.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var result: [String: Set<String>] = [:]
    for place in places {
      for name in Self.containers(of: place, in: byID) { result[name, default: []].insert(place.id) }
    }
    return result.mapValues { $0.sorted() }
  }

  /// The place itself, what contains it, and their countries; a circle in the data ends the walk.
  private static func containers(of place: GazetteerEntity, in byID: [String: GazetteerEntity]) -> Set<String> {
    var names: Set<String> = []
    var next: GazetteerEntity? = place
    while let current = next, names.insert(current.id).inserted {
      if let subdivision = current.subdivision { names.insert(subdivision) }
      for country in current.countries {
        names.insert(country)
        let id = "country-" + country.lowercased()
        if byID[id] != nil { names.insert(id) }
      }
      next = current.within.flatMap { byID[$0] }
    }
    return names
  }
}
