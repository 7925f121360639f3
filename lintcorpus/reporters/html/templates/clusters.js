// Texts that stand in several places, two of them side by side.

const EQUAL_SHOWN = 2; // equal lines that stay around different ones
const PLACES_SHOWN = 100;

async function clustersView(query) {
  await listed();
  const clusters = await clustered();
  if (!clusters.length) {
    return {
      element: make(
        "div",
        { class: "page" },
        make("h1", { tabindex: "-1" }, WORDS.clusters_title),
        make("p", {}, WORDS.cluster_none),
      ),
      title: WORDS.view_clusters,
    };
  }
  const count = make("p", { class: "count" });
  const list = table(
    [
      {
        key: "places",
        title: WORDS.places,
        number: true,
        value: (row) => row.places.length,
        cell: (row) => NUMBER.format(row.places.length),
      },
      {
        key: "rule",
        title: WORDS.rule,
        value: (row) => row.rules[0]?.id ?? "",
        cell: (row) => row.rules.map((rule) => rule.id).join(" "),
      },
      {
        key: "text",
        title: WORDS.text,
        className: "prose",
        cell: (row) => [
          make(
            "a",
            {
              href: address("clusters", { c: row.number }),
              "data-cluster": row.number,
              click: (event) => {
                event.preventDefault();
                select(row.number);
              },
            },
            make("bdi", {}, row.places[0].path),
          ),
          quoted(row.places[0].match, FILES[row.places[0].file]?.language, "quote"),
        ],
      },
    ],
    { caption: WORDS.clusters_title, className: "clusters" },
  );
  const side = make("section", { class: "compare", tabindex: "-1", "aria-label": WORDS.compare });
  const search = make("input", { type: "search", id: "search", autocomplete: "off", input: () => show() });

  function show() {
    const word = search.value.toLowerCase();
    const rows = clusters.filter(
      (cluster) =>
        cluster.places.some((one) => `${one.path}\n${one.match}`.toLowerCase().includes(word)) ||
        cluster.rules.some((rule) => `${rule.id} ${rule.name}`.toLowerCase().includes(word)),
    );
    count.textContent = fill(WORDS.shown_clusters, { shown: rows.length });
    announce(count.textContent);
    list.show(rows);
  }

  async function select(number, one = 0, two = 1) {
    const cluster = clusters[number];
    if (!cluster) return;
    note("clusters", { c: number, a: one, b: two });
    for (const link of list.element.querySelectorAll("td a"))
      link.closest("tr").classList.toggle("chosen", link.dataset.cluster === String(number));
    const choose = (title, value, changed) => {
      const field = make("select", { change: (event) => changed(Number(event.target.value)) });
      cluster.places.slice(0, Math.max(PLACES_SHOWN, value + 1)).forEach((at, index) => {
        const option = make("option", { value: index });
        option.textContent = `${visible(at.path)}:${at.line}`;
        field.append(option);
      });
      field.value = String(value);
      return make("label", {}, title, field);
    };
    replaceAll(
      side,
      make("h2", {}, fill(WORDS.cluster, { number: number + 1, places: cluster.places.length })),
      make(
        "ul",
        { class: "rules" },
        cluster.rules.map((rule) => make("li", {}, make("b", {}, rule.id), ` ${rule.name}: ${rule.summary}`)),
      ),
      make(
        "div",
        { class: "sides" },
        choose(WORDS.left, one, (value) => select(number, value, two)),
        choose(WORDS.right, two, (value) => select(number, one, value)),
      ),
      await compared(cluster.places[one], cluster.places[two] ?? cluster.places[one]),
    );
  }

  show();
  return {
    element: make(
      "div",
      { class: "page broad" },
      make("h1", { tabindex: "-1" }, WORDS.clusters_title),
      make(
        "div",
        { class: "filters", role: "search", "aria-label": WORDS.filters },
        make("label", { class: "wide" }, WORDS.text, search),
      ),
      count,
      make("div", { class: "both" }, make("div", { class: "list" }, list.element), side),
    ),
    title: WORDS.view_clusters,
    keys: { j: () => list.move(1), k: () => list.move(-1), Enter: () => list.open() },
    shown: () => select(Number(query.get("c") ?? 0), Number(query.get("a") ?? 0), Number(query.get("b") ?? 1)),
  };
}

