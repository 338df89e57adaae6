import CLibcurl

/// Why no response arrived.
public struct TransferError: Error, Sendable, Equatable {
  /// What went wrong, for code to switch on and for metrics.
  public enum Code: String, Sendable, CaseIterable {
    /// The task was cancelled; the loop was closed.
    case cancelled
    case closed
    /// The request cannot be sent: its URL, scheme or a field is not allowed.
    case invalidRequest
    /// A guarded address: nothing was sent.
    case addressRefused
    /// No address for the name; no connection; no trustworthy TLS session.
    case resolveFailed
    case connectFailed
    case tlsFailed
    /// This process may open no more files and sockets: the server has no part in it.
    case outOfDescriptors
    /// The deadline passed, or hardly a byte came for too long.
    case timedOut
    /// A cap of `TransferLimits` was passed.
    case bodyTooLarge
    case headersTooLarge
    /// Layered, unknown or broken `Content-Encoding`.
    case badContentEncoding
    /// The connection ended in the middle; what came is not HTTP.
    case connectionLost
    case protocolError
  }

  /// The kind of failure.
  public let code: Code
  /// What happened, where, and what to do, for people; free of credentials.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension TransferError {
  /// The error for libcurl's `code` (libcurl-errors(3)) while talking to `host`; `detail` is its error buffer.
  init(curl code: CURLcode, detail: String, host: String) {
    let reason = unsafe detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    let kind = Self.kind(code)
    self.init(kind, "\(host): \(Self.summary(kind)) (\(reason))")
  }

  private static func kind(_ code: CURLcode) -> Code {
    switch code {
    case CURLE_URL_MALFORMAT: .invalidRequest
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolveFailed
    case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: .connectFailed
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED,
      CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      .tlsFailed
    case CURLE_BAD_CONTENT_ENCODING: .badContentEncoding
    case CURLE_FILESIZE_EXCEEDED: .bodyTooLarge
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE: .connectionLost
    // A header line that never ends overruns libcurl's own buffer before a whole line reaches our count.
    case CURLE_OUT_OF_MEMORY: .headersTooLarge
    default: .protocolError
    }
  }

  private static func summary(_ kind: Code) -> String {
    switch kind {
    case .invalidRequest: "the request is not valid; check the URL"
    case .resolveFailed: "no address for this name; check its spelling and this machine's DNS"
    case .connectFailed: "no connection; the server may be down or behind a firewall"
    case .timedOut: "too slow; the server may be busy, try again later or raise the timeout"
    case .tlsFailed:
      "no trustworthy TLS session; the publisher's certificate must be mended, or the authority of your own network be "
        + "named under polling: certificate_authorities: in desk.yaml"
    case .badContentEncoding: "the body's compression is damaged or unknown"
    case .connectionLost: "the server ended the connection before the response was complete"
    case .headersTooLarge: "more header bytes than allowed"
    default: "the response is not valid HTTP"
    }
  }
}
