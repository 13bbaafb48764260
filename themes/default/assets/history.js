"use strict";
// What only the history has: a search by words, component and impact. It asks for its index,
// a file a year, when someone first uses it. What is looked for stands in the address, so
// that it can be sent to others, and that the way back from an incident finds it again.
const form = document.getElementById("search");
const atOnce = 50; // how many results are added to the page

// What someone types finds words without regard to case, accents and signs. A text begins
// with a blank, and has one between words.
const folded = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const plain = words => " " + folded(words).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
// Up to three Latin letters are found where words begin, anything else anywhere.
const wantedOf = words => words.trim().split(/\s+/).map(plain).map(w => /^ \w{1,3}$/.test(w) ? w : w.trim()).filter(Boolean);

// The incidents of each year, newest first, with what is searched of each.
let years;
const index = () => years ??= form.dataset.years.trim().split(" ").map(name => {
	const some = year(name);
	some.catch(() => {}); // the search tells of it
	return some;
});
async function year(name) {
	const answer = await fetch(form.dataset.index + name + ".json");
	if (!answer.ok) throw new Error(answer.statusText);
	const all = await answer.json(), names = new Map([...form.component.options].map(o => [o.value, o.text]));
	return all.ids.map((id, n) => {
		const title = all.titles[n], start = all.starts[n], ids = all.touched[n].map(c => all.components[c]);
		if (id > 0) id = (start.slice(0, 10) + "-" + title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-/, "")).slice(0, id);
		const touched = ids.map(id => names.get(id) ?? id).join(", ");
		return {
			id, title, start, ids, touched, end: all.ends[n], words: all.words[n], health: all.healths[n], impact: all.impacts[n],
			text: plain(title + " " + touched + " " + id),
		};
	});
}

// marked gives a text with the words that were looked for marked.
function marked(text, wanted) {
	const letters = [...text], from = [], lit = new Set();
	let all = "";
	for (const [n, letter] of [" ", ...letters].entries()) {
		const f = folded(letter).replace(/[^\p{L}\p{N}]+/gu, " ");
		if (f == " " && all.endsWith(" ")) continue;
		all += f;
		while (from.length < all.length) from.push(n - 1);
	}
	for (const w of wanted) for (let at = all.indexOf(w); at >= 0; at = all.indexOf(w, at + 1))
		for (let n = at; n < at + w.length; n++) if (all[n] != " ") lit.add(from[n]);
	const parts = [];
	for (const [n, letter] of letters.entries()) {
		if (n && lit.has(n) == lit.has(n - 1)) parts.at(-1).append(letter);
		else parts.push(Object.assign(document.createElement(lit.has(n) ? "mark" : "span"), {textContent: letter}));
	}
	return parts;
}

// entry puts an incident on the page, as the other lists have it.
const at = new Intl.DateTimeFormat(lang, {...full, timeZone: sites});
function entry(i, wanted) {
	const item = document.getElementById("entry").content.cloneNode(true).firstChild, [line, names] = item.querySelectorAll(".meta");
	item.prepend(document.getElementById("marks").content.children[i.health].cloneNode(true));
	const link = item.querySelector("a"), time = line.querySelector("time"), start = new Date(i.start);
	link.href = form.dataset.root + i.id + "/";
	link.append(...marked(i.title, wanted));
	time.dateTime = i.start;
	if (i.end) time.dataset.end = i.end;
	time.textContent = i.end ? at.formatRange(start, new Date(i.end)) : at.format(start);
	line.querySelector("span").textContent = i.words;
	names.append(...marked(i.touched, wanted));
	return item;
}

const found = document.getElementById("found"), results = document.getElementById("results"), more = document.getElementById("more");
const others = [...document.querySelectorAll("main > section:not(.search)")];
let asked = 0;
async function search() {
	const turn = ++asked, query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
	try { history.replaceState(null, "", query.size ? "?" + query : location.pathname) } catch {} // browsers refuse too many
	for (const section of others) section.hidden = query.size > 0;
	if (!query.size) return clear("");
	const wanted = wantedOf(query.get("q") ?? ""), component = query.get("component"), impact = query.get("impact");
	const fit = [];
	const fill = n => {
		results.append(...fit.slice(results.children.length, n).map(i => entry(i, wanted)));
		if (!button.hidden) times();
	};
	let first = true;
	try {
		for (const year of index()) {
			const some = (await year).filter(i => wanted.every(w => i.text.includes(w)) && (!component || i.ids.includes(component)) && (!impact || i.impact == impact));
			if (turn != asked) return; // something else is looked for by now
			if (first) clear("");
			first = false;
			fit.push(...some);
			fill(atOnce); // older years come below
		}
	} catch {
		if (turn != asked) return;
		years = null;
		for (const section of others) section.hidden = false;
		return clear(form.dataset.failed);
	}
	const tell = () => {
		const shown = results.children.length, said = shown < fit.length ? form.dataset.first : fit.length ? form.dataset.some : form.dataset.none;
		more.hidden = shown == fit.length;
		found.textContent = said.replace("##", number(shown)).replace("#", number(fit.length));
	};
	more.onclick = () => {
		const from = results.children.length;
		fill(from + atOnce);
		tell();
		results.children[from].querySelector("a").focus();
	};
	tell();
}
const number = n => n.toLocaleString(lang);
function clear(words) {
	results.replaceChildren();
	more.hidden = true;
	found.textContent = words;
}

if (form) {
	let soon;
	for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
	form.oninput = () => {
		index();
		clearTimeout(soon);
		soon = setTimeout(search, 150); // while someone types, the last letter counts
	};
	form.onsubmit = e => { e.preventDefault(); search() };
	if (location.search) search();
}
