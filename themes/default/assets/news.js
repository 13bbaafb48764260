"use strict";
// While something goes on and the page is seen, this looks for a newer build each minute. It
// brings the page in without moving what is being read: at once for who is at its top, for
// others when they ask for it. A failure is no news; the next minute tries again. See site.js,
// which loads it.
{
	const every = 6e4;
	let made = Date.parse(news.dataset.made), asked = 0;

	const get = async address => {
		const answer = await fetch(address, {cache: "no-store"});
		if (!answer.ok) throw new Error(answer.statusText);
		return answer.text();
	};

	async function look() {
		if (document.hidden || Date.now() < asked + every / 2) return;
		asked = Date.now();
		const {generated} = JSON.parse(await get(news.dataset.build));
		if (Date.parse(generated) < made + 1e3) return; // the page tells its time in whole seconds
		const page = new DOMParser().parseFromString(await get(location.pathname), "text/html");
		const itsNews = page.querySelector(".news"), itsTime = Date.parse(itsNews?.dataset.made ?? generated);
		if (itsTime <= made) return; // hosts may serve a part of a build before the rest
		made = itsTime;
		if (facts(page) == facts(document)) return frame(page);
		if (loaded(page) == loaded(document) && idle()) bring(page);
		else offer(page);
	}

	// What a page says, but for the time that passes: the sentence, healths, updates, links.
	const facts = page => [...page.querySelectorAll("main :is(h1, [data-since], .health, a):not(.panel *)")]
		.map(e => e.dataset.since ?? e.getAttribute("href") ?? e.textContent.trim()).sort().join("\n");
	const loaded = page => [...page.querySelectorAll("head :is(link[rel=stylesheet], script[defer])")].map(e => e.outerHTML).join();
	const idle = () => scrollY < 16 && getSelection().isCollapsed && !document.querySelector("main :is(:focus, details[open], .panel)");

	// What stands around the main part, and tells how old the page is.
	function frame(page) {
		for (const part of [".stale", ".made"]) {
			const ours = document.querySelector(part), its = page.querySelector(part);
			if (its) ours?.replaceWith(document.adoptNode(its));
		}
		document.dispatchEvent(new Event("renewed"));
	}

	function bring(page) {
		document.title = page.title;
		document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
		frame(page);
		say(true, news.dataset.brought.replace("#", document.querySelector("h1").textContent.trim()));
		if (!page.querySelector(".news")) made = Infinity; // it is over
	}

	function offer(page) {
		const button = document.createElement("button");
		button.type = "button";
		button.textContent = news.dataset.show;
		button.onclick = () => {
			if (loaded(page) != loaded(document)) return location.reload();
			bring(page);
			scrollTo(0, 0);
			const main = document.querySelector("main");
			main.tabIndex = -1;
			main.focus({preventScroll: true});
		};
		say(false, news.dataset.waits + " ", button);
	}

	// The words are announced; quiet ones are not seen.
	function say(quiet, ...words) {
		news.classList.toggle("quiet", quiet);
		news.replaceChildren(...words);
	}

	function watch() {
		if (made == Infinity) return;
		look().catch(() => {});
		setTimeout(watch, every);
	}
	watch();
	document.addEventListener("visibilitychange", () => look().catch(() => {}));
}
