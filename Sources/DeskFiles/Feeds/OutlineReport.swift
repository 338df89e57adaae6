import FeedFormats

/// Reports problems of outlines at the place of the tag or attribute that has them.
struct OutlineReport {
  let source: OPMLSource
  let file: String
  let problems: ProblemList

  /// Adds a problem at an attribute's value, or at the tag when it has no such attribute.
  func report(
    _ message: String, at element: Int, attribute: String = "", remedy: String?,
    severity: DeskProblem.Severity = .error
  ) {
    let place = place(element, attribute: attribute)
    problems.add(DeskProblem(message, at: place, remedy: remedy, severity: severity))
  }

  /// Where the value of an attribute, or else the tag, of the nth outline begins.
  func place(_ element: Int, attribute: String = "") -> DeskPlace {
    guard source.elements.indices.contains(element) else { return DeskPlace(file: file) }
    let found = source.elements[element]
    let local = attribute.split(separator: ":").last.map(String.init) ?? ""
    let value =
      found.attributes.first { $0.name == attribute }
      ?? found.attributes.first { !local.isEmpty && $0.name.hasSuffix(":" + local) }
    let (line, column) = source.place(of: value?.value.lowerBound ?? found.startTag.lowerBound)
    return DeskPlace(file: file, line: line, column: column)
  }
}

/// Reads the attributes of one outline, reporting what is wrong with each.
struct AttributeReader {
  let outline: OPMLOutline
  let element: Int
  let outlines: OutlineReport

  /// The value of an attribute, `nil` when it is absent or wrong.
  func value<Value>(_ name: String, _ read: (String) throws(AttributeComplaint) -> Value) -> Value? {
    guard let text = name == "xmlUrl" ? outline.feedURL : outline[name] else { return nil }
    do {
      return try read(text)
    } catch {
      outlines.report("\(name): \(error.message)", at: element, attribute: name, remedy: error.remedy)
      return nil
    }
  }

  /// Attributes of others are theirs; a mistyped one of ours would be ignored for ever.
  func reportUnknown() {
    for attribute in outline.attributes where attribute.name.hasPrefix("khabar:") {
      let name = String(attribute.name.dropFirst(7))
      guard !FeedAttributes.khabar.contains(name) else { continue }
      let remedy = UnknownName.remedy(for: name, among: FeedAttributes.khabar)
      let message = "there is no attribute '\(attribute.name)'"
      outlines.report(message, at: element, attribute: attribute.name, remedy: remedy)
    }
  }
}
