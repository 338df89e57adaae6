import CLibcurl
import Glibc

/// One easy handle and what its callbacks write, kept alive by the worker until it has left the multi handle.
@safe final class Transfer {
  let id: Int
  let prepared: PreparedRequest
  let reply: Reply
  let easy: UnsafeMutableRawPointer
  private let settings: TransferSettings
  /// What an earlier try has used up of the time; `nil` for the first one.
  private let timeSpent: Duration?
  private var requestFields: UnsafeMutablePointer<curl_slist>?
  private var lookedUp: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: HeaderCollector
  private var body: [UInt8] = []
  private var decoder: ContentDecoder?
  private var bodyFailure: ContentDecoder.Failure?
  private var refusal: TransferError?
  private var openedSocket = false
  private var lacksDescriptors = false

  init(
    id: Int, prepared: PreparedRequest, reply: Reply, settings: TransferSettings, easy: UnsafeMutableRawPointer,
    timeSpent: Duration? = nil
  ) {
    self.id = id
    self.timeSpent = timeSpent
    self.prepared = prepared
    self.reply = reply
    self.settings = settings
    unsafe self.easy = unsafe easy
    headers = HeaderCollector(maximumBytes: prepared.request.limits.maximumHeaderBytes)
    unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    setRequest()
    setLimits()
    setManners()
    setWalls()
    setCallbacks()
  }

  deinit {
    unsafe curl_slist_free_all(requestFields)
    unsafe curl_slist_free_all(lookedUp)
    unsafe errorText.deallocate()
  }

  /// The transfer that a handle was set up for.
  static func of(_ easy: UnsafeMutableRawPointer) -> Transfer? {
    var user: UnsafeMutableRawPointer?
    _ = unsafe transfer_get_pointer(easy, CURLINFO_PRIVATE, &user)
    guard let user = unsafe user else { return nil }
    return unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue()
  }

  /// The refusal that needs no look-up; behind a proxy there is no other.
  func earlyRefusal() -> TransferError? {
    let (addressGuard, url) = (settings.addressGuard, prepared.url)
    return settings.proxy == nil
      ? addressGuard.refusal(spelledHost: url.host, port: url.port)
      : addressGuard.refusal(proxiedHost: url.host, port: url.port)
  }

  /// The same transfer once more on another handle, when a connection that it shared ended before a byte of its answer.
  ///
  /// libcurl does that for HTTP/1.1, and for HTTP/2 when it has seen GOAWAY or REFUSED_STREAM in time. Only a GET, and
  /// only once: a server may end every connection like that.
  func secondTry(after code: CURLcode, on easy: () -> UnsafeMutableRawPointer) -> Transfer? {
    let lost = [
      CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM,
    ]
    guard timeSpent == nil, prepared.request.method == .get, lost.contains(code), headers.lineCount == 0,
      long(CURLINFO_NUM_CONNECTS) == 0
    else { return nil }
    return unsafe Transfer(
      id: id, prepared: prepared, reply: reply, settings: settings, easy: unsafe easy(),
      timeSpent: duration(CURLINFO_TOTAL_TIME_T))
  }

  private func set(_ option: CURLoption, _ value: Int) { _ = unsafe transfer_set_long(easy, option, value) }

  private func set(_ option: CURLoption, _ value: String) { _ = unsafe transfer_set_string(easy, option, value) }

