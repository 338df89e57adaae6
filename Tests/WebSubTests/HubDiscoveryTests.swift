import FeedFormats
import Testing
import WebSub

@Suite struct HubDiscoveryTests {
  private func offer(_ fields: [String], _ links: [FeedLink] = []) -> HubOffer? {
    HubDiscovery.offer(linkFields: fields, documentLinks: links, documentURL: "https://a.example/blog/feed")
  }

  private func document(_ text: String) throws -> [FeedLink] {
    try FeedReader.read(Array(text.utf8), contentType: nil, documentURL: "https://a.example/blog/feed").source.links
  }

  @Test("P49 the Link header comes before what the document says") func headerComesFirst() {
    let links = [
      FeedLink("https://doc.example/hub", relation: "hub"), FeedLink("https://doc.example/", relation: "self"),
    ]
    let fields = [
      "<https://hub.example/>; rel=hub", "<../feed.xml>; rel=\"self\", <https://two.example/>; rel=\"hub\"",
    ]
    #expect(
      offer(fields, links)
        == HubOffer(topic: "https://a.example/feed.xml", hubs: ["https://hub.example/", "https://two.example/"]))
    #expect(offer([], links) == HubOffer(topic: "https://doc.example/", hubs: ["https://doc.example/hub"]))
    #expect(
      offer(["<https://hub.example/>; rel=hub"], links)
        == HubOffer(topic: "https://doc.example/", hubs: ["https://hub.example/"]))
  }

  @Test("P49 hub and topic are found in Atom, in RSS and in JSON Feed") func documentsTell() throws {
    let expected = HubOffer(topic: "https://a.example/feed", hubs: ["https://hub.example/"])
    let links = "<link rel='hub' href='https://hub.example/'/><link rel='self' href='/feed'/>"
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>\(links)</feed>"
    let rss = """
      <rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>t</title>
      \(links.replacing("<link", with: "<atom:link"))</channel></rss>
      """
    let json = """
      {"version":"https://jsonfeed.org/version/1.1","title":"t","feed_url":"https://a.example/feed","items":[],
      "hubs":[{"type":"WebSub","url":"https://hub.example/"}]}
      """
    for text in [atom, rss, json] { #expect(offer([], try document(text)) == expected, "\(text)") }
  }

  @Test func whatIsNoOfferIsNone() {
    #expect(offer([]) == nil)
    #expect(offer(["<https://hub.example/>; rel=hub"]) == nil, "no topic")
    #expect(offer(["<https://a.example/feed>; rel=self"]) == nil, "no hub")
    #expect(offer(["<javascript:alert(1)>; rel=hub, </feed>; rel=self"]) == nil)
    #expect(
      offer(["<https://hub.example/>; rel=hub, <https://b.example/>; rel=self; anchor=\"https://b.example/\""]) == nil)
  }

  @Test func hubsAreBoundedAndNoneTwice() {
    let fields = (0..<20).map { "<https://h\($0 / 2).example/>; rel=hub" } + ["</feed>; rel=self"]
    #expect(offer(fields)?.hubs == (0..<5).map { "https://h\($0).example/" })
  }
}
