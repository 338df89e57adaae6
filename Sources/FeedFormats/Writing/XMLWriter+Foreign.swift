import Markup

/// The namespaces that a document declares at its root.
struct WrittenNamespaces {
  private var uris: [(prefix: String, uri: String)]

  /// The writer's own, and the first namespace of each other prefix that the entries use.
  init(_ own: [(prefix: String, uri: String)], entries: [FeedEntry]) {
    uris = own
    for element in entries.lazy.flatMap(\.foreignElements)
    where isWritable(element) && !uris.contains(where: { $0.prefix == element.prefix }) {
      uris.append((element.prefix, element.namespace))
    }
  }

  /// Declares them on the element just opened.
  func declare(in xml: inout XMLWriter) {
    for (prefix, uri) in uris { xml.attribute("xmlns:" + prefix, uri) }
  }

  /// Whether the root binds the element's prefix to its namespace.
  func binds(_ element: ForeignElement) -> Bool {
    uris.contains { $0.prefix == element.prefix && $0.uri == element.namespace }
  }
}

/// Whether names and prefix can stand in XML, and the namespace is an absolute reference.
func isWritable(_ element: ForeignElement) -> Bool {
  XMLWriter.isName(element.prefix) && XMLWriter.isName(element.name)
    && !element.prefix.lowercased().hasPrefix("xml")
    && WrittenReference.absolute(element.namespace) == element.namespace
}

extension XMLWriter {
  /// Writes an element of a foreign namespace with its children; what has no usable name is left out.
  mutating func foreign(_ element: ForeignElement, _ namespaces: WrittenNamespaces, depth: Int = 0) {
    guard isWritable(element), depth < 16 else { return }
    start(element.prefix + ":" + element.name)
    if !namespaces.binds(element) { attribute("xmlns:" + element.prefix, element.namespace) }
    var names: Set<String> = []
    for attribute in element.attributes where Self.isName(attribute.name) && names.insert(attribute.name).inserted {
      guard !attribute.name.lowercased().hasPrefix("xml") else { continue }
      self.attribute(attribute.name, attribute.value)
    }
    if !element.text.isEmpty { text(element.text) }
    for child in element.children { foreign(child, namespaces, depth: depth + 1) }
    end()
  }
}
