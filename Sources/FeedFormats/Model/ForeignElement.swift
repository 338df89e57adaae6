/// An element of a foreign namespace that writers emit as it is, and readers do not fill.
///
/// In JSON Feed it becomes a member `_<prefix>` of the item: attributes as strings, children as arrays by name.
public struct ForeignElement: Sendable, Equatable, Codable {
  /// Prefix to declare and use.
  public var prefix: String
  /// Namespace URI.
  public var namespace: String
  /// Local name.
  public var name: String
  /// Attributes in no namespace, in order.
  public var attributes: [Attribute]
  /// Text content, before the children.
  public var text: String
  /// Child elements, in order.
  public var children: [ForeignElement]

  /// An attribute.
  public struct Attribute: Sendable, Equatable, Codable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an element.
  public init(
    prefix: String, namespace: String, name: String, attributes: [Attribute] = [], text: String = "",
    children: [ForeignElement] = []
  ) {
    self.prefix = prefix
    self.namespace = namespace
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }
}
