"use strict";
// A button beside each address takes it along. Without this script an address can be read
// and marked all the same.
{
	const {copy, copied, selected, what} = document.currentScript.dataset;
	const said = document.createElement("p");
	said.className = "quiet";
	said.setAttribute("role", "status");
	document.querySelector("main").append(said);

	// take copies an address. A browser that keeps its clipboard to itself, as on pages without
	// encryption, is asked in the old way; where that fails too, the address is left selected.
	async function take(code) {
		try {
			await navigator.clipboard.writeText(code.textContent);
			return copied;
		} catch {
			getSelection().selectAllChildren(code);
			return document.execCommand("copy") ? copied : selected;
		}
	}

	for (const code of document.querySelectorAll(".feeds code")) {
		const button = document.createElement("button"), name = document.createElement("span");
		name.className = "quiet";
		name.textContent = what.replace("#", code.parentNode.firstChild.textContent.trim());
		button.type = "button";
		button.append(copy, name);
		const says = words => { button.firstChild.data = words };
		button.onclick = async () => {
			says(await take(code));
			said.textContent = button.textContent;
		};
		button.onblur = () => says(copy);
		code.after(button);
	}
}
