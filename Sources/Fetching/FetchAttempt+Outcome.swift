import Articles
import Digests
import Foundation
import HTTPTransfer
import WebValues

extension FeedFetcher {
  /// Feed formats first; anything else is taken too, since many servers mislabel feeds (RFC 9110 §12.5.1).
  static let acceptedTypes =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
}

extension FetchAttempt {
  /// What a final answer means; `sent` are the validators that asked for it.
  mutating func outcome(of response: HTTPResponse, from url: HTTPURL, sent: Validators) -> FetchOutcome {
    switch response.status {
    case 200, 203: return delivered(response, from: url)
    case 226 where request.takesDelta && sent.etag != nil: return partial(response, from: url, sent: sent)
    case 304 where !sent.isEmpty: return .notModified(metadata(response, url, merging: sent))
    case 304:
      return failed(
        "not-modified-unasked", url, "304 although nothing was asked conditionally; the server or a cache is broken")
    default: return refused(response, from: url)
    }
  }

  private func delivered(_ response: HTTPResponse, from url: HTTPURL) -> FetchOutcome {
    let document = document(response, metadata(response, url, merging: nil))
    return document.bodyHash == request.bodyHash ? .unchanged(document.metadata) : .document(document)
  }

  /// A delta is usable when it is made the way that was asked for, from the document that is known (RFC 3229 §10.5.2).
  private func partial(_ response: HTTPResponse, from url: HTTPURL, sent: Validators) -> FetchOutcome {
    let manipulations = response.values("IM").flatMap { $0.split(separator: ",") }.map { manipulation in
      manipulation.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }
    // Content codings are undone by the transfer; any other manipulation has left something that is no feed.
    guard manipulations.contains("feed"), manipulations.allSatisfy({ ["feed", "gzip", "deflate"].contains($0) }) else {
      return failed(
        "delta-unusable", url, "226 without 'IM: feed'; the next request takes whole documents only (RFC 3229)")
    }
    if let base = response.value("Delta-Base"), base != sent.etag {
      return failed(
        "delta-unusable", url,
        "226 with a difference to a document that is not the last one; the next request takes whole documents only")
    }
    return .delta(document(response, metadata(response, url, merging: sent)))
  }

  private func document(_ response: HTTPResponse, _ metadata: FetchedMetadata) -> FetchedDocument {
    FetchedDocument(
      bytes: response.body, contentType: response.value("Content-Type"),
      bodyHash: SHA256.hexadecimal(response.body.span), metadata: metadata)
  }

  /// Validators and freshness; a 304 or 226 keeps what it does not repeat, a 200 replaces the whole set.
  private func metadata(_ response: HTTPResponse, _ url: HTTPURL, merging old: Validators?) -> FetchedMetadata {
    let validators = Validators(
      etag: Self.sendable(response.value("ETag")) ?? old?.etag,
      lastModified: Self.sendable(response.value("Last-Modified")) ?? old?.lastModified)
    let cacheControl = response.values("Cache-Control").joined(separator: ", ")
    let freshness = CacheFreshness.seconds(
      cacheControl: cacheControl.isEmpty ? nil : cacheControl, expires: response.value("Expires"),
      date: response.value("Date"), age: response.value("Age"), now: fetcher.now())
    return FetchedMetadata(
      finalURL: url.absolute, validators: validators, freshnessSeconds: freshness, linkFields: response.values("Link"))
  }

  /// A validator that can go back byte for byte: not empty, printable ASCII, of sane length.
  private static func sendable(_ value: String?) -> String? {
    guard let value, !value.isEmpty, value.utf8.count <= 1_024 else { return nil }
    return value.utf8.allSatisfy { $0 == 0x09 || (0x20..<0x7F).contains($0) } ? value : nil
  }

