import CMicroHTTPD

/// Called once a request line is read: makes the exchange, which the callback below releases.
let requestLineCallback:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?)
    -> UnsafeMutableRawPointer? = { _, target, connection in
      guard let target = unsafe target, let connection = unsafe connection else { return nil }
      let id = unsafe Int(bitPattern: server_connection_context(connection))
      let exchange = unsafe Exchange(connectionID: id, target: String(cString: target))
      return unsafe Unmanaged.passRetained(exchange).toOpaque()
    }

/// Called for each step of a request.
let accessCallback: MHD_AccessHandlerCallback = {
  user, connection, _, method, _, upload, uploadSize, context in
  guard let user = unsafe user, let connection = unsafe connection, let method = unsafe method,
    let uploadSize = unsafe uploadSize, let pointer = unsafe context?.pointee
  else { return .NO }
  let session = unsafe Unmanaged<ServerSession>.fromOpaque(user).takeUnretainedValue()
  let exchange = unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
  let bytes = unsafe UnsafeRawBufferPointer(start: upload, count: upload == nil ? 0 : uploadSize.pointee)
  unsafe uploadSize.pointee = 0
  return unsafe session.advance(exchange, connection, method: String(cString: method), upload: bytes)
}

/// Called when a request is over, however it ended.
let completedCallback: MHD_RequestCompletedCallback = { user, _, context, _ in
  guard let user = unsafe user, let pointer = unsafe context?.pointee else { return }
  unsafe context?.pointee = nil
  let session = unsafe Unmanaged<ServerSession>.fromOpaque(user).takeUnretainedValue()
  session.finish(unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue())
}

/// Called when a connection is accepted and before its socket is closed.
let connectionCallback: MHD_NotifyConnectionCallback = { user, connection, context, notice in
  guard let user = unsafe user, let connection = unsafe connection else { return }
  let session = unsafe Unmanaged<ServerSession>.fromOpaque(user).takeUnretainedValue()
  if notice == .CONNECTION_NOTIFY_STARTED {
    let id = unsafe session.table.open(
      socket: server_connection_socket(connection), within: session.configuration.requestTimeout)
    unsafe context?.pointee = UnsafeMutableRawPointer(bitPattern: id)
  } else {
    session.table.close(unsafe Int(bitPattern: context?.pointee))
  }
}

/// Leaves targets as they were sent; `RequestTarget` decodes them.
let unescapeCallback:
  @convention(c) (
    UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?
  ) -> Int = { _, _, text in
    guard let text = unsafe text else { return 0 }
    return unsafe String(cString: text).utf8.count
  }
