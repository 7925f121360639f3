// The data of the report: what the page holds itself, and the parts beside it, read when they are needed.

const DATA = JSON.parse(document.getElementById("data").textContent);
const WORDS = DATA.words;
const RULES = DATA.rules.map(([id, name, family, summary, why, counts, files, fixable]) => ({
  id,
  name,
  family,
  summary,
  why,
  counts,
  files,
  fixable,
}));
const FAMILIES = [...new Set(RULES.map((rule) => rule.family))].sort();
const FOLDERS = DATA.folders.map(([name, files, clean, sound, counts]) => ({ name, files, clean, sound, counts }));
const PARTS = DATA.parts.map(([kind, first, name]) => ({ kind, first, name, records: null }));
const MOST_KEPT = 8; // parts with texts; older ones are read again when they are needed

{
  const inside = document.querySelectorAll("script.part");
  let at = 0;
  for (const part of PARTS) if (!part.name) part.element = inside[at++];
}

const awaited = new Map();
Object.defineProperty(window, "lintcorpusPart", {
  value: (name, records) => awaited.get(name)?.(records),
});

function load(part) {
  if (part.records) return part.records;
  if (part.element) {
    part.records = Promise.resolve(JSON.parse(part.element.textContent));
    return part.records;
  }
  part.records = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      part.records = null;
      reject(new Error(fill(WORDS.failed, { name: `${DATA.folder}/${part.name}` })));
    };
    awaited.set(part.name, resolve);
    script.addEventListener("error", fail);
    script.addEventListener("load", () => script.remove());
    script.src = `${encodeURIComponent(DATA.folder)}/${part.name}`;
    document.head.append(script);
  });
  return part.records;
}

function partsOf(kind) {
  return PARTS.filter((part) => part.kind === kind);
}

async function allOf(kind) {
  const records = [];
  for (const part of partsOf(kind)) records.push(...(await load(part)));
  return records;
}

let listing = null;
let FILES = [];
let FINDINGS = [];

/** Fills FILES and FINDINGS; both are complete when the promise holds. */
function listed() {
  listing ??= allOf("listed").then((records) => {
    FILES = records.map(([path, folder, size, language, findings], number) => {
      const file = { number, path, folder, size, language };
      file.findings = findings.map(([rule, severity, state, line, column, message, quote, fixable], index) => ({
        file,
        index,
        rule: RULES[rule],
        severity,
        state,
        line,
        column,
        message,
        quote,
        fixable,
      }));
      return file;
    });
    FINDINGS = FILES.flatMap((file) => file.findings);
  });
  return listing;
}

let kept = [];

/** The text of a file and the details of its findings. */
async function read(number) {
  const part = partsOf("read").findLast((candidate) => candidate.first <= number);
  const records = await load(part);
  if (part.name) {
    kept = [part, ...kept.filter((other) => other !== part)];
    for (const old of kept.splice(MOST_KEPT)) old.records = null;
  }
  const [text, details] = records[number - part.first];
  return {
    text,
    details: details.map(([span, frame, evidence, fixes, related, reason]) => ({
      span,
      frame,
      evidence,
      reason,
      fixes: fixes.map(([title, safety, edits, encoding]) => ({ title, safety, edits, encoding })),
      related: related.map(([path, number, line, start, end, role, quote]) => ({
        path,
        number,
        line,
        start,
        end,
        role,
        quote,
      })),
    })),
  };
}

let clustering = null;

function clustered() {
  clustering ??= allOf("clusters").then((records) =>
    records.map(([rules, places], number) => ({
      number,
      rules: rules.map((rule) => RULES[rule]),
      places: places.map(([path, file, line, start, end, match]) => ({ path, file, line, start, end, match })),
    })),
  );
  return clustering;
}
