internal import Articles
package import Classification

/// Reads `gazetteer.yaml` into a gazetteer.
package enum GazetteerReader {
  private static let entityKeys = [
    "id", "name", "type", "countries", "focus", "parent", "within", "iso_3166_2", "coordinates", "ids", "aliases",
    "exact", "weak", "people", "lookalikes", "conditions",
  ]

  /// The gazetteer in a document; incomplete when `problems` has errors.
  package static func gazetteer(_ document: YAMLDocument, problems: ProblemList) -> Gazetteer {
    let keys = ["gazetteer", "word_lists", "actors", "organizations", "places"]
    let reader = MappingReader(document.root, subject: "gazetteer.yaml", keys: keys, problems: problems)
    var gazetteer = Gazetteer()
    let headKeys = ["id", "version", "as_of", "focus_countries"]
    if let head = reader.mapping("gazetteer", subject: "the gazetteer's head", keys: headKeys) {
      gazetteer.id = head.requiredText("id") ?? ""
      gazetteer.version = head.requiredText("version") ?? ""
      gazetteer.focusCountries = head.texts("focus_countries")
      _ = head.text("as_of")
    }
    gazetteer.wordLists = TermReader.wordLists(reader, "word_lists")
    let sections: [(String, EntityKind)] = [("actors", .actor), ("organizations", .organization), ("places", .place)]
    for (key, kind) in sections { gazetteer.entities += reader.items(key).map { entity($0, kind, problems) } }
    return gazetteer
  }

  private static func entity(_ node: YAMLNode, _ kind: EntityKind, _ problems: ProblemList) -> GazetteerEntity {
    let reader = MappingReader(node, subject: "an entity", keys: entityKeys, problems: problems)
    var entity = GazetteerEntity(
      id: reader.requiredText("id") ?? "", name: reader.requiredText("name") ?? "", kind: kind,
      type: reader.requiredText("type") ?? "", countries: countries(reader), location: SourceLocation(node.place))
    entity.isFocus = reader.truth("focus")
    entity.parent = reader.text("parent")
    entity.within = reader.text("within")
    entity.subdivision = reader.text("iso_3166_2")
    entity.coordinates = coordinates(reader)
    entity.externalIDs = externalIDs(reader)
    entity.aliases = TermReader.byLanguage(reader, "aliases")
    entity.exactNames = TermReader.terms(reader, "exact")
    entity.weakNames = TermReader.terms(reader, "weak")
    entity.people = TermReader.terms(reader, "people")
    entity.lookalikes = TermReader.terms(reader, "lookalikes")
    entity.conditions = reader.items("conditions").map { condition($0, problems) }
    return entity
  }

  /// ISO 3166-1 codes; the list may be empty, for a group that is at home nowhere.
  private static func countries(_ reader: MappingReader) -> [String] {
    if case .sequence(let items)? = reader["countries"]?.content, items.isEmpty { return [] }
    return reader.texts("countries")
  }

  private static func externalIDs(_ reader: MappingReader) -> [String: String] {
    let keys = ["un_sc", "iso_3166_1", "alpha3", "wikidata", "geonames"]
    guard let ids = reader.mapping("ids", subject: "ids", keys: keys) else { return [:] }
    var result: [String: String] = [:]
    for key in keys { result[key] = ids.text(key) }
    return result
  }

  /// `[latitude, longitude]` in degrees.
  private static func coordinates(_ reader: MappingReader) -> Coordinates? {
    reader.value("coordinates") { node throws(DeskError) in
      let items = try node.items()
      guard items.count == 2 else { throw node.mismatch(expected: "[latitude, longitude]") }
      return Coordinates(
        latitude: try items[0].number(in: -90...90), longitude: try items[1].number(in: -180...180))
    }
  }

  private static func condition(_ node: YAMLNode, _ problems: ProblemList) -> NameCondition {
    let reader = MappingReader(
      node, subject: "a condition", keys: ["names", "requires", "excludes", "near"], problems: problems)
    return NameCondition(
      names: TermReader.terms(reader, "names"), requires: TermReader.terms(reader, "requires"),
      excludes: TermReader.terms(reader, "excludes"),
      near: reader.integer("near", in: 1...40), location: SourceLocation(node.place))
  }
}
