// A table that is sorted by its headers and grows page by page.

const PAGE = 200;

/**
 * A table.
 *
 * columns: [{ key, title, cell(row), value(row), number, className }], where a value makes the column sortable.
 * options: { caption, sort, sorted(sort), none } with the sort to begin with and who is told of another one.
 * Returns { element, show(rows) }.
 */
function table(columns, options) {
  let sort = options.sort ?? "";
  let rows = [];
  let count = PAGE;
  const values = Object.fromEntries(
    columns.filter((column) => column.value).map((column) => [column.key, column.value]),
  );
  const heads = columns.map((column) => head(column));
  const body = make("tbody");
  const element = make(
    "div",
    { class: "table" },
    make(
      "table",
      { class: options.className ?? null },
      make("caption", { class: "hidden" }, options.caption),
      make("thead", {}, make("tr", {}, heads)),
      body,
    ),
  );
  const foot = make("p", { class: "foot" });
  element.append(foot);

  function head(column) {
    const classes = [column.number ? "number" : "", column.className ?? ""].join(" ").trim() || null;
    if (!column.value) return make("th", { scope: "col", class: classes }, column.title);
    const turn = () => {
      const first = column.number ? `-${column.key}` : column.key;
      const second = column.number ? column.key : `-${column.key}`;
      sort = sort === first ? second : first;
      options.sorted?.(sort);
      draw();
    };
    return make(
      "th",
      { scope: "col", class: classes, "data-key": column.key },
      make("button", { type: "button", click: turn }, make("span", {}, column.title)),
    );
  }

  function draw() {
    for (const th of heads) {
      if (!th.dataset.key) continue;
      const on = sort.replace("-", "") === th.dataset.key;
      if (on) th.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    const ordered = sorted(rows, values, sort);
    body.replaceChildren(...ordered.slice(0, count).map(line));
    const more = Math.min(PAGE, ordered.length - count);
    replaceAll(
      foot,
      !ordered.length && make("span", {}, options.none ?? WORDS.none_match),
      more > 0 && make("button", { type: "button", click: grow }, fill(WORDS.more, { count: more })),
    );
  }

  function line(row) {
    return make(
      "tr",
      { tabindex: "-1" },
      columns.map((column) => {
        const classes =
          [column.number ? "number" : "", column.className ?? "", column.tone?.(row) ?? ""].join(" ").trim() || null;
        const tag = column.header ? "th" : "td";
        return make(tag, { class: classes, scope: column.header ? "row" : null }, column.cell(row));
      }),
    );
  }

  function grow() {
    const at = count;
    count += PAGE;
    draw();
    body.rows[at]?.focus();
  }

  return {
    element,
    show(newRows) {
      rows = newRows;
      count = PAGE;
      draw();
    },
    /** Show the first row that fits, and give it the focus. */
    reveal(fits) {
      const at = sorted(rows, values, sort).findIndex(fits);
      if (at < 0) return;
      if (at >= count) {
        count = PAGE * Math.ceil((at + 1) / PAGE);
        draw();
      }
      body.rows[at].focus({ preventScroll: true });
      body.rows[at].scrollIntoView({ block: "center" });
    },
    /** Move the focus by a number of rows. */
    move(by) {
      const at = [...body.rows].indexOf(document.activeElement?.closest?.("tbody tr"));
      if (by > 0 && at === body.rows.length - 1) foot.querySelector("button")?.click();
      const row = body.rows[at < 0 ? 0 : Math.max(0, Math.min(body.rows.length - 1, at + by))];
      row?.focus();
      row?.scrollIntoView({ block: "nearest" });
    },
    open() {
      document.activeElement?.closest?.("tbody tr")?.querySelector("a")?.click();
    },
  };
}
