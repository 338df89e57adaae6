import Markup
import Testing

@Suite struct PageExtractionTests {
  static let page = """
    <!DOCTYPE html><html lang="en-PK"><head><title>Convoy reaches Chitral after pass reopens - The Valley Times</title>
    <meta property="article:published_time" content="2026-11-18T07:30:00+05:00">
    <link rel="canonical" href="https://valley-times.example/convoy">
    <script>var text = "<p>This long script paragraph, with commas, must never be taken as text of the article.</p>";</script>
    <style>p { color: black }</style></head><body class="with-sidebar">
    <div id="cookie-banner"><p>We value your privacy, and so we store cookies, small files, on your device, with consent.</p></div>
    <header><a href="/">The Valley Times</a><p>Independent news, from the valleys, since the year of the great flood.</p></header>
    <nav><ul><li><a href="/politics">Politics</a></li><li><a href="/world">World</a></li></ul></nav>
    <main><article class="post tag-social category-news">
    <h1>Convoy reaches Chitral after pass reopens</h1>
    <div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
    <figure><img src="a.jpg"><figcaption>Lorries wait at the tunnel, in a photograph that shows nothing else, really.</figcaption></figure>
    <p>A convoy of forty lorries reached Chitral on Wednesday, the district office said, after crews cleared the pass.</p>
    <p>Drivers had waited for three days, sleeping in their cabs, while <a href="/snow">snow</a> closed the road to traffic.</p>
    <aside><p>Related: the tunnel's long history, its builders, its accidents, and what engineers now say of it.</p></aside>
    <h2>Prices fall</h2>
    <p>Flour sold for a fifth less by evening, traders said.
    <p>“We can breathe,” said one.</p>
    <ul class="related"><li><a href="/1">Five things to know, in short, about the pass and its tunnel</a></li></ul>
    <p>Leave a comment</p>
    <p><a href="/more">Read the whole coverage of the winter closures, of the pass and of the tunnel, here</a></p>
    </article>
    <section id="comments"><p>A reader wrote a very long comment, with many commas, and opinions, and more, and more, and more.</p></section>
    <div class="newsletter signup"><p>Get the morning letter, with all the news, weather, prices, and sport, in your mail.</p></div></main>
    <div class="sidebar"><p>Most read today, this week, this month, in this list of very long sentences, with commas, many.</p></div>
    <footer><p>© The Valley Times, all rights reserved, printed and published in the valley, by the valley, for all.</p></footer>
    </body></html>
    """

  @Test func findsTheArticleInAClutteredPage() {
    let page = PageExtraction.article(in: Self.page)
    #expect(page.title == "Convoy reaches Chitral after pass reopens")
    #expect(page.language == "en-PK")
    #expect(page.published == "2026-11-18T07:30:00+05:00")
    #expect(page.address == "https://valley-times.example/convoy")
    #expect(
      page.paragraphs == [
        "A convoy of forty lorries reached Chitral on Wednesday, the district office said, after crews cleared the pass.",
        "Drivers had waited for three days, sleeping in their cabs, while snow closed the road to traffic.",
        "Prices fall", "Flour sold for a fifth less by evening, traders said.", "“We can breathe,” said one.",
      ])
  }

  @Test func readsPagesWithoutArticleElement() {
    let page = PageExtraction.article(
      in: """
        <title>سرحد بند ہونے سے تاجر پریشان | مثال نیوز</title><div id=menu><a href=1>ہوم</a> <a href=2>دنیا</a></div>
        <table><tr><td><div><div class=x>طورخم میں سرحد بند ہونے سے سیکڑوں ٹرک کھڑے ہیں، تاجروں نے کہا۔<br><br>حکام کے مطابق بات چیت جاری ہے، فیصلہ جلد ہوگا۔</div></div>
        <td><a href=3>ایک اور خبر جو بہت لمبی ہے اور صرف ایک ربط ہے</a></table>
        """)
    #expect(page.title == "سرحد بند ہونے سے تاجر پریشان")
    #expect(page.paragraphs.joined().contains("طورخم") && page.paragraphs.joined().contains("بات چیت"))
    #expect(!page.text.contains("ایک ربط"))
  }

  @Test func anEmptyPageGivesNothing() {
    for html in ["", "<html></html>", "<nav><p>Only navigation, nothing else, on this page at all.</p></nav>"] {
      #expect(PageExtraction.article(in: html).paragraphs == [])
    }
  }

  @Test func plainParagraphsAreEnough() {
    let page = PageExtraction.article(
      in: "<p>The council met on Monday, and adjourned.</p><p>It meets again on Friday.</p>")
    #expect(page.paragraphs == ["The council met on Monday, and adjourned.", "It meets again on Friday."])
  }
}
