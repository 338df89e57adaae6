import Articles

/// Picks the one place that stands for an article on a map.
enum PlaceChoice {
  /// The feed's own position, else that of the most specific place named; among equals the one named most, then by id.
  static func position(of tagged: TaggedArticle) -> Coordinates? {
    if let own = tagged.article.coordinates { return own }
    let places = tagged.classification.entities.filter { $0.kind == .place && $0.coordinates != nil }
    return places.min { left, right in
      (breadth(left), -left.mentions.count, left.id) < (breadth(right), -right.mentions.count, right.id)
    }?.coordinates
  }

  /// How much ground a place of the gazetteer covers, 0 for a point.
  private static func breadth(_ place: Entity) -> Int {
    switch place.type {
    case "border-crossing", "pass", "site", "venue", "military-site", "infrastructure", "town": 0
    case "city", "capital": 1
    case "district": 2
    case "disputed-area", "strategic-area", "river": 3
    case "province": 4
    case "boundary", "region": 5
    case "country": 6
    default: place.subdivision == nil ? 5 : 4
    }
  }
}
