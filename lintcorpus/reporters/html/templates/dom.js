"use strict";
// Elements are made here, and whatever is text only ever becomes text.

// Control, bidirectional and invisible characters and lone surrogates; joiners stay, since emoji need them.
const UNSEEN = new RegExp(
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e" +
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\ud800-\\udfff\\u{e0000}-\\u{e007f}]",
  "gu",
);

function codeOf(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** The text with its unseen characters named, for places that take no elements. */
function visible(text) {
  return text.replace(UNSEEN, (character) => `<${codeOf(character)}>`);
}

/** Append text; an unseen character becomes a chip with its name. */
function say(parent, text) {
  let at = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found.index > at) parent.append(text.slice(at, found.index));
    const chip = document.createElement("span");
    chip.className = "unseen";
    chip.textContent = codeOf(found[0]);
    parent.append(chip);
    at = found.index + found[0].length;
  }
  if (at < text.length) parent.append(text.slice(at));
  return parent;
}

/** An element with attributes, or handlers where the value is a function, and children; null children are left out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) element.append(child);
    else say(element, String(child));
  }
  return element;
}

/** Text of an article within a sentence or a table: it keeps its language and its direction to itself. */
function quoted(text, language, className = "") {
  return make("bdi", { class: className || null, lang: language && language !== "und" ? language : null }, text);
}

function shape(severity) {
  return [
    make("span", { class: `shape s${severity}`, "aria-hidden": "true" }),
    make("span", { class: "hidden" }, WORDS.severities[severity]),
  ];
}

function replaceAll(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child));
}
