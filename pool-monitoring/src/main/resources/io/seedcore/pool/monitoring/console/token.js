// The token of this tab: kept until the tab is closed, sent as a header.

const KEY = 'seedcore-token';

/** What the server can take: no header carries anything beyond Latin-1, and no token has control characters. */
const NOT_SENDABLE = /[^\x20-\x7e\xa0-\xff]/u;

/** The token that was kept, or null. */
export function kept() {
  return sessionStorage.getItem(KEY);
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

/** Keeps what was typed, without blanks at its ends. Returns what is wrong with it, and keeps nothing then; else null. */
export function keep(typed) {
  const token = typed.trim();
  const wrong = flaw(token);
  if (wrong === null) {
    sessionStorage.setItem(KEY, token);
  }
  return wrong;
}

function flaw(token) {
  if (token === '') {
    return 'There are only blanks. Type the token.';
  }
  const found = NOT_SENDABLE.exec(token);
  if (found === null) {
    return null;
  }
  const code = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return (
    `Character ${[...token.slice(0, found.index)].length + 1} (U+${code}) cannot be part of a token. ` +
    'It may be invisible and have come along when the token was copied: type the token, or copy it from where it is set.'
  );
}
