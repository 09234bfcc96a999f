/* Makes the sheet on the page one that can be filled in. All words stand in the page. Nothing is asked
   for but the address that answers are sent to, if there is one. */
"use strict";
const byId = (id) => document.getElementById(id);
const form = byId("survey");
const field = (name) => form.elements[name].value;
const say = (name, values = {}) =>
  fill(byId("words").querySelector(`[data-say="${name}"]`).textContent, values);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const find = (what) => [...form.querySelectorAll(what)];
const make = (tag) => document.createElement(tag);
const on = (node, what, act) => node.addEventListener(what, act);
const click = (id, act) => on(byId(id), "click", act);
const show = (node, is = true) => node && (node.hidden = !is);

const [unit, supplier] = [byId("unit"), byId("supplier")];
const isCompany = !unit;
const [errors, next, back, review] = ["errors", "next", "back", "review"].map(byId);
const [thanks, ...frame] = ["done", "tools", "steps", "more"].map(byId);
const parts = find(".part").filter((part) => part !== thanks);
const rated = find("fieldset.item");
const comments = find(".part textarea[name]");
const idOf = (node) => node.id.slice(2);
const radios = (node) => [...node.querySelectorAll("input")];
const heading = (node) => node.labels?.[0] ?? node.firstElementChild;
const labelOf = (node) => heading(node).textContent;
const titleOf = (part) => part?.querySelector("h2").textContent;
const chosen = (node) => radios(node).find((radio) => radio.checked);

/* What is kept in the browser: the id, whom it has answered about, and a draft for each supplier. */
const place = ["rapportage", field("survey"), field("wave"), field("audience")].join("/");
const store = (which, value) => {
  try {
    if (value === undefined) return window[which].getItem(place);
    window[which].setItem(place, value);
    return true;
  } catch {
    return null;
  }
};
const hex = (byte) => byte.toString(16).padStart(2, "0");
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map(hex).join("");
const newState = () => ({ id: newId(), done: [], drafts: {} });
const read = () => {
  try {
    const kept = JSON.parse(store("localStorage"));
    return kept.id && kept.done && kept.drafts ? kept : null;
  } catch {
    return null;
  }
};

/* The link says who answers about whom. A reload without it still knows. */
const hash = location.hash.includes("=") ? location.hash.slice(1) : "";
if (hash) store("sessionStorage", hash);
const link = new URLSearchParams(hash || store("sessionStorage") || "");
const has = (select, id) => [...select.options].some((option) => option.value === id);
const choice = (select) => select.selectedOptions[0].textContent.trim();

const progress = byId("progress").textContent;
let state = read() ?? newState();
let about = "";
let at = 0;
let all = false;
let skipped = null;

const keep = () => store("localStorage", JSON.stringify(state));
const tell = (name) => (byId("status").textContent = name ? say(name) : "");
const save = () => {
  const draft = { unit: unit?.value ?? "", at, answers: {}, comments: {} };
  for (const node of rated) if (chosen(node)) draft.answers[idOf(node)] = chosen(node).value;
  for (const node of comments) if (node.value) draft.comments[idOf(node)] = node.value;
  state.drafts[about] = draft;
  tell(keep() ? "saved" : "refused");
  count();
};
const load = () => {
  const draft = state.drafts[about] ?? { answers: {}, comments: {}, unit: "", at: 0 };
  for (const node of rated)
    for (const radio of radios(node)) radio.checked = radio.value === draft.answers[idOf(node)];
  for (const node of comments) node.value = draft.comments[idOf(node)] ?? "";
  if (unit && !unit.hidden) unit.value = draft.unit;
  return draft;
};

/* Whoever came by a link is told what it says and need not choose. */
const ask = (select, is = true) => {
  const told = select.nextElementSibling;
  told.textContent = choice(select);
  show(select, is);
  show(told, !is);
};
const give = (select, id) => {
  if (!has(select, id)) return false;
  select.value = id;
  ask(select, false);
  return true;
};

/* Where one is. */
const count = () => {
  const done = rated.filter(chosen).length;
  const values = { at: at + 1, of: parts.length, done, all: rated.length };
  byId("progress").textContent = fill(progress, values);
  byId("bar").value = rated.length ? done / rated.length : 0;
};
const go = (to, focus = true) => {
  at = Math.max(0, Math.min(to, parts.length - 1));
  const last = parts.length - 1;
  parts.forEach((part, here) => show(part, all ? (here === last) === (at === last) : here === at));
  show(errors, false);
  show(back, at > 0 && !(all && at < last));
  const name = at === last ? "finish" : all || at === last - 1 ? "review" : at ? "next" : "start";
  next.textContent = say(name, { part: titleOf(parts[at + 1]) });
  if (at === last) listAnswers();
  count();
  if (focus) parts[at].querySelector("h2").focus();
};
const jump = (node) => {
  if (!all && !parts[at].contains(node)) go(parts.findIndex((part) => part.contains(node)), false);
  const first = node.matches("select, textarea") ? node : chosen(node) ?? radios(node)[0];
  first.focus();
};

