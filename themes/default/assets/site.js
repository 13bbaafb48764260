"use strict";
// Without this script every page is complete and true for the moment it was made. It moves
// what the clock moves, tells times in the visitor's zone, and opens the days of a strip.
const each = (query, f) => document.querySelectorAll(query).forEach(f);
const root = document.documentElement, lang = root.dataset.intl;

// What began, or will, says since when; what holds only for a while, until when. What reads
// otherwise from a moment on says how: a line for each, with the moment, a "!" where the words
// are bad news, and the words, with a "#" for the time that stands in them.
const units = [["day", 864e5], ["hour", 36e5], ["minute", 6e4]];
const relative = new Intl.RelativeTimeFormat(lang);
let timer;
function tick() {
	clearTimeout(timer);
	const now = Date.now();
	let next = now + 2e4;
	const past = moment => {
		const t = Date.parse(moment);
		if (t > now) next = Math.min(next, t);
		return t <= now;
	};
	each("[data-then]", e => {
		const lines = e.dataset.then.split("\n");
		let said;
		while (lines.length && past(lines[0].split(/!? /, 1)[0])) said = lines.shift();
		if (!said) return;
		e.dataset.then = lines.join("\n");
		const [, late, before, after] = /^\S+?(!?) ([^#]*)#?(.*)/.exec(said);
		e.classList.toggle("late", !!late);
		const time = said.includes("#") && (e.querySelector("time") ?? document.querySelector(".made time")?.cloneNode(true));
		e.replaceChildren(before, time || "", after);
	});
	each("[data-until]", e => { if (past(e.dataset.until)) e.hidden = true });
	each("[data-since]", e => {
		if (e.dataset.after && !past(e.dataset.after)) return;
		const by = Date.parse(e.dataset.since) - now, unit = units.find(u => Math.abs(by) >= u[1]);
		if (unit) e.textContent = relative.format(Math.trunc(by / unit[1]), unit[0]);
	});
	timer = setTimeout(tick, next - now + 50);
}
tick();

// Times in the visitor's zone, or in the site's again.
const hm = {hour: "2-digit", minute: "2-digit", hourCycle: "h23"}, zoned = {...hm, timeZoneName: "short"};
const full = {...zoned, day: "numeric", month: "long", year: "numeric"}, short = {...zoned, weekday: "short", day: "numeric", month: "short"};
const forms = {clock: hm, zoned, short, full};
const button = document.getElementById("zone"), sites = button?.dataset.zone;
let here = true;
try { here = localStorage.zone != "site" } catch {}
const writers = {};
function times() {
	each("time[data-form]", e => {
		const d = e.dataset, at = new Date(e.dateTime), f = writers[d.form] ??= new Intl.DateTimeFormat(lang, forms[d.form]);
		d.text ??= e.textContent;
		e.textContent = !here ? d.text : d.end ? f.formatRange(at, new Date(d.end)) : f.format(at);
	});
	button.textContent = here ? button.dataset.there : button.dataset.here;
}
if (button && Intl.DateTimeFormat().resolvedOptions().timeZone != sites) {
	button.hidden = false;
	button.onclick = () => {
		here = !here;
		try { localStorage.zone = here ? "here" : "site" } catch {}
		times();
	};
	times();
}

// The days of a drawing: arrow keys walk them, a pointer chooses one, Escape closes. A
// geometry says how they lie: the outline of a day, the day at a place, given in parts of
// width and height, and how far each key goes.
function walkable(list, {outline, at, steps}) {
	const {days, today, quiet, incidents, root} = list.dataset, names = incidents?.split("\n");
	const dateOf = n => new Date(Date.parse(today) + (n + 1 - days) * 864e5);
	const panel = document.createElement("div");
	panel.className = "panel";
	panel.setAttribute("role", "status");
	let open, day;
	const close = () => { panel.remove(); open?.querySelector(".mark").remove(); open = null };
	function show(row, n) {
		n = Math.max(0, Math.min(days - 1, n));
		if (row == open && n == day) return;
		if (row != open) {
			close();
			open = row;
			row.querySelector("svg").append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
			row.querySelector("svg").lastChild.setAttribute("class", "mark");
			row.parentNode.append(panel);
		}
		day = n;
		row.querySelector(".mark").setAttribute("d", outline(n));
		const said = (row.dataset.said || "").split("\n").map(l => /^(\d+)-(\d+) (\S+) (.*)/.exec(l)).find(m => m && m[1] <= n && n <= m[2]);
		const title = document.createElement("b");
		title.textContent = new Intl.DateTimeFormat(lang, {dateStyle: "full", timeZone: "UTC"}).format(dateOf(n));
		panel.replaceChildren(title, " · ", said ? said[4] : quiet);
		if (said?.[3] == "=") lead(row.href.split("#")[0] + "#d" + dateOf(n).toISOString().slice(0, 10), list.dataset.day);
		else if (said && said[3] != "-") for (const k of said[3].split(",")) {
			const [id, ...words] = names[k].split(" ");
			lead(root + id + "/", words.join(" "));
		}
	}
	function lead(to, words) {
		const a = document.createElement("a"), p = document.createElement("p");
		a.href = to;
		a.textContent = words;
		p.append(a);
		panel.append(p);
	}
	const rtl = document.dir == "rtl";
	const dayAt = (row, e) => {
		const box = row.querySelector("svg").getBoundingClientRect(), part = (e.clientX - box.left) / box.width;
		return at(rtl ? 1 - part : part, (e.clientY - box.top) / box.height);
	};
	for (const strip of list.querySelectorAll(".window")) {
		const row = strip.closest("a"), item = row?.parentNode;
		if (!row) continue; // of a folded group
		strip.onpointermove = e => { if (e.pointerType == "mouse") show(row, dayAt(row, e)) };
		strip.onclick = e => { e.preventDefault(); show(row, dayAt(row, e)) };
		item.onpointerleave = e => { if (e.pointerType == "mouse") close() };
		item.onfocusout = e => { if (!item.contains(e.relatedTarget)) close() };
		item.onkeydown = e => {
			if (e.key == "Escape") { row.focus(); close() }
			else if (steps[e.key] && e.target == row) {
				e.preventDefault();
				const by = rtl && /Left|Right/.test(e.key) ? -steps[e.key] : steps[e.key];
				show(row, row == open ? day + by : days - 1);
			}
		};
	}
}
function strips() {
	const list = document.querySelector(".components[data-days]"), days = +list?.dataset.days;
	if (list) walkable(list, {
		outline: n => `M${n - .1} 0h1v24h-1z`,
		at: x => Math.floor(x * days),
		steps: {ArrowLeft: -1, ArrowRight: 1, Home: -days, End: days},
	});
}
strips();

// Who follows a link to a folded part wants to see it.
const unfold = () => document.getElementById(location.hash.slice(1))?.closest("summary")?.parentNode.setAttribute("open", "");
unfold();
addEventListener("hashchange", unfold);

// What news.js brings in is set up like the first.
document.addEventListener("renewed", () => {
	tick();
	strips();
	if (!button.hidden) times();
});

// Where something goes on, news.js looks for more of it from the first minute on.
const news = document.querySelector(".news");
if (news) setTimeout(() => {
	const script = document.createElement("script");
	script.src = news.dataset.script;
	document.head.append(script);
}, 6e4);
