import ArticleStore
import Articles
import DeskFiles
import Diagnostics
import Domains
import Fetching
import HTTPTransfer
import Ingestion
import Locking
import Scheduling
import WebSub

/// Everything that polling a desk needs, wired together as the desk says.
struct DeskPolling: Sendable {
  let run: PollRun
  private let loop: TransferLoop

  init(
    _ session: DeskSession, store: any ArticleStore, transport: DeskTransport? = nil,
    subscriptions: DeskSubscriptions? = nil, diagnostics: any EventSink,
    planned: @escaping @Sendable (Int) -> Void = { _ in },
    progress: @escaping @Sendable ([PollResult]) -> Void = { _ in },
    pushProgress: @escaping @Sendable ([PollResult]) -> Void = { _ in }
  ) throws {
    let desk = session.desk
    let transport = try transport ?? DeskTransport(session, journal: RequestJournal(store))
    loop = transport.loop
    let environment = session.invocation.environment
    for name in Set(desk.feeds.compactMap(\.credentialName)).sorted() {
      do {
        _ = try desk.secret(named: name)?.secret(in: environment)
      } catch {
        let message = "feeds that need it are asked without credentials: \(error)"
        diagnostics.record(Event(.error, "secret-missing", message, [.init("secret", name)]))
      }
    }
    let manners = DeskPollManners(desk.polling)
    let poller = Poller(
      store: store, fetcher: transport.fetcher, classifier: desk.classifier, policy: manners.policy,
      manners: manners.manners, preview: transport.previews.take, diagnostics: diagnostics,
      credentials: { name in (try? desk.secret(named: name)?.secret(in: environment))?.value },
      pushTrust: { subscriptions?.trust(in: $0) ?? 0 }, now: session.now)
    // The samples come first: on loopback they are there at once, while names without network take their time to fail.
    let feeds = (desk.samples?.feeds ?? []) + desk.feeds
    // Polls that wait for their domain's turn take a place too, so there are more places than requests in flight.
    var run = PollRun(
      poller: poller, feeds: feeds, concurrency: max(256, 4 * desk.polling.concurrency),
      spacing: transport.spacing, diagnostics: diagnostics, planned: planned
    ) { results in
      subscriptions?.note(results)
      progress(results)
    }
    run.pushProgress = pushProgress
    self.run = run
  }

  /// Ends transfers that are under way.
  func close() { loop.close() }
}

/// The desk's way to the web: guarded, spaced, limited.
struct DeskTransport: Sendable {
  let loop: TransferLoop
  let fetcher: FeedFetcher
  let spacing: PollSpacing
  /// The way to hubs, through the same guard and in the same turns.
  let hubClient: HubClient
  /// What was fetched to look at.
  let previews: PreviewFolder
  /// Where requests are logged that no poll sends.
  let journal: RequestJournal

  init(_ session: DeskSession, journal: RequestJournal) throws {
    self.journal = journal
    let desk = session.desk
    previews = PreviewFolder(desk, now: session.now)
    let allowed = desk.allowedAddresses + (desk.samples.map { [$0.allowedAddress] } ?? [])
    let guardian = AddressGuard(allowing: try allowed.map(Self.allowance))
    loop = TransferLoop(
      TransferSettings(
        maximumConnections: desk.polling.concurrency, connectionsPerHost: Self.connectionsPerHost(desk.polling),
        addressGuard: guardian, proxy: desk.polling.proxy,
        certificateAuthorityFile: desk.polling.certificateAuthorityFile))
    let allowedSpacings = try allowed.filter { $0.spacingSeconds > 0 }.map {
      (guard: AddressGuard(allowing: [try Self.allowance($0)]), spacing: Duration.seconds($0.spacingSeconds))
    }
    let manners = DeskPollManners(desk.polling).domainManners(allowed: allowedSpacings, guardian: guardian)
    spacing = PollSpacing(seconds: Double(desk.polling.domainSpacingSeconds)) { url in
      guard let parsed = try? HTTPURL(url) else { return url }
      // Allowed hosts have no spacing, and hosts that are refused are never asked.
      let isUnspaced =
        guardian.isAllowListed(host: parsed.host, port: parsed.port)
        || guardian.refusal(spelledHost: parsed.host, port: parsed.port) != nil
      return isUnspaced ? url : RegistrableDomain.of(parsed.host)
    }
    let limits = TransferLimits(
      total: .seconds(desk.polling.timeoutSeconds), maximumBodyBytes: desk.polling.maximumBodyBytes)
    let agent =
      desk.contactURL.map { FetchSettings.userAgent(version: VersionCommand.version, contact: $0) }
      ?? "Khabar/\(VersionCommand.version)"
    let settings = FetchSettings(
      userAgent: agent, limits: limits, maximumRetryAfterSeconds: desk.polling.obeyRetryAfterSeconds)
    let pacer = DomainPacer(manners)
    hubClient = HubClient(
      transfer: loop, pacer: pacer, addressGuard: guardian, userAgent: agent, now: session.now,
      log: { await journal.record([$0]) })
    fetcher = FeedFetcher(transfer: loop, pacer: pacer, settings: settings, now: session.now)
  }

  /// As many as any domain may have in flight, so that no request that has its turn waits for a connection.
  static func connectionsPerHost(_ polling: PollingSettings) -> Int {
    ([2, polling.domainRequests] + polling.domains.compactMap(\.requests)).max() ?? 2
  }

  static func allowance(_ address: AllowedAddress) throws -> AddressGuard.Allowance {
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    do {
      return try AddressGuard.Allowance("\(host):\(address.port)")
    } catch {
      throw CommandFailure(.configuration, "desk.yaml, allow: \(error.message)")
    }
  }
}
