/// A repair that was made to a document so that it could be read.
package struct MarkupDefect: Sendable, Equatable {
  /// Stable kebab-case code without values in it, as `Defect.code` in FeedFormats.
  package var code: String
  /// Line in the document, from 1; 0 when unknown.
  package var line: Int
  /// What was done instead, for people.
  package var message: String

  /// Makes a defect.
  package init(code: String, line: Int, message: String) {
    self.code = code
    self.line = line
    self.message = message
  }
}

/// The repairs of one document: the first hundred and the number of all.
package struct MarkupDefects: Sendable, Equatable {
  /// The first ones, in order of discovery.
  package private(set) var list: [MarkupDefect] = []
  /// How many there were.
  package private(set) var count = 0
  /// How many are kept.
  package static let maximumKept = 100

  /// Makes an empty list.
  package init() {}

  /// Counts a defect and keeps it while there is room; line and message are only computed then.
  package mutating func add(_ code: StaticString, line: @autoclosure () -> Int, _ message: @autoclosure () -> String) {
    count += 1
    guard list.count < Self.maximumKept else { return }
    list.append(MarkupDefect(code: code.description, line: line(), message: message()))
  }
}
