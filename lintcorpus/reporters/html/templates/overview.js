// The first view: what the run came to.

function overviewView() {
  const counts = [0, 1, 2, 3, 4].map((at) => sum(RULES.map((rule) => rule.counts[at])));
  const [, , , suppressed, known] = counts;
  const fresh = counts[0] + counts[1] + counts[2];
  const percent = PERCENT.format(DATA.checked ? DATA.sound / DATA.checked : 1);
  const element = make(
    "div",
    { class: "page" },
    make("h1", { tabindex: "-1" }, WORDS.view_overview),
    make("p", { class: "summary" }, DATA.summary),
    make(
      "ul",
      { class: "tiles" },
      WORDS.severity_titles.map((title, severity) =>
        make(
          "li",
          {},
          make(
            "a",
            { href: address("findings", { severity }) },
            make(
              "span",
              { class: "tile-name" },
              make("span", { class: `shape s${severity}`, "aria-hidden": "true" }),
              title,
            ),
            make("span", { class: "tile-number" }, NUMBER.format(counts[severity])),
          ),
        ),
      ),
      make(
        "li",
        {},
        make(
          "div",
          {},
          make("span", { class: "tile-name" }, WORDS.sound),
          make("span", { class: "tile-number" }, percent),
        ),
      ),
    ),
    make(
      "div",
      { class: "pair" },
      make(
        "section",
        { "aria-labelledby": "share" },
        make("h2", { id: "share" }, WORDS.share_title),
        bar([
          [DATA.clean, "clean"],
          [DATA.sound - DATA.clean, "sound"],
          [DATA.checked - DATA.sound, "rest"],
        ]),
        make("p", {}, fill(WORDS.share_said, { sound: DATA.sound, checked: DATA.checked, clean: DATA.clean, percent })),
      ),
      make(
        "section",
        { "aria-labelledby": "state" },
        make("h2", { id: "state" }, WORDS.state_title),
        bar([
          [fresh, "fresh"],
          [known, "known"],
          [suppressed, "rest"],
        ]),
        make("p", {}, fill(WORDS.state_said, { new: fresh, known, suppressed, base: DATA.base || WORDS.baseline })),
      ),
    ),
  );
  if (DATA.problems.length) {
    element.append(
      make(
        "section",
        { "aria-labelledby": "problems" },
        make("h2", { id: "problems" }, WORDS.problems),
        make(
          "ul",
          {},
          DATA.problems.map((problem) => make("li", {}, problem)),
        ),
      ),
    );
  }
  element.append(
    section("by-rule", WORDS.by_rule, RULES, [
      {
        key: "rule",
        title: WORDS.rule,
        value: (row) => row.id,
        header: true,
        cell: (row) => [
          make("a", { href: address("findings", { rule: row.id }) }, row.id),
          " ",
          make("span", { class: "faint" }, row.name),
        ],
      },
      { key: "name", title: WORDS.name, cell: (row) => row.summary, className: "prose" },
      {
        key: "fixable",
        title: WORDS.fixable,
        number: true,
        className: "fine",
        value: (row) => row.fixable,
        cell: (row) => number(row.fixable),
      },
      {
        key: "files",
        title: WORDS.in_files,
        number: true,
        value: (row) => row.files,
        cell: (row) => number(row.files),
      },
    ]),
    make(
      "div",
      { class: "pair" },
      section("by-family", WORDS.by_family, FAMILIES.map(family), [
        {
          key: "name",
          title: WORDS.family,
          value: (row) => row.name,
          header: true,
          cell: (row) => make("a", { href: address("findings", { family: row.name }) }, row.name),
        },
      ]),
      section("by-folder", WORDS.by_folder, FOLDERS, [
        {
          key: "name",
          title: WORDS.folder,
          value: (row) => row.name,
          header: true,
          cell: (row) => make("a", { href: address("findings", { folder: FOLDERS.indexOf(row) }) }, folderName(row)),
        },
        {
          key: "files",
          title: WORDS.articles,
          number: true,
          value: (row) => row.files,
          cell: (row) => number(row.files),
        },
        {
          key: "sound",
          title: WORDS.clean_short,
          number: true,
          value: (row) => row.sound / row.files,
          cell: (row) => PERCENT.format(row.files ? row.sound / row.files : 1),
        },
      ]),
    ),
  );
  return { element, title: WORDS.view_overview };
}

function number(value) {
  return value ? NUMBER.format(value) : make("span", { class: "faint" }, "0");
}

function family(name) {
  const rules = RULES.filter((rule) => rule.family === name);
  return { name, counts: [0, 1, 2, 3, 4].map((at) => sum(rules.map((rule) => rule.counts[at]))) };
}

/** A heading and a table with the numbers of each severity and of known findings at the end of each row. */
function section(id, title, rows, columns) {
  const fresh = (row) => row.counts[0] + row.counts[1] + row.counts[2];
  const all = [
    ...columns,
    ...WORDS.severity_titles.map((name, severity) => ({
      key: `s${severity}`,
      title: name,
      number: true,
      className: "fine",
      value: (row) => row.counts[severity],
      cell: (row) => number(row.counts[severity]),
    })),
    { key: "total", title: WORDS.total, number: true, value: fresh, cell: (row) => number(fresh(row)) },
  ];
  if (rows.some((row) => row.counts[4])) {
    all.push({
      key: "known",
      title: WORDS.states[2],
      number: true,
      value: (row) => row.counts[4],
      cell: (row) => number(row.counts[4]),
    });
  }
  const made = table(all, { caption: title, sort: "-total", none: WORDS.nothing });
  made.show(rows);
  return make(
    "section",
    { "aria-labelledby": id },
    make("h2", { id }, title),
    make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": id }, made.element),
  );
}

/** A bar whose pieces are as long as their numbers; the sentence below it says the same. */
function bar(pieces) {
  const element = make("div", { class: "bar", "aria-hidden": "true" });
  for (const [value, name] of pieces) {
    const piece = make("span", { class: name });
    piece.style.flexGrow = String(Math.max(0, value));
    if (value > 0) element.append(piece);
  }
  return element;
}
