"use strict";
// What only the history has: a search by words, component and impact. It asks for its index,
// a file a year, when someone first uses it. What is looked for stands in the address, so
// that it can be sent to others, and that the way back from an incident finds it again.
const form = document.getElementById("search");
const atOnce = 50; // how many results are added to the page

// What someone types finds words without regard to case and accents.
const folded = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// The incidents of all years, newest first, with what is searched of each.
let incidents;
const index = () => incidents ??= Promise.all(form.dataset.years.trim().split(" ").map(year)).then(years => years.flat());
async function year(name) {
	const answer = await fetch(form.dataset.index + name + ".json");
	if (!answer.ok) throw new Error(answer.statusText);
	const {components, incidents} = await answer.json();
	for (const i of incidents) {
		i.ids = (i.components ?? []).map(n => components[n]);
		i.names = i.ids.map(id => form.component.querySelector(`[value="${CSS.escape(id)}"]`)?.text ?? id).join(", ");
		i.text = folded([i.title, i.names, i.id].join(" "));
	}
	return incidents;
}

// entry puts an incident on the page, as the other lists have it.
function entry(i) {
	const item = document.getElementById("entry").content.cloneNode(true).firstChild, [line, names] = item.querySelectorAll(".meta");
	item.prepend(document.getElementById("marks").content.children[i.health].cloneNode(true));
	const link = item.querySelector("a"), time = line.querySelector("time");
	link.href = form.dataset.root + i.id + "/";
	link.textContent = i.title;
	const at = new Intl.DateTimeFormat(lang, {...full, timeZone: sites}), start = new Date(i.start);
	time.dateTime = i.start;
	if (i.end) time.dataset.end = i.end;
	time.textContent = i.end ? at.formatRange(start, new Date(i.end)) : at.format(start);
	line.querySelector("span").textContent = i.words;
	names.textContent = i.names;
	return item;
}

const found = document.getElementById("found"), results = document.getElementById("results"), more = document.getElementById("more");
const others = [...document.querySelectorAll("main > section:not(.search)")];
let asked = 0;
async function search() {
	const turn = ++asked, wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
	history.replaceState(null, "", wanted.size ? "?" + wanted : location.pathname);
	for (const section of others) section.hidden = wanted.size > 0;
	more.hidden = true;
	if (!wanted.size) return show("");
	const words = folded(wanted.get("q") ?? "").split(/\s+/), component = wanted.get("component"), impact = wanted.get("impact");
	let all;
	try { all = await index() } catch {
		incidents = null;
		for (const section of others) section.hidden = false;
		return show(form.dataset.failed);
	}
	if (turn != asked) return; // something else is looked for by now
	const fit = all.filter(i => words.every(w => i.text.includes(w)) && (!component || i.ids.includes(component)) && (!impact || i.impact == impact));
	show("");
	const next = () => {
		const from = results.children.length;
		results.append(...fit.slice(from, from + atOnce).map(entry));
		const shown = results.children.length, said = shown < fit.length ? form.dataset.first : fit.length ? form.dataset.some : form.dataset.none;
		more.hidden = shown == fit.length;
		found.textContent = said.replace("##", number(shown)).replace("#", number(fit.length));
		if (!button.hidden) times();
		return results.children[from];
	};
	more.onclick = () => next().querySelector("a").focus();
	next();
}
const number = n => n.toLocaleString(lang);
function show(words) {
	results.replaceChildren();
	found.textContent = words;
}

if (form) {
	for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
	form.oninput = search;
	form.onsubmit = e => { e.preventDefault(); search() };
	if (location.search) search();
}
