import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct AddressGuardTests {
  private func expectRefusal(_ text: String) throws {
    let address = try #require(IPAddress(text))
    let refusal = AddressGuard().refusal(host: "news.example", address: address, port: 80)
    #expect(refusal?.code == .addressRefused)
    #expect(refusal?.message.contains("news.example") == true)
    #expect(refusal?.message.contains("only public addresses are asked") == true)
  }

  @Test(
    "S2 where clouds keep their credentials is refused",
    arguments: [
      "169.254.169.254", "169.254.170.2", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
      "2002:a9fe:a9fe::1", "100.100.100.200", "192.0.0.192",
    ])
  func credentialAddressIsRefused(_ text: String) throws { try expectRefusal(text) }

  @Test(
    "S3 every range that is not public is refused, from its first address to its last",
    arguments: [
      "0.0.0.0", "0.1.2.3", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
      "127.255.255.255", "169.254.0.0", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.255",
      "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7",
      "203.0.113.7", "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::1", "fc00::",
      "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::", "febf:ffff::1", "fec0::1", "ff02::1", "100::1",
      "100:0:0:1::1", "2001:2::1", "2001:db8::1", "3fff::1", "5f00::1", "1fff::1", "4000::1", "8000::1",
    ])
  func nonPublicAddressIsRefused(_ text: String) throws { try expectRefusal(text) }

  @Test(
    "S4 an IPv6 address is judged by the IPv4 address in it",
    arguments: [
      "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a00:1", "::127.0.0.1", "::8.8.8.8", "::ffff:0:127.0.0.1",
      "::ffff:0:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
      "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:0:5ef5:79fd::1",
      "2001:0:808:808::f5ff:fffe", "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:127.0.0.1", "fe80::5efe:8.8.8.8",
    ])
  func embeddedAddressIsRefused(_ text: String) throws { try expectRefusal(text) }

  @Test(arguments: [
    ("169.254.169.254", false), ("169.254.0.1", false), ("fe80::1", false), ("febf::1", false),
    ("fd00:ec2::254", false),
    ("::ffff:169.254.169.254", false), ("64:ff9b::a9fe:a9fe", false), ("10.0.0.1", true), ("127.0.0.1", true),
    ("fd00::1", true), ("fec0::1", true),
  ])
  func nobodyIsToldToAllowWhereCredentialsAre(_ text: String, _ isAdvised: Bool) throws {
    let address = try #require(IPAddress(text))
    let message = try #require(AddressGuard().refusal(host: "news.example", address: address, port: 80)?.message)
    #expect(message.contains("add the line") == isAdvised)
    #expect(message.contains("desk.yaml") == isAdvised)
  }

  @Test(arguments: [
    ("::1", "localhost", true), ("127.0.0.1", "localhost", true), ("localhost", "localhost", true),
    ("10.0.0.0/8", "localhost", false), ("10.0.0.0/8", "10.1.1.1", true), ("10.0.0.0/8", "192.168.1.1", false),
    ("localhost", "a.localhost", false), ("127.0.0.1", "news.example", true), ("127.0.0.1", "8.8.8.8", true),
  ])
  func spelledHostsAreJudgedWithoutLookUp(_ entry: String, _ host: String, _ passes: Bool) throws {
    let addressGuard = AddressGuard(allowing: [try AddressGuard.Allowance(entry)])
    #expect((addressGuard.refusal(spelledHost: host, port: 80) == nil) == passes)
  }

  @Test(arguments: [
    "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.1.1.1", "128.0.0.1", "169.253.1.1",
    "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.167.1.1", "198.17.1.1", "198.20.0.1", "223.255.255.255",
    "2606:4700::1", "2a00:1450:4001::1", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1",
  ])
  func publicAddressPasses(_ text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(AddressGuard().refusal(host: "news.example", address: address, port: 80) == nil)
  }

  @Test(arguments: [
    ("localhost", "localhost", "127.0.0.1", 8080, true),
    ("LOCALHOST.", "localhost", "127.0.0.1", 8080, true),
    ("localhost:8080", "localhost", "::1", 8080, true),
    ("localhost:8080", "localhost", "127.0.0.1", 8081, false),
    ("localhost", "evil.example", "127.0.0.1", 80, false),
    ("10.0.0.0/8", "intranet.example", "10.1.2.3", 80, true),
    ("10.0.0.0/8", "intranet.example", "11.1.2.3", 80, true),
    ("10.0.0.0/8", "intranet.example", "192.168.0.1", 80, false),
    ("10.0.0.0/12", "intranet.example", "10.15.255.255", 80, true),
    ("10.0.0.0/12", "intranet.example", "10.16.0.0", 80, false),
    ("127.0.0.0/8", "x.example", "::ffff:127.0.0.1", 80, true),
    ("fd00::/8", "x.example", "fd12::1", 80, true),
    ("[::1]:443", "::1", "::1", 443, true),
    ("[::1]:443", "::1", "::1", 80, false),
    ("::1", "::1", "::1", 80, true),
  ])
  func allowanceCoversWhatItNames(_ entry: String, _ host: String, _ ip: String, _ port: Int, _ passes: Bool) throws {
    let addressGuard = AddressGuard(allowing: [try AddressGuard.Allowance(entry)])
    let address = try #require(IPAddress(ip))
    #expect((addressGuard.refusal(host: host, address: address, port: port) == nil) == passes)
  }

  @Test func allowanceIsMadeFromHostAndPortToo() throws {
    for (host, port) in [("10.0.0.0/8", 80), ("fd00::/8", 443), ("::1", nil), ("rss.internal", 8_080)]
      as [(String, Int?)]
    {
      let allowance = try AddressGuard.Allowance(host: host, port: port)
      #expect(allowance.port == port)
      if let block = AddressBlock(host) {
        #expect(allowance.target == .block(block))
      } else {
        #expect(allowance.target == .host(host))
      }
    }
  }

  @Test(arguments: ["", "a b", "*.example", "host:0", "host:99999", "host:x", "10.0.0.0/33", "[::1]x", "http://x/"])
  func unreadableAllowanceIsAnError(_ entry: String) {
    let error = #expect(throws: TransferError.self) { try AddressGuard.Allowance(entry) }
    #expect(error?.code == .invalidRequest)
  }

  @Test(
    "S1 this machine is refused before a byte is sent",
    arguments: ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"])
  func thisMachineIsRefused(_ host: String) async throws { try await expectNoConnection("http://\(host)") }

  @Test(
    "S5 odd spellings are the same address",
    arguments: [
      "LOCALHOST", "localhost.", "127.0.0.1.", "127.0.0.1..", "127.1.", "0X7F.0.0.1", "0x7f.0x0.0x0.0x1", "00177.1",
      "127.0.1", "0x7f.1.", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]",
      "[::%37f00:1]", "[64:ff9b::127.0.0.1]", "public.example@127.0.0.1", "public.example:80@127.0.0.1",
      "public.example%40@127.0.0.1",
      "\u{FF11}\u{FF12}\u{FF17}.0.0.1", "127\u{3002}0\u{3002}0\u{3002}1",
      "\u{2460}\u{2461}\u{2466}.0.0.1", "l\u{24DE}calhost", "127.0.0.1%00.public.example",
      "127.0.0.1%2F.public.example",
      "127.0.0.1\t", "127.0.0.1\\", "public.example\\@127.0.0.1", "[fe80::1%25lo]", "[::1%25lo]",
      "2852039166",
      "0177.0.0.1", "0x7f.1", "2130706433", "127.1", "0",
      "0x7f000001", "017700000001", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "%31%32%37.0.0.1",
      "169.254.169.254", "10.0.0.1",
    ])
  func loopbackIsRefusedInEverySpelling(_ host: String) async throws {
    try await expectNoConnection("http://\(host)", isURL: false)
  }

  /// Asks for the port of a server at an address and expects that nothing arrives; what libcurl takes for no URL is as
  /// good as refused, unless the text must be understood.
  private func expectNoConnection(_ prefix: String, isURL: Bool = true) async throws {
    let server = try LoopbackServer { _ in .response(200, text: "secret") }
    defer { server.stop() }
    let loop = TransferLoop()
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) {
      try await loop.response(to: HTTPRequest(url: "\(prefix):\(server.port)/"))
    }
    #expect(error?.code == .addressRefused || (!isURL && error?.code == .invalidRequest))
    #expect(server.connectionCount == 0)
  }

  @Test("S1 IPv6 loopback is refused until the desk allows it")
  func ipv6LoopbackIsRefusedUntilAllowed() async throws {
    let server = try LoopbackServer(ipv6: true) { _ in .response(200, text: "six") }
    defer { server.stop() }
    let refusing = TransferLoop()
    defer { refusing.close() }
    let error = await #expect(throws: TransferError.self) {
      try await refusing.response(to: HTTPRequest(url: server.url()))
    }
    #expect(error?.code == .addressRefused)
    #expect(error?.message.contains("{host: '::1', port: \(server.port)}") == true)
    let allowing = TransferLoop(
      TransferSettings(addressGuard: AddressGuard(allowing: [try AddressGuard.Allowance("[::1]:\(server.port)")])))
    defer { allowing.close() }
    let response = try await allowing.response(to: HTTPRequest(url: server.url()))
    #expect(response.body == Array("six".utf8))
    #expect(response.address == "::1")
  }
}
