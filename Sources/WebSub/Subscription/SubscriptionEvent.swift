public import Articles

/// Something that happens to a subscription.
public enum SubscriptionEvent: Sendable, Equatable {
  /// The feed names these hubs for the topic.
  case offered(hubs: [String])
  /// The feed has left the desk, has another topic now, or names no hub any more.
  case unwanted
  /// Time has passed.
  case due
  /// The hub has answered a request.
  case answered(PushSubscription.Request.Mode, HubAnswer)
  /// Somebody asks whether a request was meant (WebSub §5.3).
  case verification(IntentVerification)
  /// The hub says that there will be no deliveries (WebSub §5.2).
  case denied(topic: String, reason: String)
  /// A delivery was taken, with so many new or changed articles.
  case delivered(articles: Int)
  /// A delivery was not taken.
  case refused
  /// A poll was answered; so many of its new articles should have been delivered long ago.
  case polled(missed: Int)
}

/// `hub.mode`, `hub.topic`, `hub.challenge` and `hub.lease_seconds` of a verification of intent (WebSub §5.3.1).
public struct IntentVerification: Sendable, Equatable {
  /// What is asked about.
  public var mode: PushSubscription.Request.Mode
  /// What it is about.
  public var topic: String
  /// What to echo.
  public var challenge: String
  /// As sent.
  public var leaseSeconds: String?

  /// Makes a verification.
  public init(mode: PushSubscription.Request.Mode, topic: String, challenge: String, leaseSeconds: String? = nil) {
    self.mode = mode
    self.topic = topic
    self.challenge = challenge
    self.leaseSeconds = leaseSeconds
  }
}

/// What a hub answers a request with.
public enum HubAnswer: Sendable, Equatable {
  /// 202, or another 2xx as of hubs before WebSub: it will ask back.
  case accepted
  /// It will not: a status that asking again does not change.
  case refused(FeedFailure)
  /// It could not: 408, 429, 5xx, no answer at all; not before so many seconds when it said so.
  case failed(FeedFailure, retryAfterSeconds: Int?)
}

/// What is to be done for a subscription.
public enum SubscriptionIntent: Sendable, Equatable {
  /// Send a request to the subscription's hub, after the subscription was stored.
  case send(PushSubscription.Request.Mode)
  /// Answer 200 with the challenge, after the subscription was stored.
  case echo(String)
  /// Answer 200.
  case acknowledge
  /// Answer 404: nothing like that was asked for.
  case disown
  /// Forget the subscription.
  case remove
}
