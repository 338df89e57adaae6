/// A document decoded to UTF-8, ready to be read as XML.
package struct XMLDocument: Sendable {
  /// The text in UTF-8 without byte order mark; valid, and without characters that XML forbids.
  package let bytes: [UInt8]
  /// The encoding that was used, as its registered name in lower case.
  package let encoding: String
  /// What had to be repaired in decoding.
  package let defects: MarkupDefects

  /// Decodes a document.
  ///
  /// The encoding is taken from the byte order mark, else the XML declaration, else `charset`, else the bytes are
  /// UTF-8 when they are valid as such, and windows-1252 when not.
  ///
  /// - Parameters:
  ///   - bytes: The whole document as received.
  ///   - charset: The charset parameter of the HTTP content type.
  /// - Complexity: O(bytes); nothing is copied when the bytes are valid UTF-8.
  package init(_ bytes: [UInt8], charset: String? = nil) {
    let decoder = DocumentDecoder(bytes, charset: charset)
    self.bytes = decoder.output
    encoding = decoder.encoding
    defects = decoder.defects
  }

  /// Repairs the document and lends `body` a reader of its events.
  package func read<Result, Failure: Error>(
    vocabulary: XMLVocabulary = XMLVocabulary(names: []), limits: XMLLimits = XMLLimits(),
    _ body: (inout XMLReader) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
      let source = unsafe ByteView(buffer)
      let pass = XMLBytePass.run(source, limits: limits, defects: defects)
      return try unsafe pass.output.withUnsafeBufferPointer { (output) throws(Failure) -> Result in
        let decoded = unsafe ByteView(pass.decoded.buffer(0..<pass.decoded.count))
        let tape = UnsafeMutablePointer<XMLTape>.allocate(capacity: 1)
        unsafe tape.initialize(to: XMLTape(pass: pass, source: source, decoded: decoded, vocabulary: vocabulary))
        defer {
          unsafe tape.deinitialize(count: 1)
          unsafe tape.deallocate()
          extendLifetime(pass)
        }
        let isCopied = pass.isModified
        var reader = unsafe XMLReader(
          tape: tape, input: isCopied ? ByteView(output) : ByteView(source.buffer(0..<pass.end)),
          start: isCopied ? 0 : pass.start)
        return try body(&reader)
      }
    }
  }
}

/// Bounds on what one XML document may contain; what exceeds them is cut and recorded as a defect.
package struct XMLLimits: Sendable {
  /// Bytes of one tag.
  package var tagBytes = 65_536
  /// Attributes of one tag.
  package var attributes = 256
  /// Bytes of the document type with its internal subset.
  package var documentTypeBytes = 1 << 20
  /// Levels of elements.
  package var depth = 200
  /// Bytes of one run of text.
  package var textBytes = 10_000_000
  /// Shorter runs of text go through libxml2, longer ones around it.
  package var liftedBytes = 96

  /// The usual bounds.
  package init() {}
}
