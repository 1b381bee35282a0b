// Makes and changes elements. Texts are only ever set as text, so nothing that comes from a server becomes markup.

/** An element with attributes (a property `class` too) and children, which are elements, texts, or null for none. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Sets a text where it changed: a screen reader, or a selection, is not disturbed for nothing. */
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Replaces the children where `content`, from which they are made, changed. */
export function setChildren(target, content, make) {
  const written = JSON.stringify(content);
  if (target.madeFrom !== written) {
    target.madeFrom = written;
    target.replaceChildren(...make(content));
  }
}

/** One row of a list: what, beside it how much, below it more; only `what` is needed. */
export function row(what, amount = null, more = null, code = false) {
  return element(
    'li',
    {},
    element('span', { class: code ? 'what code' : 'what' }, what),
    amount === null ? null : element('span', { class: 'amount' }, amount),
    more === null ? null : element('span', { class: 'more' }, more),
  );
}
