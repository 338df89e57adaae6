import CLibcurl

/// libcurl's process-wide set-up, done once before the first handle is made.
private let globalSetup: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

/// The thread's own state, not `Sendable`: made, used and dropped on the worker thread.
@safe final class TransferWorker {
  private let inbox: TransferInbox
  private let settings: TransferSettings
  private let multi: UnsafeMutableRawPointer
  private var admission: AdmissionQueue
  private var waiting: [Int: (request: PreparedRequest, reply: Reply)] = [:]
  private var transfers: [Int: Transfer] = [:]
  private let handles = EasyHandlePool()

  init(inbox: TransferInbox, settings: TransferSettings) {
    self.inbox = inbox
    self.settings = settings
    admission = AdmissionQueue(maximumActive: settings.maximumConnections)
    precondition(globalSetup == CURLE_OK, "curl_global_init failed")
    guard let multi = unsafe curl_multi_init() else { preconditionFailure("curl_multi_init: out of memory") }
    unsafe self.multi = unsafe multi
    let kept = settings.maximumConnections + settings.connectionsPerAllowedHost
    _ = unsafe transfer_multi_set_long(multi, CURLMOPT_MAXCONNECTS, kept)
    unsafe inbox.attach(multi)
  }

  func run() {
    while takeMessages() {
      admitWaiting()
      var running: CInt = 0
      _ = unsafe curl_multi_perform(multi, &running)
      if collect() { continue }
      _ = unsafe curl_multi_poll(multi, nil, 0, 1000, nil)
    }
    for id in transfers.keys.sorted() { end(id, .failure(.closed)) }
    for (_, entry) in waiting { entry.reply.resume(returning: .failure(.closed)) }
    unsafe inbox.attach(nil)
    for case .start(_, _, let reply) in inbox.take() { reply.resume(returning: .failure(.closed)) }
    handles.freeAll()
    _ = unsafe curl_multi_cleanup(multi)
  }

  /// Handles what other threads asked for; `false` once the loop is to end.
  private func takeMessages() -> Bool {
    var isOpen = true
    for message in inbox.take() {
      switch message {
      case .start(let id, let request, let reply):
        waiting[id] = (request, reply)
        let isOwn = settings.addressGuard.isAllowListed(host: request.url.host, port: request.url.port)
        let limit = isOwn ? settings.connectionsPerAllowedHost : settings.connectionsPerHost
        admission.add(id, host: Self.admissionKey(request.url), limit: limit, isOwn: isOwn)
      case .cancel(let id):
        if let entry = waiting.removeValue(forKey: id) { entry.reply.resume(returning: .failure(.cancelled)) }
        end(id, .failure(.cancelled))
      case .close: isOpen = false
      }
    }
    return isOpen
  }

  private static func admissionKey(_ url: HTTPURL) -> String { "\(url.host):\(url.port)" }

  private func admitWaiting() {
    while let (id, key) = admission.admit() {
      guard let entry = waiting.removeValue(forKey: id) else {
        admission.finish(host: key)
        continue
      }
      let transfer = unsafe Transfer(
        id: id, prepared: entry.request, reply: entry.reply, settings: settings, easy: unsafe handles.take())
      if let refusal = transfer.earlyRefusal() {
        unsafe handles.give(transfer.easy)
        admission.finish(host: key)
        entry.reply.resume(returning: .failure(refusal))
        continue
      }
      transfers[id] = transfer
      _ = unsafe curl_multi_add_handle(multi, transfer.easy)
    }
  }

  /// Answers the caller once and takes the handle back; a second end of the same transfer does nothing.
  private func end(_ id: Int, _ outcome: Outcome) {
    guard let transfer = transfers.removeValue(forKey: id) else { return }
    _ = unsafe curl_multi_remove_handle(multi, transfer.easy)
    unsafe handles.give(transfer.easy)
    admission.finish(host: Self.admissionKey(transfer.prepared.url))
    transfer.reply.resume(returning: outcome)
  }

  /// Ends what libcurl has finished; `true` when there was something.
  private func collect() -> Bool {
    var left: CInt = 0
    var ended: [(Int, Outcome)] = []
    var retries: [Transfer] = []
    while let message = unsafe curl_multi_info_read(multi, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else { continue }
      let code = unsafe message.pointee.data.result
      guard let transfer = unsafe Transfer.of(easy) else { continue }
      if let again = unsafe transfer.secondTry(after: code, on: handles.take) {
        retries.append(again)
      } else {
        ended.append((transfer.id, transfer.outcome(code)))
      }
    }
    for (id, outcome) in ended { end(id, outcome) }
    for transfer in retries { exchange(for: transfer) }
    return !ended.isEmpty || !retries.isEmpty
  }

  /// Goes on with a second try in the place of a transfer that has failed; its turn and its caller stay.
  private func exchange(for transfer: Transfer) {
    if let first = transfers[transfer.id] {
      _ = unsafe curl_multi_remove_handle(multi, first.easy)
      unsafe handles.give(first.easy)
    }
    transfers[transfer.id] = transfer
    _ = unsafe curl_multi_add_handle(multi, transfer.easy)
  }
}

/// Easy handles that wait for their next transfer: a new one costs allocations and loses its buffers.
@safe private final class EasyHandlePool {
  private var free: [UnsafeMutableRawPointer] = unsafe []

  func take() -> UnsafeMutableRawPointer {
    if let easy = unsafe free.popLast() { return unsafe easy }
    guard let easy = unsafe curl_easy_init() else { preconditionFailure("curl_easy_init: out of memory") }
    return unsafe easy
  }

  /// Takes back a handle that is in no multi handle; it forgets everything but its caches.
  func give(_ easy: UnsafeMutableRawPointer) {
    unsafe curl_easy_reset(easy)
    unsafe free.append(easy)
  }

  func freeAll() {
    while let easy = unsafe free.popLast() { unsafe curl_easy_cleanup(easy) }
  }
}
