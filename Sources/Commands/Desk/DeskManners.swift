import Articles
import DeskFiles
import HTTPTransfer
import Politeness

extension PolitenessRules {
  /// The rules that a desk has set itself, read from its files anew and not from what the pacer or the scheduler made of
  /// them.
  init(_ desk: Desk) throws {
    let allowed = desk.allowedAddresses + (desk.samples.map { [$0.allowedAddress] } ?? [])
    let guardian = AddressGuard(allowing: try allowed.map(DeskTransport.allowance))
    let own = allowed.filter { $0.spacingSeconds > 0 }.map { ($0.host, Double($0.spacingSeconds)) }
    self.init(
      everyFeed: FeedRules(minimumSeconds: desk.polling.minimumIntervalSeconds),
      spacingSeconds: Double(desk.polling.domainSpacingSeconds),
      spacingByName: Dictionary(own, uniquingKeysWith: { $1 }),
      isOwnHost: { name in
        // The port is left out where it is the scheme's own.
        ["http", "https"].contains { scheme in
          (try? HTTPURL("\(scheme)://\(name)/")).map { guardian.isAllowListed(host: $0.host, port: $0.port) } ?? false
        }
      })
  }
}
