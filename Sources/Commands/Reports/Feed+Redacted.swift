import Articles
import WebValues

extension Feed {
  /// The feed as it may be shown: without secrets in its addresses.
  var redacted: Feed {
    var feed = self
    feed.url = Redaction.url(url)
    feed.homePage = homePage.map(Redaction.url)
    return feed
  }
}

extension FeedState {
  /// The state as it may be shown: without secrets in its addresses.
  var redacted: FeedState {
    var state = self
    state.url = Redaction.url(url)
    state.deskURL = deskURL.map(Redaction.url)
    state.move?.origin = Redaction.url(move?.origin ?? "")
    state.move?.target = Redaction.url(move?.target ?? "")
    state.move?.adopted = move?.adopted.map(Redaction.url)
    return state
  }
}
