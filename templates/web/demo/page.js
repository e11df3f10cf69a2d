// Renews the page when something happened, and sends its forms without losing the place.
// The page works without this file; everything shown is made by the server.
"use strict";

const PARTS = ["clock", "steps", "mails", "letter", "reply", "source", "receipt", "calendars"];
const CALM = 2000; // milliseconds between two looks
const EAGER = 500; // while an answer is awaited
const said = document.getElementById("said");
let eagerUntil = 0;

function known() {
  return new Set([...document.querySelectorAll("[data-mail]")].map((link) => link.dataset.mail));
}

// A part stays when a person is in the middle of it, or when it shows the same thing.
function keeps(old, fresh) {
  if (old.outerHTML === fresh.outerHTML) return true;
  if (old.id === "letter") return old.dataset.key === fresh.dataset.key;
  const draft = old.querySelector("textarea");
  const typing = draft && (draft === document.activeElement || draft.value !== draft.defaultValue);
  return Boolean(typing) && old.dataset.key === fresh.dataset.key;
}

function swap(page, sent) {
  const before = known();
  dress(page);
  for (const id of PARTS) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (id === "mails") fresh.open = old.open;
    if ((sent && id === "reply") || !keeps(old, fresh)) old.replaceWith(fresh);
  }
  document.body.dataset.version = page.body.dataset.version;
  const news = [...document.querySelectorAll("[data-mail]")].filter((link) => !before.has(link.dataset.mail));
  for (const link of news) link.classList.add("fresh");
  return news;
}

async function look() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  if (!answer.ok) return;
  const news = swap(new DOMParser().parseFromString(await answer.text(), "text/html"), false);
  if (!news.length) return;
  const [first] = news;
  const words = (name) => first.querySelector(name).textContent;
  const more = news.length > 1 ? `, and ${news.length - 1} more` : "";
  said.textContent = `New mail for ${words(".to")}: ${words(".subject")}${more}`;
}

async function watch() {
  try {
    const { version } = await (await fetch("/demo/state.json", { cache: "no-store" })).json();
    if (version !== document.body.dataset.version) await look();
  } catch {
    said.textContent = "The demo does not answer. If you stopped it, start it again and load this page anew.";
  }
  setTimeout(watch, Date.now() < eagerUntil ? EAGER : CALM);
}

async function send(event) {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const text = await answer.text();
    if (answer.ok) {
      const page = new DOMParser().parseFromString(text, "text/html");
      history.replaceState(null, "", new URL(answer.url).pathname + new URL(answer.url).search);
      swap(page, true);
      said.textContent = page.getElementById("said").textContent;
    } else {
      said.textContent = text;
    }
  } catch {
    said.textContent = "The demo does not answer. If you stopped it, start it again.";
  }
  eagerUntil = Date.now() + 15000;
  for (const button of buttons) button.disabled = false;
}

async function copy(button) {
  const input = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(input.value);
    said.textContent = "The address is copied.";
  } catch {
    input.select();
    said.textContent = "The address is marked: copy it with your keyboard.";
  }
}

// What only makes sense with scripts is hidden until now.
function dress(page) {
  for (const button of page.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("submit", send);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
if (matchMedia("(max-width: 820px)").matches) document.getElementById("mails").open = false;
dress(document);
setTimeout(watch, EAGER);
