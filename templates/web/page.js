// Buttons that copy an address: they are shown only where this runs.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const address = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.textContent);
      said.textContent = button.dataset.done;
    } catch {
      // Without https there is no clipboard to write to: the address is marked to be copied.
      getSelection().selectAllChildren(address);
      said.textContent = button.dataset.marked;
    }
  });
}