/* Who answers must be said; anything else may be left out knowingly. */
const mark = (node, text) => {
  const mistake = make("p");
  mistake.className = "mistake";
  mistake.id = `${node.id}-mistake`;
  mistake.textContent = text;
  heading(node).after(mistake);
  node.setAttribute("aria-describedby", mistake.id);
  if (node.matches("select")) node.setAttribute("aria-invalid", "true");
};
const unmark = () => {
  for (const mistake of find(".mistake")) mistake.remove();
  for (const name of ["aria-describedby", "aria-invalid"])
    for (const node of find(`[${name}]`)) node.removeAttribute(name);
};
const complain = (found, mayGoOn) => {
  const list = errors.querySelector("ul");
  list.replaceChildren();
  for (const [node, name] of found) {
    mark(node, say(name));
    const way = make("a");
    way.href = `#${node.id}`;
    way.textContent = name === "missing" ? labelOf(node) : say(name);
    on(way, "click", (event) => {
      event.preventDefault();
      jump(node);
    });
    const line = make("li");
    line.append(way);
    list.append(line);
  }
  show(errors.querySelector("p"), !!mayGoOn);
  show(errors);
  errors.focus();
};
const wrong = () =>
  [
    unit && !unit.value && [unit, "need_unit"],
    isCompany && !supplier.value && [supplier, "need_company"],
    supplier && state.done.includes(supplier.value) && [supplier, "repeated"],
  ].filter(Boolean);
const forward = () => {
  unmark();
  const must = wrong();
  if (must.length) {
    if (at) go(0, false);
    return complain(must);
  }
  if (parts[at] === review) return finish();
  const open = rated.filter((node) => (all || parts[at].contains(node)) && !chosen(node));
  const here = all ? "all" : at;
  if (open.length && skipped !== here) {
    skipped = here;
    return complain(open.map((node) => [node, "missing"]), true);
  }
  skipped = null;
  go(all ? parts.length - 1 : at + 1);
  save();
};

/* Everything once more, a heading a part. */
const line = (list, term, text) => {
  const [row, name, value] = ["div", "dt", "dd"].map(make);
  name.textContent = term;
  value.textContent = text;
  row.append(name, value);
  list.append(row);
};
const words = (radio) => radio.parentElement.textContent.trim().replace(/\s+/g, " ");
const listAnswers = () => {
  const out = byId("answers");
  out.replaceChildren();
  parts.forEach((part, to) => {
    const list = make("dl");
    for (const select of part.querySelectorAll("select")) line(list, labelOf(select), choice(select));
    for (const node of part.querySelectorAll(".item")) {
      const comment = node.querySelector("textarea");
      const radio = chosen(node);
      if (!comment) line(list, labelOf(node), radio ? words(radio) : say("no_answer"));
      else if (comment.value.trim()) line(list, labelOf(comment), comment.value);
    }
    if (!list.children.length) return;
    const [title, change] = ["h3", "button"].map(make);
    title.textContent = titleOf(part);
    change.type = "button";
    change.textContent = say("change");
    change.setAttribute("aria-label", `${say("change")}: ${title.textContent}`);
    on(change, "click", () => {
      all = false;
      tellAll();
      go(to);
    });
    out.append(title, list, change);
  });
};

/* The answer file. JSON writes texts as TOML does, but for two kinds of letters. */
const quote = (text) =>
  JSON.stringify(text.toWellFormed ? text.toWellFormed() : text).replace(/\x7f/g, "");
const toml = () => {
  const head = ["survey", "wave", "form", "language"].map((name) => `${name} = ${quote(field(name))}`);
  const who = [`id = ${quote(state.id)}`, `audience = ${quote(field("audience"))}`];
  if (unit) who.push(`unit = ${quote(unit.value)}`);
  if (supplier?.value) who.push(`supplier = ${quote(supplier.value)}`);
  const answers = rated.filter(chosen).map((node) => {
    const { value } = chosen(node);
    return `${idOf(node)} = ${value === "na" ? '"na"' : value}`;
  });
  const texts = comments
    .filter((node) => node.value.trim())
    .map((node) => `${idOf(node)} = ${quote(node.value.trim())}`);
  const table = (name, lines) => (lines.length ? ["", `[response.${name}]`, ...lines] : []);
  return [...head, "", "[[response]]", ...who, ...table("answers", answers), ...table("comments", texts), ""]
    .join("\n");
};

