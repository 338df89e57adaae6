/// Bounds on what is taken from one document.
public struct FeedLimits: Sendable, Equatable {
  /// Bytes of the document; a larger one is refused.
  public var documentBytes: Int
  /// Entries; further ones are left out with a defect.
  public var entries: Int
  /// Links, authors, categories and media of one entry, each; further ones are left out with a defect.
  public var valuesPerEntry: Int

  /// Makes limits.
  public init(documentBytes: Int = 20_000_000, entries: Int = 2_000, valuesPerEntry: Int = 200) {
    self.documentBytes = documentBytes
    self.entries = entries
    self.valuesPerEntry = valuesPerEntry
  }
}
