extension GeneratedFeeds {
  /// What an entry adds to a feed: its markup, its title, and the bytes of its texts.
  private typealias Entry = (markup: String, title: String, textBytes: Int?)

  /// Adds entries between `head` and `tail` until the document has about `bytes`.
  private mutating func feed(
    _ name: String, bytes: Int, head: String, tail: String, _ entry: (inout GeneratedFeeds, Int) -> Entry
  ) -> Feed {
    var text = Array(head.utf8)
    var titles: [String] = []
    var textBytes: Int? = 0
    repeat {
      let made = entry(&self, titles.count)
      text += Array(made.markup.utf8)
      titles.append(made.title)
      textBytes = textBytes.flatMap { sum in made.textBytes.map { sum + $0 } }
    } while text.count < bytes
    return Feed(name: name, bytes: text + Array(tail.utf8), titles: titles, textBytes: textBytes)
  }

  /// RSS 2.0 as WordPress writes it: short items, or with the whole story when `html` says how.
  mutating func rss(_ name: String, bytes: Int, words: [String], html: Form? = nil) -> Feed {
    let head = """
      <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel><title>Outlet</title><atom:link href="https://outlet.example/feed" rel="self"/>
      <link>https://outlet.example</link><description>News from the border</description><language>en</language>\n
      """
    return feed(name, bytes: bytes, head: head, tail: "</channel></rss>\n") { made, index in
      let title = made.sentence(words, count: 9)
      let summary = made.sentence(words, count: 35)
      var text = """
        <item>
          <title>\(title)</title>
          <link>https://outlet.example/2026/03/story-\(index)/</link>
          <dc:creator><![CDATA[Desk \(index % 7)]]></dc:creator>
          <pubDate>Mon, 02 Mar 2026 08:\(10 + index % 50):00 +0000</pubDate>
          <category><![CDATA[World]]></category>
          <category><![CDATA[Trade]]></category>
          <guid isPermaLink="false">https://outlet.example/?p=\(index)</guid>
          <description>\(summary)</description>\n
        """
      var textBytes = title.utf8.count + summary.utf8.count
      if let html {
        let story = made.story(words, paragraphs: 5 + made.number(below: 15))
        textBytes += story.utf8.count
        text += "  <content:encoded>\(Self.written(story, as: html))</content:encoded>\n"
      }
      return (text + "</item>\n", title, textBytes)
    }
  }

  /// RSS 2.0 of an outlet with pictures in Media RSS: a lead in HTML, much in attributes.
  mutating func media(_ name: String, bytes: Int, words: [String]) -> Feed {
    let head = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>Outlet</title><link>https://outlet.example</link><description>Pictures</description>\n
      """
    return feed(name, bytes: bytes, head: head, tail: "</channel></rss>\n") { made, index in
      let title = made.sentence(words, count: 9)
      let summary = "<p>\(made.sentence(words, count: 40))</p>"
      let address = "https://media.outlet.example/2026/03/\(index)"
      let text = """
        <item><title>\(title)</title><link>\(address)</link><guid isPermaLink="true">\(address)</guid>
        <pubDate>Mon, 02 Mar 2026 08:\(10 + index % 50):00 GMT</pubDate>
        <description><![CDATA[\(summary)]]></description>
        <media:content url="\(address).jpg" medium="image" type="image/jpeg" width="1024" height="576">
          <media:credit>Staff</media:credit><media:description>\(made.sentence(words, count: 15))</media:description>
        </media:content>
        <media:thumbnail url="\(address)-small.jpg" width="240" height="135"/>
        <dc:creator>Desk \(index % 5)</dc:creator></item>\n
        """
      return (text, title, title.utf8.count + summary.utf8.count)
    }
  }

  /// RSS 2.0 of a podcast: notes in HTML twice, an enclosure, iTunes.
  mutating func podcast(_ name: String, bytes: Int, words: [String]) -> Feed {
    let head = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Outlet</title>
      <link>https://outlet.example</link><description>Talks</description><itunes:author>Outlet</itunes:author>\n
      """
    return feed(name, bytes: bytes, head: head, tail: "</channel></rss>\n") { made, index in
      let title = made.sentence(words, count: 8)
      let summary = made.sentence(words, count: 40)
      let notes = made.story(words, paragraphs: 4 + made.number(below: 6))
      let text = """
        <item><title>\(title)</title><link>https://outlet.example/talks/\(index)</link>
        <guid isPermaLink="false">outlet-talk-\(index)-2026-03</guid>
        <pubDate>Mon, 02 Mar 2026 08:\(10 + index % 50):00 GMT</pubDate><description>\(summary)</description>
        <content:encoded><![CDATA[\(notes)]]></content:encoded>
        <enclosure url="https://media.outlet.example/\(index).mp3" length="\(31_000_000 + index)" type="audio/mpeg"/>
        <itunes:author>Outlet</itunes:author><itunes:duration>42:\(10 + index % 50)</itunes:duration>
        <itunes:explicit>false</itunes:explicit><itunes:episode>\(index + 1)</itunes:episode>
        <itunes:image href="https://media.outlet.example/\(index).jpg"/></item>\n
        """
      return (text, title, title.utf8.count + summary.utf8.count + notes.utf8.count)
    }
  }

  /// Atom 1.0 with whole stories.
  mutating func atom(_ name: String, bytes: Int, words: [String], html: Form) -> Feed {
    let head = """
      <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>Outlet</title><id>urn:outlet</id><updated>2026-03-02T08:00:00Z</updated>
      <link rel="self" href="https://outlet.example/atom"/><author><name>Outlet</name></author>\n
      """
    return feed(name, bytes: bytes, head: head, tail: "</feed>\n") { made, index in
      let title = made.sentence(words, count: 9)
      let story = made.story(words, paragraphs: 5 + made.number(below: 15))
      let isInline = html == .inline
      let content =
        isInline
        ? "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\(story)</div></content>"
        : "<content type=\"html\">\(Self.written(story, as: html))</content>"
      let text = """
        <entry><id>urn:outlet:\(index)</id><title>\(title)</title>
        <link rel="alternate" type="text/html" href="https://outlet.example/\(index)"/>
        <published>2026-03-02T08:00:00Z</published><updated>2026-03-02T08:00:00Z</updated>
        <author><name>Desk \(index % 5)</name></author><category term="world"/><category term="trade" label="Trade"/>
        \(content)</entry>\n
        """
      return (text, title, isInline ? nil : title.utf8.count + story.utf8.count)
    }
  }

  /// RSS 1.0 with Dublin Core.
  mutating func rdf(_ name: String, bytes: Int, words: [String]) -> Feed {
    let head = """
      <?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://outlet.example/"><title>Outlet</title><link>https://outlet.example/</link>
      <description>News</description></channel>\n
      """
    return feed(name, bytes: bytes, head: head, tail: "</rdf:RDF>\n") { made, index in
      let title = made.sentence(words, count: 9)
      let summary = made.sentence(words, count: 30)
      let text = """
        <item rdf:about="https://outlet.example/\(index)">
        <title>\(title)</title>
        <link>https://outlet.example/\(index)</link>
        <description>\(summary)</description>
        <dc:creator>Desk \(index % 5)</dc:creator>
        <dc:date>2026-03-02T08:\(10 + index % 50):00+00:00</dc:date>
        <dc:subject>world</dc:subject>
        </item>\n
        """
      return (text, title, title.utf8.count + summary.utf8.count)
    }
  }
}
