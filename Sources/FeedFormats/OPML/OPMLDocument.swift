/// A list of feeds in OPML 2.0 (opml.org/spec2.opml), with everything its attributes say.
public struct OPMLDocument: Sendable, Equatable {
  /// `head` fields in order: `title`, `dateCreated`, `ownerName` and any other.
  public var head: [HeadField]
  /// The outlines of `body`, in order.
  public var outlines: [OPMLOutline]
  /// Namespaces that the root declares, by prefix, in order; `khabar` need not be among them.
  public var namespaces: [Namespace]
  /// What had to be repaired to read it.
  public var defects: [Defect]

  /// One element of `head`.
  public struct HeadField: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its text.
    public var value: String

    /// Makes a field.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A namespace declaration.
  public struct Namespace: Sendable, Equatable {
    /// The prefix.
    public var prefix: String
    /// The URI.
    public var uri: String

    /// Makes a declaration.
    public init(_ prefix: String, _ uri: String) {
      self.prefix = prefix
      self.uri = uri
    }
  }

  /// The namespace of this project's attributes: `xmlns:khabar="urn:khabar:opml:1"`.
  public static let khabarNamespace = "urn:khabar:opml:1"

  /// Makes a list.
  public init(title: String? = nil, outlines: [OPMLOutline] = []) {
    head = title.map { [HeadField("title", $0)] } ?? []
    self.outlines = outlines
    namespaces = []
    defects = []
  }

  /// `head/title`.
  public var title: String? { head.first { $0.name == "title" }?.value }
}

/// One `outline`: a feed when it has an `xmlUrl`, else a group of the outlines in it.
public struct OPMLOutline: Sendable, Equatable {
  /// An attribute by its name as written, `khabar:` standing for this project's namespace whatever the prefix was.
  public struct Attribute: Sendable, Equatable {
    /// Qualified name: `xmlUrl`, `khabar:country`.
    public var name: String
    /// Value, references resolved.
    public var value: String

    /// Makes an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// All attributes in order, unknown ones included.
  public var attributes: [Attribute]
  /// The outlines in it.
  public var children: [OPMLOutline]
  /// Line of its start tag, from 1; 0 when it was made in code.
  public var line: Int

  /// Makes an outline.
  public init(attributes: [Attribute] = [], children: [OPMLOutline] = [], line: Int = 0) {
    self.attributes = attributes
    self.children = children
    self.line = line
  }

  /// The value of an attribute by its exact name; setting `nil` removes it, and a new one goes to the end.
  public subscript(name: String) -> String? {
    get { attributes.first { $0.name == name }?.value }
    set {
      let index = attributes.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?): attributes.append(Attribute(name, value))
      case (nil, nil): break
      }
    }
  }

  /// The name that people see: `text`, else `title`; trimmed, `nil` when blank.
  public var label: String? {
    for name in ["text", "title"] {
      if let value = self[name], let first = value.firstIndex(where: { !$0.isWhitespace }),
        let last = value.lastIndex(where: { !$0.isWhitespace })
      {
        return String(value[first...last])
      }
    }
    return nil
  }

  /// Address of the feed; `xmlUrl` in any case, as lists in the wild write it.
  public var feedURL: String? {
    self["xmlUrl"] ?? attributes.first { $0.name.lowercased() == "xmlurl" }?.value
  }
}
