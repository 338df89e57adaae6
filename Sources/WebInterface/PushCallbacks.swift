import HTTPServer
public import WebSub
import WebValues

/// The addresses at which hubs verify subscriptions and deliver to them (WebSub §5.3, §7).
///
/// They need no token, since their names are secret; nothing else is behind them.
public struct PushCallbacks: Sendable {
  private let subscriber: Subscriber
  private let basePath: [String]

  /// Serves the callbacks of a subscriber, below the path of its callback base and below `/`, for a proxy may take that
  /// path off.
  public init(_ subscriber: Subscriber) {
    self.subscriber = subscriber
    basePath = WebURL(subscriber.callbackBase)?.path.split(separator: "/").map(String.init) ?? []
  }

  /// The answer to a request at a callback; `nil` for all other addresses.
  func response(to request: HTTPServerRequest) async -> HTTPServerResponse? {
    guard let id = identifier(in: request.target) else { return nil }
    switch request.method {
    case .get: return Self.response(await subscriber.answer(CallbackQuery(request.target.query), at: id))
    case .post:
      let delivery = PostedDelivery(
        contentType: request.headers["Content-Type"], contentEncoding: request.headers["Content-Encoding"],
        signature: request.headers["X-Hub-Signature"], linkFields: request.headers.values(of: "Link"),
        body: request.body)
      return Self.response(subscriber.take(delivery, at: id))
    case .head: return Self.response(.unknown)
    }
  }

  /// Whether a POST may bring its body: at the callback of a subscription that is alive, and nowhere else.
  func admission(of request: HTTPServerRequest) -> UploadAdmission {
    guard let id = identifier(in: request.target) else {
      return .refuse(.message(405, "only reading is possible here", headers: [HTTPField("Allow", "GET, HEAD")]))
    }
    switch subscriber.admission(at: id) {
    case .admitted(let maximumBytes): return .accept(maximumBytes: maximumBytes)
    case .refused(let answer): return .refuse(Self.response(answer))
    }
  }

  private func identifier(in target: RequestTarget) -> String? {
    var segments = target.segments[...]
    if !basePath.isEmpty, segments.starts(with: basePath) { segments = segments.dropFirst(basePath.count) }
    guard segments.count == 2, segments.first == PushSettings.pathSegment else { return nil }
    return segments.last
  }

  private static func response(_ answer: CallbackAnswer) -> HTTPServerResponse {
    switch answer {
    case .challenge(let text):
      var response = HTTPServerResponse.message(200, "")
      response.body = Array(text.utf8)
      return response
    case .accepted: return HTTPServerResponse(status: 202)
    case .unknown: return .message(404, "there is no such subscription")
    case .gone: return .message(410, "this subscription is over")
    case .tooLarge: return .message(413, "the document is too long")
    case .unsupportedEncoding:
      return .message(415, "send the document as it is", headers: [HTTPField("Accept-Encoding", "identity")])
    case .tooMany(let seconds):
      return .message(429, "too many deliveries", headers: [HTTPField("Retry-After", "\(seconds)")])
    case .busy(let seconds):
      return .message(503, "try again later", headers: [HTTPField("Retry-After", "\(seconds)")])
    }
  }
}
