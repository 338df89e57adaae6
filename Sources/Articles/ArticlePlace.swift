/// Where an article's event took place: the most specific place of the gazetteer that the text supports.
public struct ArticlePlace: Sendable, Equatable, Codable, Identifiable {
  /// Gazetteer id, `bannu`; a boundary where two countries are equally meant.
  public var id: String
  /// Its name in the gazetteer.
  public var name: String
  /// The gazetteer's type: `district`, `border-crossing`, `country`.
  public var type: String?
  /// ISO 3166-1 alpha-2 codes; two for a crossing or a boundary.
  public var countries: [String]
  /// ISO 3166-2 code of the place or of the province that it lies in.
  public var subdivision: String?
  /// Its position, or that of what contains it; `nil` for what is too large to have one.
  public var coordinates: Coordinates?

  /// Makes a place.
  public init(
    id: String, name: String, type: String? = nil, countries: [String] = [], subdivision: String? = nil,
    coordinates: Coordinates? = nil
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.countries = countries
    self.subdivision = subdivision
    self.coordinates = coordinates
  }
}
