// Which findings are looked at, and in which order; both are part of the address.

const SORTS = {
  severity: (finding) => finding.severity,
  rule: (finding) => finding.rule.id,
  place: (finding) => finding.file.number,
  message: (finding) => finding.message,
};
const TYPING = 120; // milliseconds without a key after which what was typed counts
const NAMES = ["q", "file", "rule", "family", "severity", "folder", "state"];

/** Tells whether a finding is wanted; the state is "new" where nothing else is said. */
function wants(query) {
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const path = (query.get("file") ?? "").toLowerCase();
  const [rule, family, severity, folder] = ["rule", "family", "severity", "folder"].map(
    (name) => query.get(name) ?? "",
  );
  const state = query.get("state") ?? "0";
  return (finding) => {
    if (state !== "all" && finding.state !== Number(state)) return false;
    if (rule && finding.rule.id !== rule) return false;
    if (family && finding.rule.family !== family) return false;
    if (severity && finding.severity !== Number(severity)) return false;
    if (folder && finding.file.folder !== Number(folder)) return false;
    if (path && !finding.file.path.toLowerCase().includes(path)) return false;
    if (!words.length) return true;
    const text = `${finding.message}\n${finding.quote}\n${finding.rule.id} ${finding.rule.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function chosen(query) {
  return sorted(FINDINGS.filter(wants(query)), SORTS, query.get("sort") ?? "");
}

/** Rows by one of several values; a minus before its name turns the order round. Equal rows keep their order. */
function sorted(rows, values, sort) {
  const value = values[sort.replace("-", "")];
  if (!value) return rows;
  const sign = sort.startsWith("-") ? -1 : 1;
  const made = rows.map((row) => [value(row), row]);
  made.sort(([one], [two]) => sign * (typeof one === "number" ? one - two : COLLATOR.compare(one, two)));
  return made.map(([, row]) => row);
}

/** What was looked at last, as an article tells the list to which the reader goes back. */
function taken(query) {
  const found = query.get("seen")?.split(".").map(Number);
  query.delete("seen");
  return found ? { file: found[0], index: found[1] } : null;
}

/** The filters as a form. `changed` is told the new query; the form itself stays, and so does the focus in it. */
function filterBar(query, changed) {
  const fields = new Map();
  const tell = () => {
    const next = new URLSearchParams(query);
    for (const [name, field] of fields) {
      if (field.value && !(name === "state" && field.value === "0")) next.set(name, field.value);
      else next.delete(name);
    }
    for (const name of NAMES) {
      if (next.has(name)) query.set(name, next.get(name));
      else query.delete(name);
    }
    changed(query);
  };
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, TYPING);
  };
  const box = (name, title, hint) => {
    const input = make("input", {
      type: "search",
      placeholder: hint,
      autocomplete: "off",
      spellcheck: "false",
      input: soon,
    });
    input.value = query.get(name) ?? "";
    fields.set(name, input);
    return make("label", { class: "wide" }, title, input);
  };
  const choice = (name, title, options, first) => {
    const select = make("select", { change: tell });
    for (const [value, text] of [...(first ? [["", WORDS.every]] : []), ...options]) {
      const option = make("option", { value });
      option.textContent = visible(text);
      select.append(option);
    }
    select.value = query.get(name) ?? (first ? "" : "0");
    fields.set(name, select);
    return make("label", {}, title, select);
  };
  const clear = () => {
    for (const [name, field] of fields) field.value = name === "state" ? "0" : "";
    tell();
    fields.get("q").focus();
  };
  const search = box("q", WORDS.text, WORDS.search_hint);
  search.querySelector("input").id = "search";
  return make(
    "form",
    { class: "filters", role: "search", "aria-label": WORDS.filters, submit: (event) => event.preventDefault() },
    search,
    box("file", WORDS.file, WORDS.file_hint),
    choice(
      "rule",
      WORDS.rule,
      RULES.map((rule) => [rule.id, `${rule.id} ${rule.name}`]),
      true,
    ),
    choice(
      "family",
      WORDS.family,
      FAMILIES.map((family) => [family, family]),
      true,
    ),
    choice(
      "severity",
      WORDS.severity,
      WORDS.severities.map((name, number) => [String(number), name]),
      true,
    ),
    FOLDERS.length > 1 &&
      choice(
        "folder",
        WORDS.folder,
        FOLDERS.map((folder, number) => [String(number), folderName(folder)]),
        true,
      ),
    choice(
      "state",
      WORDS.state,
      [...WORDS.states.map((name, number) => [String(number), name]), ["all", WORDS.every]],
      false,
    ),
    make("button", { type: "button", class: "quiet", click: clear }, WORDS.clear),
  );
}