  private func setRequest() {
    let request = prepared.request
    set(CURLOPT_URL, prepared.url.absolute)
    for field in request.fields {
      // libcurl drops a field without value unless a semicolon stands for the colon (CURLOPT_HTTPHEADER(3)).
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      unsafe requestFields = curl_slist_append(requestFields, line)
    }
    if request.method == .post {
      set(CURLOPT_POST, 1)
      _ = unsafe transfer_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      // Without a pointer libcurl would read the body from standard input.
      set(CURLOPT_COPYPOSTFIELDS, "")
      unsafe request.body.withUnsafeBytes { body in
        guard unsafe !body.isEmpty else { return }
        let start = unsafe UnsafeMutableRawPointer(mutating: body.baseAddress)
        _ = unsafe transfer_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start)
      }
      unsafe requestFields = curl_slist_append(requestFields, "Expect:")
    }
    // Without CURLOPT_ACCEPT_ENCODING libcurl leaves bodies as they are.
    unsafe requestFields = curl_slist_append(requestFields, "Accept-Encoding: \(ContentDecoder.offered)")
    _ = unsafe transfer_set_list(easy, CURLOPT_HTTPHEADER, requestFields)
    if let credentials = prepared.url.credentials {
      let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      set(CURLOPT_USERNAME, String(parts.first ?? ""))
      set(CURLOPT_PASSWORD, String(parts.dropFirst().first ?? ""))
    }
  }

  private func setLimits() {
    let limits = prepared.request.limits
    set(CURLOPT_TIMEOUT_MS, Self.milliseconds(limits.total - (timeSpent ?? .zero)))
    set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(limits.connect))
    set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeedBytesPerSecond)
    set(CURLOPT_LOW_SPEED_TIME, max(1, Int(limits.lowSpeedPeriod.components.seconds)))
    // A body that is announced as too long ends before its first byte.
    _ = unsafe transfer_set_offset(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limits.maximumBodyBytes))
  }

  private func setManners() {
    set(CURLOPT_NOSIGNAL, 1)
    // Otherwise ending a transfer joins its resolver thread, and one slow DNS server would stop the whole loop.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    // A second request to a host waits to learn whether it can share the first one's connection.
    if prepared.url.scheme == "https" { set(CURLOPT_PIPEWAIT, 1) }
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_BUFFERSIZE, 100 << 10)
    // A connection's address was judged when it was opened; names move, so it is not kept for ever.
    set(CURLOPT_MAXLIFETIME_CONN, 600)
    _ = unsafe transfer_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
  }

  /// What keeps a transfer within its bounds.
  ///
  /// Alt-Svc and HSTS stay off, as libcurl has them: both would send a request elsewhere than its URL says, and a feed's
  /// redirect does the same in sight.
  private func setWalls() {
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    set(CURLOPT_PROXY, settings.proxy ?? "")
    // Else no_proxy in the environment sends requests past the proxy, where nobody judges the address (CURLOPT_NOPROXY(3)).
    set(CURLOPT_NOPROXY, "")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let file = settings.certificateAuthorityFile {
      // The system's authorities are found in the folder that libcurl knows.
      set(CURLOPT_CAINFO, file)
    } else {
      // Without the folder libcurl reads the system's file once, not for each connection (CURLOPT_CA_CACHE_TIMEOUT(3)).
      _ = unsafe transfer_set_string(easy, CURLOPT_CAPATH, nil)
    }
    if let addresses = settings.lookUp?(prepared.url.host, prepared.url.port) {
      let shown = addresses.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
      let name = "\(prepared.url.host):\(prepared.url.port)"
      unsafe lookedUp = curl_slist_append(nil, addresses.isEmpty ? "-\(name)" : "+\(name):\(shown)")
      _ = unsafe transfer_set_list(easy, CURLOPT_RESOLVE, lookedUp)
    }
  }

  private func setCallbacks() {
    let user = unsafe Unmanaged.passUnretained(self).toOpaque()
    for option in [
      CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA,
    ] { _ = unsafe transfer_set_pointer(easy, option, user) }
    _ = unsafe transfer_set_body_function(easy) { bytes, size, count, user in
      guard let bytes = unsafe bytes, let user = unsafe user else { return 0 }
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue()
      return unsafe transfer.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    _ = unsafe transfer_set_header_function(easy) { bytes, size, count, user in
      guard let bytes = unsafe bytes, let user = unsafe user else { return 0 }
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue()
      let line = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
      return transfer.headers.take(line) ? line.count : 0
    }
    _ = unsafe transfer_set_socket_function(easy) { user, _, address in
      guard let address = unsafe address, let user = unsafe user else { return -1 }
      return unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue().open(address)
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    // libcurl takes 0 as no limit, and at most a 32-bit count.
    Int(min(max(duration / .milliseconds(1), 1), Double(Int32.max)))
  }

  private func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    let limit = prepared.request.limits.maximumBodyBytes
    if body.isEmpty, decoder == nil {
      if let coding = headers.coding {
        decoder = ContentDecoder(coding: coding)
        if decoder == nil { bodyFailure = .damaged }
      }
      body.reserveCapacity(expectedBytes())
    }
    guard bodyFailure == nil else { return 0 }
    do throws(ContentDecoder.Failure) {
      if let decoder {
        try unsafe decoder.decode(bytes, into: &body, limit: limit)
      } else {
        guard body.count + bytes.count <= limit else { throw .tooLarge }
        unsafe body.append(contentsOf: bytes)
      }
      return bytes.count
    } catch {
      bodyFailure = error
      return 0
    }
  }

  /// Room for a body of usual size, so that it need not grow in steps; what the server claims counts only so far.
  private func expectedBytes() -> Int {
    let claimed = offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
    return max(0, min(max(claimed, 16 << 10), 256 << 10, prepared.request.limits.maximumBodyBytes))
  }

  /// Opens a socket for one candidate address of the host, unless the guard refuses it (CURLOPT_OPENSOCKETFUNCTION(3)).
  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let refused = curl_socket_t(-1)
    if settings.proxy == nil {
      guard let (ip, port) = unsafe Self.endpoint(address) else { return refused }
      if let refusal = settings.addressGuard.refusal(host: prepared.url.host, address: ip, port: port) {
        self.refusal = refusal
        return refused
      }
    }
    openedSocket = true
    let descriptor = unsafe socket(
      address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    lacksDescriptors = descriptor < 0 && DescriptorLimit.isReached(errno)
    return descriptor
  }

  private static func endpoint(_ address: UnsafeMutablePointer<curl_sockaddr>) -> (IPAddress, Int)? {
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
    let raw = unsafe UnsafeRawPointer(address) + offset
    let length = unsafe Int(address.pointee.addrlen)
    switch unsafe address.pointee.family {
    case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
      let four = unsafe raw.loadUnaligned(as: sockaddr_in.self)
      let bytes = unsafe withUnsafeBytes(of: four.sin_addr) { unsafe [UInt8]($0) }
      return IPAddress(bytes).map { ($0, Int(UInt16(bigEndian: four.sin_port))) }
    case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
      let six = unsafe raw.loadUnaligned(as: sockaddr_in6.self)
      let bytes = unsafe withUnsafeBytes(of: six.sin6_addr) { unsafe [UInt8]($0) }
      return IPAddress(bytes).map { ($0, Int(UInt16(bigEndian: six.sin6_port))) }
    default: return nil
    }
  }
}

