// All findings as a list.

async function findingsView(query) {
  await listed();
  const seen = taken(query);
  const count = make("p", { class: "count" });
  const list = table(
    [
      {
        key: "severity",
        title: WORDS.severity,
        value: SORTS.severity,
        className: "severity",
        cell: (row) => shape(row.severity),
      },
      { key: "rule", title: WORDS.rule, value: SORTS.rule, className: "rule", cell: (row) => row.rule.id },
      { key: "place", title: WORDS.place, value: SORTS.place, className: "where", cell: (row) => link(row) },
      {
        key: "message",
        title: WORDS.message,
        value: SORTS.message,
        className: "prose",
        cell: (row) => [
          make("bdi", { class: "message" }, row.message),
          row.quote && quoted(row.quote, row.file.language, "quote"),
          row.state > 0 && make("span", { class: "chip" }, WORDS.states[row.state]),
        ],
      },
    ],
    {
      caption: WORDS.view_findings,
      className: "findings",
      sort: query.get("sort") ?? "",
      sorted: (sort) => {
        query.set("sort", sort);
        note("findings", query);
      },
    },
  );

  function link(finding) {
    const target = { ...Object.fromEntries(query), f: finding.file.number, n: finding.index };
    const open = (event) => {
      event.preventDefault();
      go("article", { ...Object.fromEntries(query), f: finding.file.number, n: finding.index });
    };
    return make(
      "a",
      { href: address("article", target), click: open },
      make("bdi", {}, finding.file.path),
      `:${finding.line}`,
    );
  }

  function show() {
    const rows = FINDINGS.filter(wants(query));
    const files = new Set(rows.map((row) => row.file)).size;
    count.textContent = fill(WORDS.shown_findings, { shown: rows.length, all: FINDINGS.length, files });
    announce(count.textContent);
    list.show(rows);
  }

  const bar = filterBar(query, () => {
    note("findings", query);
    show();
  });
  show();
  return {
    element: make(
      "div",
      { class: "page" },
      make("h1", { tabindex: "-1" }, WORDS.view_findings),
      bar,
      count,
      list.element,
    ),
    title: WORDS.view_findings,
    keys: { j: () => list.move(1), k: () => list.move(-1), Enter: () => list.open() },
    shown: () => seen && list.reveal((row) => row.file.number === seen.file && row.index === seen.index),
  };
}