  private mutating func refused(_ response: HTTPResponse, from url: HTTPURL) -> FetchOutcome {
    let maximum = request.maximumRetryAfterSeconds ?? fetcher.settings.maximumRetryAfterSeconds
    let seconds = response.value("Retry-After").flatMap { RetryAfter.seconds($0, now: fetcher.now()) }
      .flatMap { $0 > 0 ? min($0, maximum) : nil }
    let (status, now) = (response.status, fetcher.now())
    if status == 429 {
      keepQuiet(towards: url, .domain, for: seconds ?? request.quietAfterTooManySeconds, now)
    } else if status == 503, let seconds {
      keepQuiet(towards: url, .host, for: seconds, now)
    }
    let failure = failure("http-\(status)", url, Self.advice(status))
    return .failed(failure, retryAfter: seconds.map { now.addingTimeInterval(Double($0)) })
  }

  private mutating func keepQuiet(towards url: HTTPURL, _ scope: QuietPeriod.Scope, for seconds: Int, _ now: Date) {
    let name = fetcher.pacer.keepQuiet(towards: url.host, scope: scope, for: .seconds(seconds))
    result.quiet = QuietPeriod(scope: scope, name: name, until: now.addingTimeInterval(Double(seconds)))
  }

  /// What a status means for whoever keeps the list of feeds.
  private static func advice(_ status: Int) -> String {
    switch status {
    case 401, 403: "the server refuses access (\(status)); it may want a khabar:secret, or refuse programs altogether"
    case 404: "nothing there (404); look for the feed's new address on the publisher's site"
    case 410: "gone for good (410); it is not polled any more: remove it or give its new address"
    case 429: "asked too often (429); the next request waits, and a longer khabar:interval helps"
    case 503: "the server is overloaded or being repaired (503); the next request waits"
    case 500...599: "the server failed (\(status)); it is asked again later"
    case 300...399: "a redirect that says not where to (\(status)); look for the feed's new address"
    case 200...299: "an answer without a whole feed (\(status)); the server did not do what was asked"
    default: "the server refuses the request (\(status)); check the address"
    }
  }

  /// An outcome that is this attempt's own finding.
  func failed(_ code: String, _ url: HTTPURL, _ message: String) -> FetchOutcome {
    .failed(failure(code, url, message), retryAfter: nil)
  }

  /// A walk that ended at a hop whose host wants quiet: requests were sent, so this is no poll put off.
  func held(_ hop: RedirectHop, _ url: HTTPURL, until: Date) -> FetchOutcome {
    let message =
      "\(Redaction.url(hop.from)): it redirects to \(Redaction.url(hop.to)), but \(url.host) has asked for quiet until "
      + "\(WebDate.rfc3339(until)); it is asked again after that"
    return .failed(FeedFailure(code: "redirect-held", message: message, at: fetcher.now()), retryAfter: until)
  }

  private func failure(_ code: String, _ url: HTTPURL, _ message: String) -> FeedFailure {
    FeedFailure(code: code, message: "\(Redaction.url(url.absolute)): \(message)", at: fetcher.now())
  }

  /// A transfer's error as data.
  func failure(_ error: TransferError, _ url: HTTPURL? = nil) -> FeedFailure {
    let message = url.map { "\(Redaction.url($0.absolute)): \(error.message)" } ?? error.message
    return FeedFailure(code: Self.code(error.code), message: message, at: fetcher.now())
  }

  private static func code(_ code: TransferError.Code) -> String {
    switch code {
    case .cancelled, .closed: "cancelled"
    case .invalidRequest: "invalid-url"
    case .addressRefused: "address-refused"
    case .resolveFailed: "resolve"
    case .connectFailed: "connect"
    case .outOfDescriptors: "out-of-descriptors"
    case .tlsFailed: "tls"
    case .timedOut: "timeout"
    case .bodyTooLarge: "too-large"
    case .headersTooLarge: "headers-too-large"
    case .badContentEncoding: "bad-encoding"
    case .connectionLost: "connection-lost"
    case .protocolError: "protocol"
    }
  }
}
