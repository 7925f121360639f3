// Light, dark, or as the system has it; remembered where the browser allows it.

const THEMES = ["auto", "light", "dark"];
const REMEMBERED = "lintcorpus-theme";

function theme() {
  const set = document.documentElement.dataset.theme;
  return THEMES.includes(set) ? set : "auto";
}

function setTheme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  document.getElementById("theme").textContent = WORDS[`theme_${name}`];
  try {
    localStorage.setItem(REMEMBERED, name);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function nextTheme() {
  setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
}

function startTheme() {
  let name = "auto";
  try {
    name = localStorage.getItem(REMEMBERED) ?? "auto";
  } catch {
    // as above
  }
  setTheme(THEMES.includes(name) ? name : "auto");
  document.getElementById("theme").addEventListener("click", nextTheme);
}
