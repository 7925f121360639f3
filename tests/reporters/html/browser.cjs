// Drives Chromium through a report and prints what it saw as JSON; test_browser.py judges it.
//
// node browser.cjs CHROMIUM FOLDER_OF_PACKAGES PAGE TOUR [FOLDER_OF_PICTURES]

const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [, , chromium, packages, file, tour, pictures] = process.argv;
const playwright = require(path.join(packages, "playwright-core"));
const axe = path.join(packages, "axe-core", "axe.min.js");
const seen = { requests: [], complaints: [], axe: [], pictures: [] };
const url = pathToFileURL(file).href;

async function opened(browser, options = {}, hash = "") {
  // axe is added by the test; the page itself forbids what is not its own, so only here the policy is passed over.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 850 },
    bypassCSP: options.audited ?? false,
    ...options,
  });
  const page = await context.newPage();
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && seen.complaints.push(message.text()),
  );
  page.on("pageerror", (error) => seen.complaints.push(String(error.stack)));
  page.on("dialog", (dialog) => {
    seen.complaints.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(url + hash);
  await ready(page);
  return page;
}

async function ready(page) {
  await page.waitForSelector("html[data-ready]");
  await page.waitForTimeout(100);
}

async function go(page, hash) {
  await page.evaluate((next) => {
    delete document.documentElement.dataset.ready;
    location.hash = next;
  }, hash);
  await ready(page);
}

const textOf = (page, selector) => page.locator(selector).first().innerText();
const view = (page) => page.evaluate(() => location.hash.slice(1).split("?")[0] || "overview");
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const rows = (page) => page.locator("tbody tr").count();

const TOURS = {
  async reading(browser) {
    const page = await opened(browser);
    seen.opened = await page.evaluate(() => performance.now());
    seen.headings = await page.locator("h2").allInnerTexts();
    seen.language = await page.getAttribute("html", "lang");

    await page.keyboard.press("/");
    await ready(page);
    seen.searching = await page.evaluate(() => document.activeElement.id);
    seen.all = await rows(page);
    await page.keyboard.type("full-width");
    await page.waitForTimeout(400);
    seen.byText = await page.locator("tbody tr").allInnerTexts();
    await page.keyboard.press("Escape");
    seen.left = await page.evaluate(() => document.activeElement.id);
    await page.locator("form.filters button").click();
    seen.cleared = await rows(page);
    await page.locator("form.filters select").first().selectOption("LNK001");
    seen.byRule = await page.locator("tbody td.rule").allInnerTexts();
    await page.locator("form.filters button").click();
    await page.locator("form.filters input").nth(1).fill("tide-mill");
    await page.waitForTimeout(400);
    seen.byFile = await page.locator("tbody td.where").allInnerTexts();
    await page.locator("form.filters button").click();
    await page.locator("thead button").nth(1).click();
    seen.sorted = await page.locator("tbody td.rule").allInnerTexts();
    await page.locator("thead button").nth(1).click();
    seen.sortedBack = await page.locator("tbody td.rule").allInnerTexts();
    seen.sortSaid = await page.locator("th[aria-sort]").getAttribute("aria-sort");

    await go(page, "#findings?rule=LNK001");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await page.evaluate(() => document.activeElement.querySelector(".where").innerText);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".panel .detail h2");
    await page.waitForTimeout(200);
    seen.second = second;
    seen.title = await page.title();
    seen.article = {
      view: await view(page),
      heading: await textOf(page, "h1"),
      detail: await textOf(page, ".detail"),
      position: await textOf(page, ".steps .count"),
      marked: (await page.locator("mark.current").allInnerTexts()).join("\n"),
      lang: await page.getAttribute("article.text", "lang"),
      visible: await page
        .locator("mark.current")
        .first()
        .evaluate((mark) => {
          const box = mark.getBoundingClientRect();
          return box.top > 40 && box.bottom < innerHeight;
        }),
    };
    seen.fix = {
      before: await textOf(page, "pre.before"),
      after: await textOf(page, "pre.after"),
      del: await page.locator("pre.before del").count(),
    };
    await page.keyboard.press("j");
    await page.waitForTimeout(200);
    seen.nextPosition = await textOf(page, ".steps .count");
    await page.keyboard.press("k");
    await page.waitForTimeout(200);
    seen.previousPosition = await textOf(page, ".steps .count");
    await page.keyboard.press("Escape");
    await page.waitForSelector("form.filters");
    await page.waitForTimeout(100);
    seen.backAt = await page.evaluate(() => location.hash);
    seen.backRow = await page.evaluate(() => document.activeElement.querySelector(".where")?.innerText);

    await page.keyboard.press("?");
    seen.help = await page.locator("dialog").isVisible();
    await page.keyboard.press("Escape");
    seen.helpClosed = !(await page.locator("dialog").isVisible());

    const themes = [await paper(page)];
    for (let turn = 0; turn < 3; turn += 1) {
      await page.keyboard.press("t");
      themes.push(await paper(page));
    }
    seen.themes = themes;
    await page.locator("#theme").click();
    await page.locator("#theme").click();
    await page.reload();
    await ready(page);
    seen.rememberedTheme = await paper(page);

    await page.keyboard.press("4");
    await page.waitForSelector(".comparison");
    seen.clusters = {
      places: await page.locator(".clusters tbody tr").count(),
      cells: await page.locator(".comparison .cell").count(),
    };
    await page.keyboard.press("3");
    await page.waitForSelector(".heatmap tbody tr");
    seen.heat = await page
      .locator(".heatmap td.h1, .heatmap td.h2, .heatmap td.h3, .heatmap td.h4, .heatmap td.h5")
      .count();
    await page.locator(".heatmap td.heat a").first().click();
    await page.waitForSelector(".detail h2");
    seen.fromHeat = await view(page);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".heatmap tbody tr:focus");
    seen.backAtHeat = await page.evaluate(() => location.hash);
    const dark = await opened(browser, { colorScheme: "dark" });
    seen.darkBySystem = await paper(dark);
  },

  async audit(browser) {
    for (const colorScheme of ["light", "dark"])
      for (const width of [1280, 390]) {
        const page = await opened(browser, { audited: true, colorScheme, viewport: { width, height: 844 } });
        await page.addScriptTag({ path: axe });
        for (const hash of [
          "#overview",
          "#findings",
          "#files",
          "#clusters",
          "#article?f=0&n=0",
          "#article?f=5&n=0",
          "help",
        ]) {
          if (hash === "help") await page.locator("#help-button").click();
          else await go(page, hash);
          const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
          for (const fault of found.violations) {
            seen.axe.push({
              where: `${hash} ${colorScheme} ${width}`,
              id: fault.id,
              impact: fault.impact,
              nodes: fault.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
            });
          }
          seen.audited = (seen.audited ?? 0) + found.passes.length;
          seen.wide = Math.max(
            seen.wide ?? 0,
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          );
          if (pictures)
            await page.screenshot({
              path: path.join(pictures, `${hash.replace(/\W+/g, "-")}-${width}-${colorScheme}.png`),
            });
        }
        await page.context().close();
      }
  },

  async parts(browser) {
    const page = await opened(browser, {}, "#article?f=3&n=0");
    seen.first = await page.locator("article.text").textContent();
    await go(page, "#article?f=25&n=0");
    seen.last = await textOf(page, "h1");
    seen.mark = (await page.locator("mark.current").allInnerTexts()).join("");
    await page.route("**/*.js", (route) => route.abort());
    const broken = await page.context().newPage();
    await broken.route("**/*.js", (route) => route.abort());
    await broken.goto(`${url}#article?f=3&n=0`);
    await broken.waitForSelector("[role=alert]");
    seen.alert = await textOf(broken, "[role=alert]");
  },

  async hostile(browser) {
    const page = await opened(browser);
    const elements = [];
    for (const hash of [
      "#overview",
      "#findings",
      "#files",
      "#clusters",
      "#article?f=0&n=0",
      "#findings?state=all&q=%3Cscript%3E",
    ]) {
      await go(page, hash);
      elements.push(
        await page.evaluate(
          () =>
            [
              ...document.querySelectorAll(
                "main script, main img, main iframe, main style, main object, main [onerror], main [onclick]",
              ),
            ].length,
        ),
      );
    }
    seen.foreign = elements;
    await go(page, "#article?f=0&n=0");
    seen.text = await page.locator("article.text .said").allTextContents();
    seen.detail = await textOf(page, ".detail");
    seen.hacked = await page.evaluate(() => [window.hacked ?? null, {}.hacked ?? null]);
    // An element that an attack would make does nothing under this policy.
    seen.injected = await page.evaluate(async () => {
      const holder = document.createElement("div");
      holder.innerHTML =
        "<img src=x onerror='window.hacked = 1'><style>body { color: rgb(1, 2, 3) !important }</style>";
      document.body.append(holder);
      await new Promise((done) => setTimeout(done, 300));
      const color = getComputedStyle(document.body).color;
      holder.remove();
      return [window.hacked ?? null, color === "rgb(1, 2, 3)"];
    });
  },
};

(async () => {
  const browser = await playwright.chromium.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    await TOURS[tour](browser);
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(seen));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
