// Keys that work everywhere; a view adds its own.

const ORDER = ["overview", "findings", "files", "clusters"];

function listenToKeys(view) {
  const help = document.getElementById("help");
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const field = event.target.closest?.("input, select, textarea");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (event.key === "Enter" && event.target.closest?.("a, button, summary")) return;
    const does = {
      "?": () => help.showModal(),
      "/": focusSearch,
      t: nextTheme,
      ...Object.fromEntries(ORDER.map((name, at) => [String(at + 1), () => go(name)])),
      ...view()?.keys,
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
}

function focusSearch() {
  const search = document.getElementById("search");
  if (search) {
    search.focus();
    search.select();
  } else go("findings", { focus: "search" });
}
