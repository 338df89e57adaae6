import HTTPServer

/// The one style sheet; follows the reader's light or dark setting.
enum StyleSheet {
  static let response: HTTPServerResponse = {
    var response = HTTPServerResponse(
      headers: [
        HTTPField("Content-Type", "text/css; charset=utf-8"), HTTPField("X-Content-Type-Options", "nosniff"),
        HTTPField("Cache-Control", "max-age=3600"),
      ], body: Array(text.utf8))
    response.setValidators(lastModified: nil)
    return response
  }()

  private static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --dim: #5c6670; --line: #d9dee3; --ground: #fff;
      --panel: #f5f7f9; --accent: #0b5cad; --mark: #ffe9a8; --bad: #a3261b; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --dim: #9aa5b0; --line: #343b43;
      --ground: #14171a; --panel: #1d2226; --accent: #7db7f0; --mark: #5c4a10; --bad: #ff9a8f; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 1rem/1.55 system-ui, "Noto Sans", "Noto Naskh Arabic", "Noto Nastaliq Urdu", sans-serif; }
    header, main, footer { max-width: 54rem; margin: 0 auto; padding: 1rem 1.25rem; }
    header { border-bottom: 1px solid var(--line); }
    h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
    h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1.08rem; line-height: 1.35; margin: 0; }
    a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
    p { margin: .35rem 0; overflow-wrap: anywhere; }
    .dim, .meta { color: var(--dim); font-size: .875rem; }
    article { padding: .9rem 0; border-bottom: 1px solid var(--line); }
    mark.against { background: none; text-decoration: underline dotted var(--bad); text-underline-offset: 2px; }
    mark { background: var(--mark); color: inherit; border-radius: 2px; padding: 0 .1em; }
    ul.topics { list-style: none; margin: .35rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
    ul.topics li { font-size: .8125rem; border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .6rem;
      background: var(--panel); }
    ul.topics b { font-weight: 600; }
    form { display: flex; gap: .5rem; margin: .75rem 0 0; }
    input { flex: 1; min-width: 0; font: inherit; padding: .35rem .6rem; border: 1px solid var(--line);
      border-radius: .35rem; background: var(--panel); color: inherit; }
    button { font: inherit; padding: .35rem .9rem; border: 1px solid var(--line); border-radius: .35rem;
      background: var(--panel); color: inherit; cursor: pointer; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th, td { text-align: start; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    th { min-width: 9rem; }
    td.formats, td.bad { white-space: nowrap; }
    td:last-child { overflow-wrap: anywhere; }
    @media (max-width: 40rem) {
      table, tbody, tr, th, td { display: block; width: auto; }
      tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
      th, td { padding: .05rem 0; border: 0; }
      table.feeds tr:first-child { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
    }
    .bad { color: var(--bad); }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); padding: .75rem; border-radius: .35rem; }

    """
}
