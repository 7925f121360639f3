// Files against families: where the corpus is ill.

const STEPS = [0.5, 1, 2, 5];

async function filesView(query) {
  await listed();
  const seen = taken(query);
  const count = make("p", { class: "count" });
  const amount = (row) => (name) => row.families.get(name) ?? 0;
  const list = table(
    [
      {
        key: "path",
        title: WORDS.file,
        value: (row) => row.file.number,
        header: true,
        className: "where",
        cell: (row) => make("a", { href: target(row, ""), click: follow(row, "") }, make("bdi", {}, row.file.path)),
      },
      {
        key: "size",
        title: WORDS.characters,
        number: true,
        value: (row) => row.file.size,
        cell: (row) => number(row.file.size),
      },
      {
        key: "total",
        title: WORDS.findings,
        number: true,
        value: (row) => row.total,
        cell: (row) => NUMBER.format(row.total),
      },
      {
        key: "density",
        title: WORDS.density,
        number: true,
        value: (row) => density(row.total, row.file),
        cell: (row) => (row.file.size ? DENSITY.format(density(row.total, row.file)) : "–"),
      },
      ...FAMILIES.map((name) => ({
        key: `f-${name}`,
        title: name,
        number: true,
        className: "heat",
        value: (row) => density(amount(row)(name), row.file),
        tone: (row) => tone(amount(row)(name), row.file),
        cell: (row) =>
          amount(row)(name)
            ? make(
                "a",
                { href: target(row, name), click: follow(row, name), tabindex: "-1" },
                NUMBER.format(amount(row)(name)),
              )
            : null,
      })),
    ],
    {
      caption: WORDS.heat_title,
      className: "heatmap",
      sort: query.get("order") ?? "-total",
      sorted: (order) => {
        query.set("order", order);
        note("files", query);
      },
    },
  );

  function narrowed(row, name) {
    const next = new URLSearchParams(query);
    if (name) next.set("family", name);
    const first = row.file.findings.find(wants(next));
    next.delete("order");
    next.set("from", address("files", query));
    next.set("f", row.file.number);
    if (first) next.set("n", first.index);
    return next;
  }

  function target(row, name) {
    return address("article", narrowed(row, name));
  }

  function follow(row, name) {
    return (event) => {
      event.preventDefault();
      go("article", narrowed(row, name));
    };
  }

  function show() {
    const rows = [];
    const wanted = wants(query);
    for (const file of FILES) {
      const families = new Map();
      let total = 0;
      for (const finding of file.findings) {
        if (!wanted(finding)) continue;
        families.set(finding.rule.family, (families.get(finding.rule.family) ?? 0) + 1);
        total += 1;
      }
      if (total) rows.push({ file, families, total });
    }
    count.textContent = fill(WORDS.shown_files, { shown: rows.length, all: DATA.checked });
    announce(count.textContent);
    list.show(rows);
  }

  const bar = filterBar(query, () => {
    note("files", query);
    show();
  });
  show();
  return {
    element: make(
      "div",
      { class: "page broad" },
      make("h1", { tabindex: "-1" }, WORDS.heat_title),
      make("p", {}, WORDS.heat_said),
      bar,
      make(
        "div",
        { class: "legend" },
        make("span", {}, WORDS.heat_legend),
        WORDS.heat_steps.map((name, step) => make("span", { class: `key h${step + 1}` }, name)),
      ),
      count,
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": WORDS.files_region }, list.element),
    ),
    title: WORDS.view_files,
    keys: { j: () => list.move(1), k: () => list.move(-1), Enter: () => list.open() },
    shown: () => seen && list.reveal((row) => row.file.number === seen.file),
  };
}

function density(findings, file) {
  return file.size ? (1000 * findings) / file.size : 0;
}

/** The class of a cell; a file without text at hand has no density, and its cells are as light as can be. */
function tone(findings, file) {
  if (!findings) return "";
  const found = density(findings, file);
  return `h${STEPS.filter((step) => found >= step).length + 1}`;
}
