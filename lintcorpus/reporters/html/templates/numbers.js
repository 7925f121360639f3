// Numbers and sentences in the language of the page.

const NUMBER = new Intl.NumberFormat(DATA.language);
const PERCENT = new Intl.NumberFormat(DATA.language, { style: "percent", maximumFractionDigits: 1 });
const DENSITY = new Intl.NumberFormat(DATA.language, { maximumFractionDigits: 1 });
const COLLATOR = new Intl.Collator(DATA.language, { numeric: true });

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? NUMBER.format(value) : value;
  });
}

function folderName(folder) {
  return folder.name || WORDS.top_folder;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function announce(text) {
  document.getElementById("said").textContent = text;
}
