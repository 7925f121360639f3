// What a fix does: the lines around its edits, before and after.

const LONGEST_KEPT = 160;
const HUNKS_SHOWN = 4;

function trimmed([start, end, text], source) {
  while (start < end && text && source[start] === text[0]) {
    start += 1;
    text = text.slice(1);
  }
  while (start < end && text && source[end - 1] === text[text.length - 1]) {
    end -= 1;
    text = text.slice(0, -1);
  }
  return [start, end, text];
}

/** The groups of edits that stand in the same or in neighbouring lines. */
function hunks(edits, lines) {
  const groups = [];
  for (const edit of edits) {
    const [start, end] = edit;
    const first = lineAt(lines, start);
    const last = lineAt(lines, Math.max(start, end));
    const group = groups[groups.length - 1];
    if (group && first <= group.last + 1) {
      group.last = Math.max(group.last, last);
      group.edits.push(edit);
    } else groups.push({ first, last, edits: [edit] });
  }
  return groups;
}

function preview(fix, source) {
  const element = make("div", { class: "fix" });
  element.append(
    make(
      "p",
      { class: "fix-title" },
      fix.title,
      " ",
      make("span", { class: `chip ${fix.safety}` }, WORDS.safeties[fix.safety] ?? fix.safety),
    ),
  );
  if (fix.encoding) element.append(make("p", {}, fill(WORDS.encoding_fix, { encoding: fix.encoding })));
  if (source.text === null || !fix.edits.length) return element;
  const edits = fix.edits.map(([start, end, text]) =>
    trimmed([source.units(start), source.units(end), text], source.text),
  );
  const groups = hunks(edits, source.lines);
  const drawn = make("div");
  const drawAll = (shown) => {
    replaceAll(drawn, ...["before", "after"].flatMap((side) => hunksOf(side, shown, source)));
    const more = groups.length - shown.length;
    if (more > 0)
      drawn.append(make("button", { type: "button", click: () => drawAll(groups) }, fill(WORDS.more, { count: more })));
  };
  drawAll(groups.slice(0, HUNKS_SHOWN));
  element.append(drawn);
  return element;
}

function hunksOf(side, groups, source) {
  const block = make("pre", { class: side, lang: source.language });
  groups.forEach((group, at) => {
    if (at) block.append(make("span", { class: "faint" }, "\n⋯\n"));
    draw(block, group, source, side);
  });
  return [
    make("p", { class: "side" }, WORDS[side]),
    block.textContent.trim() ? block : make("p", { class: "faint" }, WORDS.removed_line),
  ];
}

function draw(block, group, source, side) {
  let at = source.lines[group.first][0];
  const end = source.lines[group.last][1];
  for (const [from, to, text] of group.edits) {
    keep(block, source.text.slice(at, from));
    if (side === "before") changed(block, "del", source.text.slice(from, to));
    else changed(block, "ins", text);
    at = to;
  }
  keep(block, source.text.slice(at, Math.max(at, end)));
}

/** Text that stays; the midst of much of it is left out. */
function keep(block, text) {
  if (text.length <= LONGEST_KEPT) say(block, text.replace(/\r\n?/g, "\n"));
  else {
    const side = LONGEST_KEPT / 2;
    say(block, text.slice(0, side).replace(/\r\n?/g, "\n"));
    block.append(make("span", { class: "faint" }, " ⋯ "));
    say(block, text.slice(-side).replace(/\r\n?/g, "\n"));
  }
}

/** Text that goes or comes, with its line ends and blanks shown. */
function changed(block, tag, text) {
  if (text) block.append(make(tag, {}, shownBlanks(text)));
}

function shownBlanks(text) {
  return text
    .replace(/\r\n|\r|\n/g, "↵\n")
    .replace(/\t/g, "→\t")
    .replace(/\u00a0/g, "⍽")
    .replace(/\u3000/g, "□")
    .replace(/ /g, "·");
}
