internal import CLibXML2

/// Makes libxml2 ready for use from many threads, once.
let libraryReady: Void = xmlInitParser()

/// The C functions that libxml2 calls; each finds the tape behind the user pointer and calls one method.
enum XMLCallbacks {
  /// A push parser whose events go to `tape`, with options that open no file, no URL and no entity.
  static func makeParser(_ tape: UnsafeMutablePointer<XMLTape>) -> xmlParserCtxtPtr? {
    libraryReady
    var handler = unsafe xmlSAXHandler()
    unsafe markup_sax_handler_init(&handler, onStart, onEnd, onText, onError)
    unsafe handler.processingInstruction = onInstruction
    unsafe handler.entityDecl = onEntity
    unsafe handler.resolveEntity = { _, _, _ in nil }
    unsafe handler.getEntity = { _, _ in nil }
    unsafe handler.getParameterEntity = { _, _ in nil }
    guard let context = unsafe xmlCreatePushParserCtxt(&handler, tape, nil, 0, nil) else { return nil }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue
    _ = unsafe xmlCtxtUseOptions(context, CInt(bitPattern: options))
    unsafe tape.pointee.context = context
    return unsafe context
  }

  /// Frees a parser; the handler has no DOM callbacks, so a document can only be an empty one.
  static func free(_ context: xmlParserCtxtPtr) {
    if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
    unsafe xmlFreeParserCtxt(context)
  }
}

private func tape(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLTape>? {
  unsafe user?.assumingMemoryBound(to: XMLTape.self)
}

private let onStart: startElementNsSAX2Func = {
  user, local, prefix, uri, namespaceCount, namespaces, count, _, fields in
  unsafe tape(user)?.pointee.start(local, prefix, uri, Int(namespaceCount), namespaces, Int(count), fields)
}

private let onEnd: endElementNsSAX2Func = { user, local, prefix, uri in
  unsafe tape(user)?.pointee.end(local, prefix, uri)
}

private let onText: charactersSAXFunc = { user, bytes, count in
  unsafe tape(user)?.pointee.appendText(UnsafeBufferPointer(start: bytes, count: Int(count)))
}

/// `<?l?>` stands where the byte pass took text or elements out; the pass lets no such instruction of the document through.
private let onInstruction: processingInstructionSAXFunc = { user, target, _ in
  guard let target = unsafe target, unsafe target[0] == 0x6C, unsafe target[1] == 0 else { return }
  unsafe tape(user)?.pointee.appendLift()
}

/// The byte pass removes every document type; if a declaration got here all the same, nothing more is read.
private let onEntity: entityDeclSAXFunc = { user, _, _, _, _, _ in
  guard let tape = unsafe tape(user) else { return }
  unsafe tape.pointee.isStopped = true
  if let context = unsafe tape.pointee.context { unsafe xmlStopParser(context) }
}

private let onError: xmlStructuredErrorFunc = { user, error in
  guard let tape = unsafe tape(user), let error = unsafe error else { return }
  let undeclared = CInt(bitPattern: XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue)
  let code: StaticString = unsafe error.pointee.code == undeclared ? "undeclared-prefix" : "not-well-formed"
  let line = unsafe tape.pointee.line
  unsafe tape.pointee.defects.add(code, line: line, message(unsafe error.pointee.message))
}

private func message(_ text: UnsafeMutablePointer<CChar>?) -> String {
  guard let text = unsafe text else { return "the XML parser gave no reason" }
  var message = unsafe String(cString: text).prefix(200)
  while message.last?.isWhitespace == true { message.removeLast() }
  return String(message)
}
