// Shows the view that the address names.

const VIEWS = {
  overview: overviewView,
  findings: findingsView,
  files: filesView,
  clusters: clustersView,
  article: articleView,
};

let shown = null;
let turn = 0;

async function show(moved) {
  const mine = (turn += 1);
  const { view, query } = place();
  const main = document.getElementById("main");
  const name = view in VIEWS ? view : "overview";
  const focus = query.get("focus") === "search";
  query.delete("focus");
  let made;
  const waiting = setTimeout(() => announce(WORDS.loading), 300);
  try {
    made = await VIEWS[name](query);
  } catch (error) {
    made = {
      element: make("div", { class: "page" }, make("p", { class: "problem", role: "alert" }, error.message)),
      title: name,
    };
  }
  clearTimeout(waiting);
  if (mine !== turn) return; // another view was asked for meanwhile
  shown = made;
  main.replaceChildren(made.element);
  document.title = `${made.title} · lintcorpus`;
  for (const link of document.querySelectorAll("nav a")) {
    const on = link.dataset.view === name || (name === "article" && link.dataset.view === "findings");
    if (on) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  window.scrollTo(0, 0);
  if (moved) (focus ? document.getElementById("search") : main.querySelector("h1"))?.focus({ preventScroll: true });
  await made.shown?.();
  document.documentElement.dataset.ready = "true";
}

startTheme();
listenToKeys(() => shown);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the fragment names the view
  document.getElementById("main").focus();
});
addEventListener("hashchange", () => show(true));
show(false);