/** The text of a place; a finding at the first line that has text speaks of the whole file. */
async function textOf(one) {
  if (one.file < 0) return null;
  const { text } = await read(one.file);
  if (text === null) return null;
  const units = unitsOf(text);
  const [start, end] = [units(one.start), units(one.end)];
  const whole = !text.slice(0, start).trim();
  return { text: whole ? text : text.slice(start, end), whole };
}

async function compared(one, two) {
  const [first, second] = await Promise.all([textOf(one), textOf(two)]);
  const box = make("div", { class: "comparison" });
  for (const [at, said] of [
    [one, first],
    [two, second],
  ]) {
    const where = said?.whole ? `${visible(at.path)} (${WORDS.whole_file})` : `${visible(at.path)}:${at.line}`;
    box.append(
      make(
        "p",
        { class: "where" },
        at.file < 0
          ? make("bdi", {}, where)
          : make("a", { href: address("article", { f: at.file, line: at.line, from: location.hash }) }, where),
      ),
    );
  }
  if (!first || !second) {
    for (const [at, said] of [
      [one, first],
      [two, second],
    ])
      box.append(make("pre", { class: "cell" }, said ? said.text.slice(0, 20000) : at.match || WORDS.no_text));
    return make("div", {}, box);
  }
  const languages = [one, two].map((at) => FILES[at.file].language);
  const left = first.text.split(/\r\n|\r|\n/);
  const right = second.text.split(/\r\n|\r|\n/);
  const found = difference(left, right);
  if (found === null) {
    box.append(
      make("pre", { class: "cell", lang: languages[0] }, first.text),
      make("pre", { class: "cell", lang: languages[1] }, second.text),
    );
    return make("div", {}, make("p", {}, WORDS.too_different), box);
  }
  const differing = sum(
    found.map(([equal, from, to, fromOther, toOther]) => (equal ? 0 : Math.max(to - from, toOther - fromOther))),
  );
  for (const run of found) (run[0] ? equalRows : otherRows)(box, run, left, right, languages);
  return make("div", {}, make("p", {}, differing ? fill(WORDS.differing, { count: differing }) : WORDS.same), box);
}

function cell(language, tone, ...children) {
  return make("div", { class: `cell ${tone}`, lang: language === "und" ? null : language, dir: "auto" }, ...children);
}

/** Lines that are the same; the midst of many is folded. */
function equalRows(box, [, from, to, fromOther], left, right, languages) {
  const rows = (start, end) => {
    const made = [];
    for (let at = start; at < end; at += 1)
      made.push(cell(languages[0], "equal", left[at]), cell(languages[1], "equal", right[fromOther + at - from]));
    return made;
  };
  if (to - from <= 2 * EQUAL_SHOWN + 2) {
    box.append(...rows(from, to));
    return;
  }
  const [start, end] = [from + EQUAL_SHOWN, to - EQUAL_SHOWN];
  const fold = make(
    "button",
    { type: "button", class: "fold", click: () => fold.replaceWith(...rows(start, end)) },
    fill(WORDS.equal_lines, { count: end - start }),
  );
  box.append(...rows(from, start), fold, ...rows(end, to));
}

/** Lines that differ: one beside the other with the characters marked that the other lacks. */
function otherRows(box, [, from, to, fromOther, toOther], left, right, languages) {
  const rows = Math.max(to - from, toOther - fromOther);
  for (let at = 0; at < rows; at += 1) {
    const one = from + at < to ? left[from + at] : null;
    const two = fromOther + at < toOther ? right[fromOther + at] : null;
    const [first, second] = [
      cell(languages[0], one === null ? "none" : "other"),
      cell(languages[1], two === null ? "none" : "other"),
    ];
    marked(first, second, one ?? "", two ?? "");
    box.append(first, second);
  }
}

function marked(first, second, one, two) {
  const [points, others] = [[...one], [...two]];
  const found = joined(difference(points, others) ?? [[false, 0, points.length, 0, others.length]]);
  for (const [equal, from, to, fromOther, toOther] of found) {
    const [mine, theirs] = [points.slice(from, to).join(""), others.slice(fromOther, toOther).join("")];
    if (equal) {
      say(first, mine);
      say(second, theirs);
    } else {
      if (mine) first.append(make("del", {}, mine));
      if (theirs) second.append(make("ins", {}, theirs));
    }
  }
}
