// One article with its findings, and the finding that is being looked at.

const BLOCK = 60; // lines that the browser lays out together

async function articleView(query) {
  await listed();
  const file = FILES[Number(query.get("f"))];
  let current = null; // the number of the finding that is looked at
  const filters = new URLSearchParams(query);
  for (const name of ["f", "n", "line"]) filters.delete(name);
  const back = () => {
    const { view, query: next } = place(filters.get("from") ?? address("findings", filters));
    if (file) next.set("seen", `${file.number}.${current ?? 0}`);
    go(view, next);
  };
  if (!file)
    return {
      element: make("div", { class: "page" }, make("h1", { tabindex: "-1" }, WORDS.not_here)),
      title: WORDS.view_article,
      keys: { Escape: back },
    };

  const { text, details } = await read(file.number);
  const order = chosen(filters);
  const source = {
    text,
    language: file.language,
    units: text === null ? null : unitsOf(text),
    lines: text === null ? null : linesOf(text),
  };
  const spans = [];
  if (text !== null) {
    details.forEach(({ span }, number) => {
      if (span) spans.push({ number, from: source.units(span[0]), to: source.units(span[1]) });
    });
  }
  const detail = make("section", { class: "detail", "aria-live": "polite", "aria-label": WORDS.message });
  const items = file.findings.map((finding, number) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", click: () => select(number) },
        shape(finding.severity),
        make("span", { class: "item-line" }, String(finding.line)),
        make("span", {}, make("b", {}, finding.rule.id), " ", make("bdi", {}, finding.message)),
      ),
    ),
  );
  const body = make("article", {
    class: "text",
    lang: file.language === "und" ? null : file.language,
    "aria-label": WORDS.article_text,
  });
  const position = make("span", { class: "count" });

  if (text === null) body.append(make("p", { class: "faint" }, WORDS.no_text), excerpts());
  else lines();

  function excerpts() {
    return make(
      "ol",
      { class: "excerpts" },
      details.map(({ frame }, number) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "plain", click: () => select(number) },
            frame[0],
            make("mark", { class: `m${file.findings[number].severity}`, "data-numbers": String(number) }, frame[1]),
            frame[2],
          ),
        ),
      ),
    );
  }

  function lines() {
    let block = null;
    let open = []; // spans that reach into the line
    let next = 0;
    const ordered = [...spans].sort((one, two) => one.from - two.from);
    source.lines.forEach(([start, end], index) => {
      if (index % BLOCK === 0) body.append((block = make("div", { class: "block" })));
      const following = source.lines[index + 1]?.[0] ?? text.length + 1;
      while (next < ordered.length && ordered[next].from < following) open.push(ordered[next++]);
      const said = make("span", { class: "said", dir: "auto" });
      for (const [from, to, numbers] of cut(start, end, open)) mark(said, from, to, numbers);
      for (const span of open) {
        if (span.from >= end && span.to > span.from) mark(said, end, end, [span.number]); // only the line's end
      }
      block.append(make("div", { class: "line" }, make("span", { class: "no", "data-no": index + 1 }), said));
      open = open.filter((span) => span.to > following);
    });
  }

  function mark(parent, from, to, numbers) {
    if (!numbers.length) {
      say(parent, text.slice(from, to));
      return;
    }
    const worst = Math.min(...numbers.map((number) => file.findings[number].severity));
    const hidden = numbers.every((number) => file.findings[number].state > 0);
    parent.append(
      make(
        "mark",
        {
          class: `m${worst}${from === to ? " point" : ""}${hidden ? " old" : ""}`,
          "data-numbers": numbers.join(" "),
          click: () => select(smallest(numbers)),
        },
        text.slice(from, to),
      ),
    );
  }

  /** Of the findings that cover a place the one that says most about it; a second click takes the next one. */
  function smallest(numbers) {
    const bySize = [...numbers].sort((one, two) => size(one) - size(two) || one - two);
    return bySize[(bySize.indexOf(current) + 1) % bySize.length];
  }

  function size(number) {
    const { span } = details[number];
    return span ? span[1] - span[0] : Infinity;
  }

  function select(number, scroll = false) {
    current = number;
    const finding = file.findings[number];
    for (const piece of body.querySelectorAll("mark")) {
      piece.classList.toggle("current", piece.dataset.numbers.split(" ").includes(String(number)));
    }
    items.forEach((item, index) => {
      if (index === number) item.firstChild.setAttribute("aria-current", "true");
      else item.firstChild.removeAttribute("aria-current");
    });
    replaceAll(detail, describe(finding, details[number], source));
    detail.parentElement?.scrollTo({ top: 0 });
    const at = order.indexOf(finding);
    position.textContent = at < 0 ? "" : fill(WORDS.position, { at: at + 1, all: order.length });
    query.set("n", number);
    note("article", query);
    if (scroll) body.querySelector("mark.current")?.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const at = current === null ? -1 : order.indexOf(file.findings[current]);
    let target = order[at + by];
    if (at < 0)
      target =
        by > 0
          ? order.find((finding) => finding.file.number >= file.number)
          : order.findLast((finding) => finding.file.number <= file.number);
    if (!target) return;
    if (target.file === file) select(target.index, true);
    else open(target);
  }

  function open(finding) {
    const next = new URLSearchParams(filters);
    next.set("f", finding.file.number);
    next.set("n", finding.index);
    go("article", next);
  }

  function leap(by) {
    const others = order.filter((finding) => (finding.file.number - file.number) * by > 0);
    const number =
      others.length &&
      others.reduce(
        (best, finding) => (by > 0 ? Math.min : Math.max)(best, finding.file.number),
        others[0].file.number,
      );
    const target = others.find((finding) => finding.file.number === number);
    if (target) open(target);
  }

  const element = make(
    "div",
    { class: "reading" },
    make(
      "div",
      { class: "head" },
      make("h1", { tabindex: "-1" }, make("bdi", {}, file.path)),
      make("button", { type: "button", class: "plain link", click: back }, WORDS.back),
    ),
    make(
      "div",
      { class: "columns" },
      body,
      make(
        "aside",
        { class: "panel", tabindex: "0", "aria-label": WORDS.findings },
        make(
          "div",
          { class: "steps" },
          position,
          make(
            "button",
            { type: "button", "aria-label": WORDS.previous, title: `${WORDS.previous} (k)`, click: () => step(-1) },
            "↑",
          ),
          make(
            "button",
            { type: "button", "aria-label": WORDS.next, title: `${WORDS.next} (j)`, click: () => step(1) },
            "↓",
          ),
        ),
        detail,
        items.length &&
          make(
            "section",
            { class: "own" },
            make("h2", {}, `${WORDS.in_article} (${NUMBER.format(items.length)})`),
            make("ol", { class: "items" }, items),
          ),
      ),
    ),
  );

  const wanted = query.get("n");
  const line = Number(query.get("line"));
  const nearest = order.find((finding) => finding.file === file)?.index ?? (items.length ? 0 : null);
  const first = wanted !== null && file.findings[Number(wanted)] ? Number(wanted) : line ? null : nearest;
  return {
    element,
    title: visible(file.path),
    keys: { j: () => step(1), k: () => step(-1), n: () => leap(1), p: () => leap(-1), Escape: back },
    shown() {
      if (first !== null) select(first, true);
      else if (line) pointAt(line);
    },
  };
}

