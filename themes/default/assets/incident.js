"use strict";
// What only the page of an incident has: the order of its updates. What someone has chosen
// holds for every incident; who has not, reads the newest first while it lasts, and a story
// from its beginning once it is over, as the page has it.
function ordered() {
	const button = document.getElementById("order"), updates = document.querySelector(".updates");
	if (!button) return;
	let first = button.dataset.first;
	const name = () => { button.textContent = first == "newest" ? button.dataset.oldest : button.dataset.newest };
	const turn = () => {
		first = first == "newest" ? "oldest" : "newest";
		updates.append(...[...updates.children].reverse());
		name();
	};
	let chosen;
	try { chosen = localStorage.order } catch {}
	if (chosen && chosen != first) turn();
	button.onclick = () => {
		turn();
		try { localStorage.order = first } catch {}
	};
	name();
	button.hidden = false;
}
ordered();
document.addEventListener("renewed", ordered);
