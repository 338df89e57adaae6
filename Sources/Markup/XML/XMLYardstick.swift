internal import CLibXML2

/// The benchmark's yardstick: what libxml2's SAX2 push parser alone needs for a document.
///
/// Same options as `XMLReader`, no byte pass, callbacks that do nothing but count; nothing else uses it.
package enum XMLYardstick {
  /// Sizes of pieces to try: which is fastest depends on the document, and the fastest counts.
  package static let pieceSizes = [1 << 14, 1 << 16, 1 << 18, 1 << 20]

  /// Parses all bytes in pieces and returns the number of start tags.
  package static func countElements(_ bytes: [UInt8], pieceSize: Int) -> Int {
    libraryReady
    let counter = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    unsafe counter.initialize(to: 0)
    defer { unsafe counter.deallocate() }
    var handler = unsafe xmlSAXHandler()
    unsafe markup_sax_handler_init(
      &handler,
      { user, _, _, _, _, _, _, _, _ in unsafe user?.assumingMemoryBound(to: Int.self).pointee += 1 },
      { _, _, _, _ in }, { _, _, _ in }, { _, _ in })
    guard let context = unsafe xmlCreatePushParserCtxt(&handler, counter, nil, 0, nil) else { return 0 }
    defer { unsafe XMLCallbacks.free(context) }
    _ = unsafe xmlCtxtUseOptions(context, CInt(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue))
    unsafe bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let end = min(start + pieceSize, buffer.count)
        let piece = unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<end]).assumingMemoryBound(to: CChar.self)
        _ = unsafe xmlParseChunk(context, piece.baseAddress, CInt(end - start), end == buffer.count ? 1 : 0)
        start = end
      }
    }
    return unsafe counter.pointee
  }
}