extension Transfer {
  /// What libcurl's result means, with everything the callbacks learned.
  func outcome(_ code: CURLcode) -> Outcome {
    let host = prepared.url.host
    let limits = prepared.request.limits
    if bodyFailure == .tooLarge || code == CURLE_FILESIZE_EXCEEDED {
      return .failure(
        TransferError(
          .bodyTooLarge,
          "\(host): the body is longer than \(limits.maximumBodyBytes) bytes after decoding; "
            + "raise this feed's khabar:maximumBytes if it is meant to be"))
    }
    if bodyFailure == .damaged {
      return .failure(TransferError(.badContentEncoding, "\(host): \(headers.coding ?? "") is damaged or unknown"))
    }
    switch headers.failure {
    case .headersTooLarge:
      return .failure(
        TransferError(
          .headersTooLarge,
          "\(host): more than \(limits.maximumHeaderBytes) bytes or \(HeaderCollector.maximumLines) lines of headers"))
    case .badContentEncoding:
      return .failure(TransferError(.badContentEncoding, "\(host): the body is compressed more than once"))
    default: break
    }
    if code == CURLE_COULDNT_CONNECT, !openedSocket, let refusal { return .failure(refusal) }
    guard code == CURLE_OK else {
      // The resolver needs descriptors too, but does not say that it had none.
      if lacksDescriptors || (code == CURLE_COULDNT_RESOLVE_HOST && DescriptorLimit.isReachedNow()) {
        return .failure(DescriptorLimit.error(host: host))
      }
      let error = unsafe TransferError(curl: code, detail: String(cString: errorText), host: host)
      guard let refusal, error.code == .connectFailed else { return .failure(error) }
      return .failure(
        TransferError(error.code, "\(error.message); another of its addresses is refused: \(refusal.message)"))
    }
    // libcurl takes a head that breaks off for a whole one, and knows nothing of the coding of the body.
    guard headers.isComplete else {
      return .failure(TransferError(.connectionLost, "\(host): the server ended the connection within the headers"))
    }
    guard decoder?.isComplete ?? true else {
      return .failure(
        TransferError(.badContentEncoding, "\(host): the compressed body breaks off; it is asked for again"))
    }
    return .success(
      HTTPResponse(
        status: long(CURLINFO_RESPONSE_CODE), fields: headers.fields, body: body, address: text(CURLINFO_PRIMARY_IP),
        reusedConnection: long(CURLINFO_NUM_CONNECTS) == 0, wireBytes: offset(CURLINFO_SIZE_DOWNLOAD_T)))
  }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    _ = unsafe transfer_get_long(easy, info, &value)
    return value
  }

  private func duration(_ info: CURLINFO) -> Duration { .microseconds(offset(info)) }

  private func offset(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    _ = unsafe transfer_get_offset(easy, info, &value)
    return Int(value)
  }

  private func text(_ info: CURLINFO) -> String {
    var value: UnsafePointer<CChar>?
    _ = unsafe transfer_get_string(easy, info, &value)
    return unsafe value.map { unsafe String(cString: $0) } ?? ""
  }
}