function describe(finding, detail, source) {
  const { rule } = finding;
  return [
    make(
      "h2",
      {},
      shape(finding.severity),
      " ",
      rule.id,
      " ",
      make("span", { class: "faint" }, rule.name),
      finding.state > 0 && make("span", { class: "chip" }, WORDS.states[finding.state]),
    ),
    make("p", { class: "said-of" }, make("bdi", {}, finding.message)),
    detail.reason && make("p", {}, `${WORDS.reason}: `, make("bdi", {}, detail.reason)),
    detail.fixes.map((fix) => make("section", { class: "part" }, make("h3", {}, WORDS.fix), preview(fix, source))),
    detail.evidence.length > 0 &&
      make(
        "section",
        { class: "part" },
        make("h3", {}, WORDS.evidence),
        make(
          "dl",
          { class: "evidence" },
          detail.evidence.map(([key, value]) =>
            make("div", {}, make("dt", {}, key), make("dd", {}, make("bdi", {}, value))),
          ),
        ),
      ),
    detail.related.length > 0 &&
      make(
        "section",
        { class: "part" },
        make("h3", {}, WORDS.related),
        make(
          "ul",
          { class: "related" },
          detail.related.map((related) =>
            make(
              "li",
              {},
              relatedLink(related, finding),
              related.role && [" ", make("span", { class: "faint" }, related.role)],
              related.quote && quoted(related.quote, source.language, "quote"),
            ),
          ),
        ),
      ),
    make(
      "details",
      { class: "part" },
      make("summary", {}, WORDS.why),
      make("p", {}, rule.summary),
      make("p", {}, rule.why),
      make("p", { class: "faint" }, fill(WORDS.explain, { rule: rule.id })),
    ),
  ].flat();
}

function relatedLink(related, finding) {
  const name =
    related.number === finding.file.number
      ? fill(WORDS.line, { line: related.line })
      : `${visible(related.path)}:${related.line}`;
  if (related.number < 0) return make("bdi", {}, name);
  if (related.number === finding.file.number) {
    return make("button", { type: "button", class: "plain link", click: () => pointAt(related.line) }, name);
  }
  return make("a", { href: address("article", { f: related.number, line: related.line }) }, name);
}

function pointAt(number) {
  for (const old of document.querySelectorAll(".line.pointed")) old.classList.remove("pointed");
  const line = document.querySelector(`.no[data-no="${number}"]`)?.parentElement;
  line?.classList.add("pointed");
  line?.scrollIntoView({ block: "center" });
}
