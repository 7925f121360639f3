// Places of a text. Reports count code points, JavaScript counts UTF-16 units.

/** A function from code points to units of a text. */
function unitsOf(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (offset) => offset;
  const wide = []; // code point offsets of characters that take two units
  let offset = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(offset);
    offset += 1;
  }
  return (point) => point + before(wide, point);
}

/** How many numbers of a sorted list are less than a limit. */
function before(sortedNumbers, limit) {
  let low = 0;
  let high = sortedNumbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sortedNumbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Start and end of every line, without what ends it: LF, CR or CRLF. */
function linesOf(text) {
  const lines = [];
  let start = 0;
  for (const found of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push([start, found.index]);
    start = found.index + found[0].length;
  }
  lines.push([start, text.length]);
  return lines;
}

/** The number of the line, from 0, in which a unit stands. */
function lineAt(lines, unit) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle][0] <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * A stretch of text cut where spans begin and end.
 *
 * Yields [start, end, numbers of the spans that cover it]; an empty span yields an empty piece.
 */
function* cut(start, end, spans) {
  const edges = new Set([start, end]);
  const empty = new Map();
  for (const { number, from, to } of spans) {
    if (from === to) {
      if (from >= start && from <= end) {
        edges.add(from);
        empty.set(from, [...(empty.get(from) ?? []), number]);
      }
      continue;
    }
    if (from > start && from < end) edges.add(from);
    if (to > start && to < end) edges.add(to);
  }
  const sortedEdges = [...edges].sort((one, two) => one - two);
  for (let at = 0; at < sortedEdges.length; at += 1) {
    const from = sortedEdges[at];
    const to = sortedEdges[at + 1];
    if (empty.has(from)) yield [from, from, empty.get(from)];
    if (to !== undefined) {
      yield [from, to, spans.filter((span) => span.from < to && span.to > from).map((span) => span.number)];
    }
  }
}
