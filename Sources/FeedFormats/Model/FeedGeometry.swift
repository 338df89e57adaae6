/// A position as published: GeoRSS `point`, W3C `geo:lat`/`geo:long`; degrees, WGS 84.
public struct FeedPoint: Sendable, Equatable, Codable {
  /// Degrees north.
  public var latitude: Double
  /// Degrees east.
  public var longitude: Double

  /// Makes a point.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// A place as published: GeoRSS simple and GML, W3C geo.
///
/// <https://docs.ogc.org/cs/17-002r1/17-002r1.html>; points off the globe are not taken.
public struct FeedGeometry: Sendable, Equatable, Codable {
  /// What the points mean.
  public enum Kind: String, Sendable, Codable {
    /// One point; two or more along a way; the outer ring of an area, first point last again; the lower and the upper
    /// corner; the center, with `radius`.
    case point, line, polygon, box, circle
  }
  /// What the points mean.
  public var kind: Kind
  /// The points in the order published.
  public var points: [FeedPoint]
  /// `circle`: meters.
  public var radius: Double?
  /// `georss:elev`, `geo:alt`, or the third coordinate of a GML `pos`; meters above the ellipsoid.
  public var elevation: Double?
  /// `georss:floor`.
  public var floor: Int?
  /// `georss:featurename`.
  public var featureName: String?
  /// `georss:featuretypetag`: `city`.
  public var featureType: String?
  /// `georss:relationshiptag`: `is-centered-at`.
  public var relationship: String?
  /// GML `srsName` as published; the points are latitude first in any case.
  public var referenceSystem: String?

  /// Makes a geometry.
  public init(_ kind: Kind, _ points: [FeedPoint]) {
    self.kind = kind
    self.points = points
  }
}
