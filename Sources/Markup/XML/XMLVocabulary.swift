/// The element names and namespaces that a reader wants to see as small numbers; all others are 0.
///
/// Names match in any case (`<pubdate>`), namespaces in any case, with or without `https`, a final `/` or `#`.
package struct XMLVocabulary: Sendable {
  private var names: [String: UInt16] = [:]
  private var uris: [String: UInt8] = [:]
  private var prefixes: [String: UInt8] = [:]

  /// One namespace.
  package struct Namespace: Sendable {
    let token: UInt8
    let uris: [String]
    let prefixes: [String]

    /// Makes a namespace.
    ///
    /// - Parameters:
    ///   - token: From 1 to 254; 0 is none, 255 every unknown namespace.
    ///   - uris: The URIs that mean it.
    ///   - prefixes: Prefixes that mean it in documents that forgot to declare them or misspelled the URI.
    package init(_ token: UInt8, uris: [String], prefixes: [String] = []) {
      self.token = token
      self.uris = uris
      self.prefixes = prefixes
    }
  }

  /// Makes a vocabulary.
  ///
  /// - Parameters:
  ///   - names: Local names with their tokens, from 1 on.
  ///   - namespaces: The namespaces.
  package init(names: [(name: String, token: UInt16)], namespaces: [Namespace] = []) {
    // As written here, too: what is usual is found without a look at its case.
    for (name, token) in names {
      self.names[name.lowercased()] = token
      self.names[name] = token
    }
    for namespace in namespaces {
      for uri in namespace.uris {
        uris[Self.normalized(uri)] = namespace.token
        uris[uri] = namespace.token
      }
      for prefix in namespace.prefixes { prefixes[prefix.lowercased()] = namespace.token }
    }
  }

  func token(name: String) -> UInt16 { names[name] ?? names[name.lowercased()] ?? 0 }

  /// The namespace of a name: by URI, or by its prefix when the document does not declare that or binds it to a URI
  /// that nobody knows.
  func token(uri: String?, prefix: String?) -> UInt8 {
    if let uri, let known = uris[uri] ?? uris[Self.normalized(uri)] { return known }
    guard let prefix else { return uri == nil ? 0 : XMLReader.otherNamespace }
    return prefixes[prefix] ?? prefixes[prefix.lowercased()] ?? XMLReader.otherNamespace
  }

  private static func normalized(_ uri: String) -> String {
    var text = Substring(uri.lowercased())
    while let last = text.last, last == "/" || last == "#" || last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    if text.hasPrefix("https://") { text = "http://" + text.dropFirst(8) }
    return String(text)
  }
}
