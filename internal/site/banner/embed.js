// Says on this site what is wrong on the status page that this script comes from: a line
// at the top of the page while there is something to say.
(() => {
	"use strict";
	const base = new URL(".", document.currentScript.src), every = 120e3, key = "ownup:" + base;
	const colours = {under_maintenance: "#0a63c9", degraded_performance: "#856000", partial_outage: "#ad4a00", major_outage: "#c4262e"};
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
		:host { all: initial; display: block }
		p { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; margin: 0; padding: .6rem 1rem; font: 16px/1.4 system-ui, sans-serif; color: #fff; background: var(--colour) }
		a { color: inherit; flex: 1 }
		button { font: inherit; color: inherit; background: none; border: 1px solid; border-radius: .25rem; cursor: pointer }
		a:focus-visible, button:focus-visible { outline: 2px solid; outline-offset: 2px }
	`);
	const host = document.createElement("div"), inside = host.attachShadow({mode: "open"});
	inside.adoptedStyleSheets = [sheet];
	host.setAttribute("role", "status");

	// make gives an element with a text and attributes.
	const make = (name, text, attributes = {}) => {
		const e = Object.assign(document.createElement(name), attributes);
		e.textContent = text;
		return e;
	};

	// hidden tells whether the reader has hidden this message.
	const hidden = text => { try { return sessionStorage[key] == text } catch { return false } };

	const show = state => {
		if (!state.show || Date.now() > Date.parse(state.stale) || hidden(state.text)) return inside.replaceChildren();
		const line = make("p", "", {lang: state.language, dir: state.dir});
		line.style.setProperty("--colour", colours[state.health]);
		const hide = make("button", state.hide, {type: "button"});
		hide.onclick = () => {
			try { sessionStorage[key] = state.text } catch {}
			inside.replaceChildren();
		};
		line.append(make("strong", state.title), make("a", state.text, {href: state.url}), hide);
		inside.replaceChildren(line);
	};

	// Where the status page cannot be reached nothing is known, and nothing is said.
	const ask = async () => {
		try {
			const answer = await fetch(new URL("embed/state.json", base), {cache: "no-cache", credentials: "omit"});
			if (answer.ok) show(await answer.json());
		} catch {}
	};
	const begin = () => {
		document.body.prepend(host);
		ask();
		setInterval(() => { if (!document.hidden) ask() }, every);
	};
	if (document.body) begin(); else addEventListener("DOMContentLoaded", begin);
})();
