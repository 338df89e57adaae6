import Foundation

/// What holds for all transfers of a loop.
public struct TransferSettings: Sendable {
  /// Most connections at once to hosts that the address guard's allow-list does not name, and most kept alive.
  public var maximumConnections: Int
  /// Most connections at once to one host and port.
  public var connectionsPerHost: Int
  /// The same for hosts that the address guard's allow-list names.
  public var connectionsPerAllowedHost: Int
  /// Which addresses may be connected to.
  public var addressGuard: AddressGuard
  /// URL of an HTTP or SOCKS proxy; the environment's proxy variables are never read.
  ///
  /// A proxy looks names up itself, so behind one only addresses that a URL spells out can be judged: it must refuse
  /// what its own network holds.
  public var proxy: String?
  /// Path of a PEM file of certificate authorities to trust beside the system's.
  public var certificateAuthorityFile: String?
  /// Answers look-ups of names in the resolver's place, in tests: addresses for a host and port; none has the resolver
  /// asked anew.
  package var lookUp: (@Sendable (_ host: String, _ port: Int) -> [String]?)?

  /// Makes settings: 64 connections, 2 a host, public addresses only, no proxy, the system's authorities.
  public init(
    maximumConnections: Int = 64, connectionsPerHost: Int = 2, connectionsPerAllowedHost: Int = 64,
    addressGuard: AddressGuard = AddressGuard(), proxy: String? = nil, certificateAuthorityFile: String? = nil
  ) {
    self.maximumConnections = maximumConnections
    self.connectionsPerHost = connectionsPerHost
    self.connectionsPerAllowedHost = connectionsPerAllowedHost
    self.addressGuard = addressGuard
    self.proxy = proxy
    self.certificateAuthorityFile = certificateAuthorityFile
  }
}

/// Runs transfers on one thread that owns libcurl's multi handle.
///
/// Only that thread touches libcurl; other tasks leave messages in `inbox` and wake it with
/// `curl_multi_wakeup`, the one multi function that libcurl allows from any thread.
public final class TransferLoop: HTTPTransferring {
  private let inbox: TransferInbox

  /// Starts the thread, which runs until `close()` or until the loop is dropped.
  public init(_ settings: TransferSettings = TransferSettings()) {
    let inbox = TransferInbox()
    self.inbox = inbox
    let thread = Thread { TransferWorker(inbox: inbox, settings: settings).run() }
    thread.name = "http-transfer"
    thread.start()
  }

  deinit { inbox.close() }

  /// Stops the thread; transfers under way or waiting fail with `closed` at once.
  public func close() { inbox.close() }

  /// Performs `request`; cancelling the task cancels the transfer.
  ///
  /// Time spent waiting for a free connection does not count against the request's limits.
  /// - Throws: `TransferError`. A response of any status, 404 and 500 too, does not throw.
  public func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let prepared = PreparedRequest(request: request, url: try HTTPURL(request.url))
    for field in request.fields where !field.isSendable {
      throw TransferError(.invalidRequest, "header field \(field.name): control characters cannot be sent")
    }
    let id = inbox.announce()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        inbox.start(id, prepared, continuation)
      }
    } onCancel: {
      inbox.cancel(id)
    }
    return try result.get()
  }
}
