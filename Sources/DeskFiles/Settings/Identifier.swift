/// Names of things in a desk that end up in URLs and file names.
enum Identifier {
  /// The text of a node when it consists of lower-case letters, digits and hyphens.
  static func check(_ node: YAMLNode) throws(DeskError) -> String {
    let text = try node.text()
    if FeedSlug.isValid(text) { return text }
    let remedy = "use lower-case letters, digits and hyphens, such as '\(FeedSlug.words(text))'"
    throw DeskError(DeskProblem("'\(text.prefix(80))' cannot be a name", at: node.place, remedy: remedy))
  }
}
