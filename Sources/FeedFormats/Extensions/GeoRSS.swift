internal import Markup

/// Collects places from GeoRSS simple, GML and W3C geo, whose elements may stand apart from each other.
struct GeoBuilder {
  private var geometries: [FeedGeometry] = []
  private var latitude: Double?
  private var longitude: Double?
  private var shared = FeedGeometry(.point, [])

  /// Whether nothing was said.
  var isEmpty: Bool { geometries.isEmpty && (latitude == nil || longitude == nil) }

  /// Reads an element of `georss`, `geo` or `gml`; the start tag is current.
  mutating func read(_ xml: inout XMLReader) {
    read(&xml, system: nil, dimensions: 2, depth: 0)
  }

  /// Adds what was found, with what was said of all.
  func complete(_ list: inout [FeedGeometry]) {
    var found = geometries
    if found.isEmpty, let point = FeedPoint(latitude, longitude) { found.append(FeedGeometry(.point, [point])) }
    for var geometry in found {
      geometry.elevation = geometry.elevation ?? shared.elevation
      geometry.floor = geometry.floor ?? shared.floor
      geometry.featureName = geometry.featureName ?? shared.featureName
      geometry.featureType = geometry.featureType ?? shared.featureType
      geometry.relationship = geometry.relationship ?? shared.relationship
      list.appendSome(geometry)
    }
  }

  private mutating func read(_ xml: inout XMLReader, system outer: String?, dimensions: Int, depth: Int) {
    let system = xml.attribute("srsName")?.trimmed ?? outer
    let dimensions = xml.integer("srsDimension") ?? dimensions
    switch (xml.feedNamespace, xml.feedName) {
    case (.geo, .lat): latitude = Self.number(xml.elementText()) ?? latitude
    case (.geo, .long), (.geo, .lon): longitude = Self.number(xml.elementText()) ?? longitude
    case (.geo, .alt), (.georss, .elev): shared.elevation = Self.number(xml.elementText()) ?? shared.elevation
    case (.georss, .floor): shared.floor = xml.trimmedElementText().flatMap { Int($0) }
    case (.georss, .featurename): shared.featureName = xml.trimmedElementText()
    case (.georss, .featuretypetag): shared.featureType = xml.trimmedElementText()
    case (.georss, .relationshiptag): shared.relationship = xml.trimmedElementText()
    case (.georss, .point), (.gml, .pos): add(.point, &xml, system, dimensions)
    case (.georss, .line): add(.line, &xml, system, dimensions)
    case (.georss, .polygon): add(.polygon, &xml, system, dimensions)
    case (.georss, .box): add(.box, &xml, system, dimensions)
    case (.georss, .circle): addCircle(&xml)
    case (.gml, .lineString): addGML(.line, &xml, system, dimensions)
    case (.gml, .polygon): addGML(.polygon, &xml, system, dimensions)
    case (.gml, .envelope): addGML(.box, &xml, system, dimensions)
    case (.gml, .circleByCenterPoint): addGML(.circle, &xml, system, dimensions)
    default:
      // Containers: where, Point, geo:Point, MultiPoint, featureMember.
      guard depth < 8 else { return xml.skipElement() }
      let level = xml.depth
      while xml.nextChild(of: level) {
        if [.georss, .geo, .gml].contains(xml.feedNamespace) {
          read(&xml, system: system, dimensions: dimensions, depth: depth + 1)
        }
        xml.finishElement()
      }
    }
  }

  /// A geometry of GeoRSS simple, or a lone `gml:pos`: numbers in one text.
  private mutating func add(_ kind: FeedGeometry.Kind, _ xml: inout XMLReader, _ system: String?, _ dimensions: Int) {
    var geometry = FeedGeometry(kind, [])
    geometry.elevation = xml.attribute("elev").flatMap(Self.number)
    geometry.floor = xml.attribute("floor")?.trimmed.flatMap { Int($0) }
    geometry.featureName = xml.attribute("featurename")?.trimmed
    geometry.featureType = xml.attribute("featuretypetag")?.trimmed
    geometry.relationship = xml.attribute("relationshiptag")?.trimmed
    geometry.referenceSystem = system
    let numbers = Self.numbers(xml.elementText())
    if kind == .point, numbers.count == 3, geometry.elevation == nil { geometry.elevation = numbers[2] }
    let size = kind == .point ? max(2, numbers.count) : dimensions
    append(geometry, Self.points(numbers, system, size))
  }

