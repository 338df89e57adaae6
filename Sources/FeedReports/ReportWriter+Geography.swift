import FeedFormats

extension ReportWriter {
  /// Places in the shape of GeoJSON (RFC 7946): longitude first; `Box` and `Circle` are ours.
  mutating func geo(_ geometries: [FeedGeometry]) {
    guard let first = geometries.first else { return }
    geometry("geo", first)
    guard geometries.count > 1 else { return }
    json.startArray("geometries")
    for next in geometries { geometry(nil, next) }
    json.endArray()
  }

  private mutating func geometry(_ name: String?, _ geometry: FeedGeometry) {
    json.startObject(name)
    switch geometry.kind {
    case .point, .circle:
      json.string("type", geometry.kind == .point ? "Point" : "Circle")
      if let point = geometry.points.first { position("coordinates", point, geometry.elevation) }
    case .line, .box:
      json.string("type", geometry.kind == .line ? "LineString" : "Box")
      positions("coordinates", geometry.points)
    case .polygon:
      json.string("type", "Polygon")
      json.startArray("coordinates")
      positions(nil, geometry.points)
      json.endArray()
    }
    if let radius = geometry.radius { json.decimal("radius", radius) }
    json.number("floor", geometry.floor)
    string("featureName", geometry.featureName)
    string("featureType", geometry.featureType)
    string("relationship", geometry.relationship)
    string("referenceSystem", geometry.referenceSystem)
    json.endObject()
  }

  private mutating func positions(_ name: String?, _ points: [FeedPoint]) {
    json.startArray(name)
    for point in points { position(nil, point, nil) }
    json.endArray()
  }

  private mutating func position(_ name: String?, _ point: FeedPoint, _ elevation: Double?) {
    json.startArray(name)
    json.decimal(nil, point.longitude, places: 6)
    json.decimal(nil, point.latitude, places: 6)
    if let elevation { json.decimal(nil, elevation) }
    json.endArray()
  }
}
