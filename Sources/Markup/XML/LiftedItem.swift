/// A text, an element with nothing but text, or an attribute of one, that the byte pass took out of the document
/// before libxml2 saw it.
struct LiftedItem: BitwiseCopyable {
  /// Id of the name in the pass's list; 0 for a text without element.
  let name: UInt8
  /// How many of the pass's attributes are this element's.
  let attributes: UInt8
  /// Whether the text is in the pass's own buffer of decoded text rather than in the document.
  let isDecoded: Bool
  /// Where the item is in the document; an element is where its start tag ends, as with libxml2.
  let position: Int32
  /// White space before an element: its place in the document, and its length.
  private var spaceStart: Int32 = 0
  private var spaceCount: UInt8 = 0
  private let first: Int32
  private let count: Int32

  init(name: UInt8, attributes: Int, isDecoded: Bool, position: Int, range: Range<Int>) {
    self.name = name
    self.attributes = UInt8(truncatingIfNeeded: attributes)
    self.isDecoded = isDecoded
    self.position = Int32(truncatingIfNeeded: position)
    first = Int32(truncatingIfNeeded: range.lowerBound)
    count = Int32(truncatingIfNeeded: range.count)
  }

  /// White space that stands before an element; at most 255 bytes.
  var space: Range<Int> {
    get { Int(spaceStart)..<Int(spaceStart) + Int(spaceCount) }
    set {
      spaceStart = Int32(truncatingIfNeeded: newValue.lowerBound)
      spaceCount = UInt8(truncatingIfNeeded: newValue.count)
    }
  }

  /// Where the text is.
  var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

/// One `<?l?>` in what libxml2 gets: it stands for the items up to `end` that no mark before it stood for.
struct LiftMark: BitwiseCopyable {
  let end: Int32
  /// Line feeds that libxml2 did not see.
  let lineFeeds: Int32
}
