// Every place of the page, for tests that look at all of them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { userLink } from "./visit.mjs";

const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Every view, empty and filled. */
export async function places(visit) {
  const [user] = await visit.reference.searchUsers("", 0, 1);
  const [item] = await visit.reference.popular(0, 1);
  const [wanted] = await visit.reference.recommend({ user: user.id, n: 1 });
  const id = encodeURIComponent(item.id);
  return [
    "#",
    "#view=reader",
    userLink(user),
    `${userLink(user)}&show=${encodeURIComponent(wanted.id)}`,
    `${userLink(user)}&category=${encodeURIComponent(wanted.categories[0])}&years=1800..&seen=yes`,
    "#view=you",
    "#view=you&years=..1950&diversity=40&novelty=20",
    "#view=you&author=nobody",
    "#view=similar",
    `#item=${id}`,
    `#item=${id}&show=${id}`,
    `#item=${id}&by=both&trail=${encodeURIComponent(wanted.id)}`,
    "#view=audience",
    `#view=audience&item=${id}`,
    "#view=launch",
    `#view=launch&newTitle=The&newYear=no&newCategories=${encodeURIComponent(item.categories[0])}`,
    "#user=nobody+has+this+id",
    "#view=quality",
    "#view=map",
    `#view=map&user=${encodeURIComponent(user.id)}&mark=${id}&at=0.5,0.5,3`,
    "#view=map&as=table",
  ];
}

/** Goes to a place in the page and waits until it has settled. */
export async function goTo(visit, place) {
  await visit.page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  const isSettled = (wantsDialog, view) =>
    document.querySelector("main h1") !== null &&
    document.querySelector(view) !== null &&
    document.querySelector(".placeholder, .content-loading") === null &&
    [...document.querySelectorAll(".picker-summary")].every((one) => one.textContent !== "") &&
    (document.querySelector("dialog[open] .facts") !== null) === wantsDialog;
  await visit.waitFor(isSettled, place.includes("show="), viewOf(place));
}

/** What axe-core finds wrong with the page as it is. */
export async function axeFindings(visit) {
  // Through the DevTools' own evaluation, which the page's policy does not concern.
  await visit.page.evaluate(readFileSync(axeFile, "utf8"));
  return visit.page.evaluate(async () => {
    // To axe, a link to a view ("#view=you") is one within the page, and one that is scrolled out of
    // a narrow navigation a skip link with nowhere to go. Focus brings it into sight.
    const skipLinks = { selector: 'a[href^="#"]:not(.nav-link), a[href^="/#"]:not(.nav-link)' };
    window.axe.configure({ rules: [{ id: "skip-link", ...skipLinks }] });
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** The element of a place's view: "#view=you" is drawn by <pr-you>. */
function viewOf(place) {
  const parameters = new URLSearchParams(place.slice(1));
  const implied = parameters.has("user") ? "reader" : parameters.has("item") ? "similar" : "home";
  return `pr-${parameters.get("view") ?? implied}`;
}
