import Articles

/// What a callback address is sent by GET (WebSub §5.2, §5.3).
public struct CallbackQuery: Sendable {
  /// Parameters in order, decoded.
  public var parameters: [(name: String, value: String)]

  /// Makes a query.
  public init(_ parameters: [(name: String, value: String)]) { self.parameters = parameters }

  /// The first value of a parameter.
  func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// What it says; `nil` when a parameter is missing or the mode is unknown.
  func event() -> SubscriptionEvent? {
    guard let topic = value("hub.topic"), let mode = value("hub.mode") else { return nil }
    if mode == "denied" { return .denied(topic: topic, reason: value("hub.reason") ?? "") }
    guard let mode = PushSubscription.Request.Mode(rawValue: mode), let challenge = value("hub.challenge"),
      challenge.utf8.count <= 4_096
    else { return nil }
    return .verification(
      IntentVerification(
        mode: mode, topic: topic, challenge: challenge, leaseSeconds: value("hub.lease_seconds")))
  }
}

/// A delivery as it was posted (WebSub §7).
public struct PostedDelivery: Sendable {
  /// `Content-Type`, verbatim.
  public var contentType: String?
  /// `Content-Encoding`; deliveries are taken without any.
  public var contentEncoding: String?
  /// `X-Hub-Signature`.
  public var signature: String?
  /// The values of all `Link` fields.
  public var linkFields: [String]
  /// The raw body.
  public var body: [UInt8]

  /// Makes a delivery.
  public init(
    contentType: String?, contentEncoding: String? = nil, signature: String?, linkFields: [String] = [], body: [UInt8]
  ) {
    self.contentType = contentType
    self.contentEncoding = contentEncoding
    self.signature = signature
    self.linkFields = linkFields
    self.body = body
  }
}

/// What a callback answers.
public enum CallbackAnswer: Sendable, Equatable {
  /// 200 with the challenge as body.
  case challenge(String)
  /// 200 or 202 without a word: taken, or ignored; the sender cannot tell which.
  case accepted
  /// 404: no such callback, or nothing like that was asked for.
  case unknown
  /// 410: there will be no more interest.
  case gone
  /// 413.
  case tooLarge
  /// 415.
  case unsupportedEncoding
  /// 429, not before so many seconds.
  case tooMany(retryAfterSeconds: Int)
  /// 503, not before so many seconds.
  case busy(retryAfterSeconds: Int)
}

/// Whether a delivery may be posted, judged before its body has come.
public enum DeliveryAdmission: Sendable, Equatable {
  /// Up to so many bytes.
  case admitted(maximumBytes: Int)
  /// Not at all.
  case refused(CallbackAnswer)
}
