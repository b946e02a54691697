/** Asks for a file in a notebook. Its bytes go to the kernel in one message; no control holds them, so none is saved. */
import { el } from "../view/el.ts";

interface Host {
  get(name: "label" | "most"): unknown;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
}

function name(file: File): string {
  return Array.from(file.name.replace(/[\p{C}\u2028\u2029]/gu, "")).slice(0, 80).join("") || "This file";
}

function render({ model, el: place }: { model: Host; el: HTMLElement }): () => void {
  const said = el("p", { role: "status" });
  const input = el("input", { type: "file", accept: ".json,application/json" });
  const part = el("div", {}, el("p", {}, el("label", {}, `${String(model.get("label"))} `, input)), said);
  async function take(file: File): Promise<void> {
    const most = Number(model.get("most"));
    said.textContent = "";
    // A message that is too large would break the connection to the kernel.
    if (file.size > most) {
      said.textContent = `${name(file)}: the file is larger than ${most.toLocaleString("en-GB")} bytes. Choose a backup made by the course.`;
      return;
    }
    try {
      model.send({ type: "file", name: name(file) }, undefined, [await file.arrayBuffer()]);
    } catch {
      said.textContent = `${name(file)}: the file cannot be read any more. Choose it again.`;
    }
  }
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void take(file).then(() => (input.value = ""));
  });
  place.append(part);
  return () => part.remove();
}

export default { render };