  /// `georss:circle`: latitude, longitude, radius in meters.
  private mutating func addCircle(_ xml: inout XMLReader) {
    let numbers = Self.numbers(xml.elementText())
    guard numbers.count >= 3, numbers[2] >= 0 else { return }
    var geometry = FeedGeometry(.circle, [])
    geometry.radius = numbers[2]
    append(geometry, Self.points(Array(numbers[..<2]), nil, 2))
  }

  /// A GML geometry: positions in `pos`, `posList`, `lowerCorner`, `upperCorner`, of a polygon only the outer ring.
  private mutating func addGML(_ kind: FeedGeometry.Kind, _ xml: inout XMLReader, _ system: String?, _ dimensions: Int)
  {
    var geometry = FeedGeometry(kind, [])
    geometry.referenceSystem = system
    var numbers: [Double] = []
    let outer = xml.depth
    while true {
      switch xml.next() {
      case .start:
        switch xml.feedName {
        case .pos, .posList, .lowerCorner, .upperCorner: numbers += Self.numbers(xml.elementText())
        case .radius: geometry.radius = Self.number(xml.elementText())
        case .exterior, .linearRing: continue
        default:
          if xml.isNamed("outerBoundaryIs") || xml.isNamed("coordinates") { continue }
          xml.skipElement()
        }
      case .text: continue
      case .end where xml.depth < outer, .endOfDocument:
        return append(geometry, Self.points(numbers, system, dimensions))
      case .end: continue
      }
    }
  }

  private mutating func append(_ geometry: FeedGeometry, _ points: [FeedPoint]?) {
    guard let points else { return }
    let least =
      switch geometry.kind {
      case .point, .circle: 1
      case .line, .box: 2
      case .polygon: 4
      }
    guard points.count >= least else { return }
    var geometry = geometry
    geometry.points = geometry.kind == .point || geometry.kind == .circle ? Array(points[..<1]) : points
    geometries.appendSome(geometry)
  }

  /// The pairs of a list; `nil` when any is off the globe, or the system is a projection.
  private static func points(_ numbers: [Double], _ system: String?, _ dimensions: Int) -> [FeedPoint]? {
    guard let isLongitudeFirst = longitudeFirst(system) else { return nil }
    let size = max(2, min(dimensions, 4))
    guard numbers.count >= 2, numbers.count % size == 0 else { return nil }
    var points: [FeedPoint] = []
    for start in stride(from: 0, to: numbers.count, by: size) {
      let (first, second) = (numbers[start], numbers[start + 1])
      guard let point = isLongitudeFirst ? FeedPoint(second, first) : FeedPoint(first, second) else { return nil }
      points.append(point)
    }
    return points
  }

  /// Whether a reference system has the longitude first; `nil` when it does not count in degrees.
  ///
  /// EPSG's geographic systems are 4000 to 4999, latitude first; OGC's CRS84 is WGS 84 the other way around.
  private static func longitudeFirst(_ system: String?) -> Bool? {
    guard let system else { return false }
    if system.hasSuffix("CRS84") || system.hasSuffix("CRS:84") { return true }
    guard system.contains("EPSG") || system.contains("epsg") else { return false }
    let code = system.split { $0 == ":" || $0 == "#" || $0 == "/" }.last.flatMap { Int($0) }
    return code.map { (4000...4999).contains($0) } ?? true ? false : nil
  }

  private static func numbers(_ text: String) -> [Double] {
    let most = 20_000
    let bytes = text.utf8
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
      return text.split(maxSplits: most) { $0.isWhitespace || $0 == "," }.prefix(most).compactMap { Double($0) }
    }
    // To split at characters would cost more than all else that a point needs.
    return bytes.split(maxSplits: most) { $0 == 0x20 || $0 == 0x2C || $0 &- 0x09 < 5 }.prefix(most)
      .compactMap { Double(Substring($0)) }
  }

  private static func number(_ text: String) -> Double? {
    text.trimmed.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension FeedPoint {
  /// A point that is on the globe, or `nil`.
  init?(_ latitude: Double?, _ longitude: Double?) {
    guard let latitude, let longitude, latitude.isFinite, longitude.isFinite, abs(latitude) <= 90,
      abs(longitude) <= 180
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}
