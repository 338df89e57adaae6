import Articles
import Domains
import Foundation
import HTTPTransfer

/// What the request log keeps of each request; whose poll it was is for the poller to say.
extension FetchAttempt {
  /// Notes that a request is about to be sent.
  mutating func noteStart(_ url: HTTPURL, isConditional: Bool) {
    let isUsualPort = url.port == (url.scheme == "https" ? 443 : 80)
    result.requests.append(
      RequestRecord(
        feed: FeedID(""), host: isUsualPort ? url.host : "\(url.host):\(url.port)",
        domain: RegistrableDomain.of(url.host), addressKey: RequestRecord.addressKey(of: url.absolute),
        hop: result.hops.count, start: fetcher.now(), isConditional: isConditional))
  }

  /// Notes what came of the last request.
  mutating func noteEnd(_ response: HTTPResponse) {
    noteEnd { record in
      record.status = response.status
      record.bodyBytes = response.body.count
      record.wireBytes = response.wireBytes
      record.reusedConnection = response.reusedConnection
    }
  }

  /// Notes that the last request brought no answer.
  mutating func noteEnd(failure code: String) { noteEnd { $0.failure = code } }

  /// Notes what the last answer asks for.
  mutating func noteWishes(of outcome: FetchOutcome) {
    guard let last = result.requests.indices.last else { return }
    switch outcome {
    case .document(let document), .delta(let document):
      result.requests[last].wishes.freshSeconds = document.metadata.freshnessSeconds
    case .notModified(let metadata), .unchanged(let metadata):
      result.requests[last].wishes.freshSeconds = metadata.freshnessSeconds
    case .failed(_, let retryAfter?):
      result.requests[last].wishes.retryAfter = retryAfter
      result.requests[last].wishes.retryScope =
        switch result.requests[last].status {
        case 429: .domain
        case 503: .host
        default: .feed
        }
    case .failed, .postponed: break
    }
  }

  private mutating func noteEnd(_ change: (inout RequestRecord) -> Void) {
    guard let last = result.requests.indices.last else { return }
    let seconds = fetcher.now().timeIntervalSince(result.requests[last].start)
    result.requests[last].durationMilliseconds = Int(min(max(seconds * 1_000, 0), 86_400_000))
    change(&result.requests[last])
  }
}
