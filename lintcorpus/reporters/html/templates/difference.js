// What two sequences differ in (Myers, 1986).

const MOST_DIFFERENCES = 1200;

/**
 * Runs of equal and of different elements of two strings or arrays.
 *
 * Returns [[equal, start in one, end in one, start in two, end in two]], or null where they differ too much.
 */
function difference(one, two) {
  let head = 0;
  while (head < one.length && head < two.length && one[head] === two[head]) head += 1;
  let tail = 0;
  while (
    tail < one.length - head &&
    tail < two.length - head &&
    one[one.length - 1 - tail] === two[two.length - 1 - tail]
  )
    tail += 1;
  const path = shortest(one.slice(head, one.length - tail), two.slice(head, two.length - tail));
  if (path === null) return null;
  const pairs = [...Array(head).keys()].map((at) => [at, at]);
  for (const [x, y] of path) pairs.push([x + head, y + head]);
  for (let at = tail; at > 0; at -= 1) pairs.push([one.length - at, two.length - at]);
  return runs(pairs, one.length, two.length);
}

/**
 * The same runs, with equal ones that are there by chance joined to the differences around them.
 *
 * One or two equal characters between long differences say nothing, and marks full of holes are hard to read.
 */
function joined(found) {
  const kept = [];
  found.forEach((run, at) => {
    const last = kept[kept.length - 1];
    const [equal, from, to, fromOther, toOther] = run;
    const size = to - from;
    const around = [last, found[at + 1]].map((other) =>
      other && !other[0] ? Math.max(other[2] - other[1], other[4] - other[3]) : 0,
    );
    const byChance = equal && size <= 2 && Math.min(...around) > 0 && around[0] + around[1] >= 4 * size;
    if (last && !last[0] && (byChance || !equal)) {
      last[2] = to;
      last[4] = toOther;
    } else kept.push([equal, from, to, fromOther, toOther]);
  });
  return kept;
}

/** The pairs of equal elements on a shortest way. */
function shortest(one, two) {
  const most = Math.min(one.length + two.length, MOST_DIFFERENCES);
  const trace = []; // how far each diagonal reached before each step; those from -(steps + 1) to steps + 1
  const zero = most + 1;
  const reach = new Int32Array(2 * zero + 1);
  for (let steps = 0; steps <= most; steps += 1) {
    trace.push(reach.slice(zero - steps - 1, zero + steps + 2));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down =
        diagonal === -steps || (diagonal !== steps && reach[zero + diagonal - 1] < reach[zero + diagonal + 1]);
      let x = down ? reach[zero + diagonal + 1] : reach[zero + diagonal - 1] + 1;
      let y = x - diagonal;
      while (x < one.length && y < two.length && one[x] === two[y]) {
        x += 1;
        y += 1;
      }
      reach[zero + diagonal] = x;
      if (x >= one.length && y >= two.length) return walkBack(trace, one.length, two.length);
    }
  }
  return null;
}

function walkBack(trace, width, height) {
  const pairs = [];
  let [x, y] = [width, height];
  for (let steps = trace.length - 1; steps >= 0; steps -= 1) {
    const reached = (diagonal) => trace[steps][diagonal + steps + 1];
    const diagonal = x - y;
    const down = diagonal === -steps || (diagonal !== steps && reached(diagonal - 1) < reached(diagonal + 1));
    const from = down ? diagonal + 1 : diagonal - 1;
    const startX = steps ? reached(from) : 0;
    const startY = steps ? startX - from : 0;
    while (x > startX && y > startY) pairs.push([--x, --y]);
    [x, y] = [startX, startY];
  }
  return pairs.reverse();
}

function runs(pairs, width, height) {
  const found = [];
  let [x, y] = [0, 0];
  for (const [atX, atY] of [...pairs, [width, height]]) {
    if (atX > x || atY > y) found.push([false, x, atX, y, atY]);
    if (atX === width && atY === height) break;
    const last = found[found.length - 1];
    if (last?.[0] && last[2] === atX && last[4] === atY) {
      last[2] += 1;
      last[4] += 1;
    } else found.push([true, atX, atX + 1, atY, atY + 1]);
    [x, y] = [atX + 1, atY + 1];
  }
  return found;
}
