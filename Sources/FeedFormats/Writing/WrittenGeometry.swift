import Markup

extension XMLWriter {
  /// Writes the places of an entry as GeoRSS simple; points off the globe, and too few of them, are left out.
  mutating func geometries(_ entry: FeedEntry) {
    guard entry.hasDetails else { return }
    for geometry in entry.details.geometries {
      guard let text = geometry.writtenCoordinates else { continue }
      start("georss:" + geometry.kind.rawValue)
      if let name = geometry.featureName { attribute("featurename", name) }
      if let type = geometry.featureType { attribute("featuretypetag", type) }
      if let relationship = geometry.relationship { attribute("relationshiptag", relationship) }
      if let elevation = geometry.elevation, elevation.isFinite {
        attribute("elev", WrittenNumber.decimal(elevation, places: 3))
      }
      if let floor = geometry.floor { attribute("floor", String(floor)) }
      self.text(text)
      end()
    }
  }
}

extension FeedGeometry {
  /// `latitude longitude` of each point, and the radius of a circle; `nil` when it is no geometry.
  fileprivate var writtenCoordinates: String? {
    let least =
      switch kind {
      case .point, .circle: 1
      case .line, .box: 2
      case .polygon: 4
      }
    guard points.count >= least, points.allSatisfy({ abs($0.latitude) <= 90 && abs($0.longitude) <= 180 }) else {
      return nil
    }
    var numbers = points.flatMap { [$0.latitude, $0.longitude] }
    if kind == .circle {
      guard let radius, radius.isFinite, radius >= 0 else { return nil }
      numbers.append(radius)
    }
    return numbers.map { WrittenNumber.decimal($0, places: 6) }.joined(separator: " ")
  }
}