const outcome = (name, values) => (byId("outcome").textContent = say(name, values));
const offer = (file) => {
  const name = `${field("survey")}-${field("wave")}-${state.id}.toml`;
  const way = byId("save");
  way.href = URL.createObjectURL(new Blob([file], { type: "application/toml" }));
  way.download = name;
  byId("text").value = file;
  show(byId("file"));
  return name;
};
const settle = () => {
  if (!state.done.includes(about)) state.done.push(about);
  delete state.drafts[about];
  keep();
  offerMore();
};
const offerMore = () => {
  show(byId("another"), !isCompany && free().length > 0);
  show(byId("fresh"));
};
const end = () => {
  for (const part of [...parts, ...frame, errors]) show(part, false);
  show(thanks);
  byId("done-title").focus();
};
const finish = () => {
  const file = toml();
  end();
  if (field("endpoint")) return send(file);
  const name = offer(file);
  byId("save").click();
  outcome("in_file", { file: name });
  settle();
};
const send = async (file) => {
  show(byId("retry"), false);
  show(byId("file"), false);
  outcome("sending");
  const headers = { "Content-Type": "text/plain;charset=utf-8" };
  if (link.get("token")) headers.Authorization = `Bearer ${link.get("token")}`;
  let status = 0;
  try {
    const options = { method: "POST", body: file, headers, credentials: "omit", referrerPolicy: "no-referrer" };
    status = (await fetch(field("endpoint"), options)).status;
  } catch {
    /* nothing came back */
  }
  if (status >= 200 && status < 300) {
    outcome("arrived");
    return settle();
  }
  const mayTry = !status || status === 429 || status >= 500;
  offer(file);
  outcome(mayTry ? "not_sent" : "not_taken");
  show(byId("retry"), mayTry);
  byId("retry").onclick = () => send(file);
  byId("save").onclick = settle;
};

/* Another round: about somebody else by the same person, or by somebody else. */
const free = () =>
  supplier ? [...supplier.options].filter((option) => !state.done.includes(option.value)) : [];
const restart = () => {
  about = supplier?.value ?? "";
  skipped = null;
  load();
  for (const part of frame) show(part);
  show(thanks, false);
  go(0);
};
click("another", () => {
  ask(supplier);
  supplier.value = free()[0]?.value ?? "";
  restart();
  supplier.focus();
});
click("fresh", () => {
  state = newState();
  keep();
  restart();
});

const tellAll = () => byId("all").setAttribute("aria-pressed", String(all));
click("all", () => {
  all = !all;
  tellAll();
  go(parts[at] === review ? 0 : at, false);
});
click("print", () => window.print());
click("clear", () => {
  delete state.drafts[about];
  keep();
  unmark();
  load();
  go(0);
  tell("cleared");
});
click("copy", () => {
  byId("text").select();
  document.execCommand("copy");
  byId("copied").textContent = say("copied");
});
on(back, "click", () => go(all ? 0 : at - 1));
on(form, "submit", (event) => {
  event.preventDefault();
  forward();
});
on(form, "input", (event) => {
  if (event.target === supplier) {
    delete state.drafts[about];
    about = supplier.value;
  }
  event.target.closest(".item")?.querySelector(".mistake")?.remove();
  save();
});

/* A digit chooses an answer and leads on, as soon as no longer number could be meant. */
let typed = "";
const after = (item) => {
  const shown = find(".item").filter((one) => one.offsetParent);
  const following = shown[shown.indexOf(item) + 1];
  const to = following && (following.querySelector("textarea") ?? chosen(following) ?? radios(following)[0]);
  (to ?? next).focus();
};
on(form, "focusin", () => (typed = ""));
on(form, "keydown", (event) => {
  const item = event.target.closest("fieldset.item");
  if (!item || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9-]$/.test(event.key)) return;
  event.preventDefault();
  const values = radios(item).map((radio) => radio.value);
  const longer = values.filter((one) => one.startsWith(typed + event.key));
  const value = event.key === "-" ? "na" : longer.length ? typed + event.key : event.key;
  const radio = radios(item)[values.indexOf(value)];
  if (!radio) return;
  radio.checked = true;
  radio.focus();
  typed = value;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  if (!values.some((one) => one !== value && one.startsWith(value))) after(item);
});
on(window, "hashchange", () => {
  if (location.hash.includes("=")) location.reload();
});
/* Tabs share a draft. Whoever is done stays: the file may not be saved yet. */
on(window, "storage", ({ key }) => {
  if (key === place && thanks.hidden) location.reload();
});

/* Begin. */
for (const way of document.querySelectorAll("a[hreflang]"))
  on(way, "click", () => {
    if (String(link)) way.hash = String(link);
  });
for (const part of frame) show(part);
show(form.querySelector(".keys"));
const unknown = [unit, supplier].find((one) => link.get(one?.id) && !give(one, link.get(one.id)));
about = supplier?.value ?? "";
if (!link.get("supplier") && supplier && Object.keys(state.drafts).length && !state.drafts[about]) {
  const draft = Object.keys(state.drafts).find((one) => has(supplier, one));
  if (draft) about = supplier.value = draft;
}
const draft = load();
if (state.done.includes(about) || (state.done.length && !supplier)) {
  end();
  outcome("done_before");
  offerMore();
} else {
  go(draft.at ?? 0, false);
  if (state.drafts[about]) tell("resumed");
  if (unknown) {
    go(0, false);
    complain([[unknown, "unknown_link"]]);
  }
}
