// The live data: one line of JSON per second, read as it comes. An EventSource could not send the token.

const SILENCE_MILLISECONDS = 6000;

/** The server did not let us watch. */
export class Refused extends Error {
  constructor(status, error) {
    super(error?.message ?? `the server answered with status ${status}`);
    this.status = status;
    this.advice = error?.advice ?? '';
  }
}

/** Yields each line as an object until the server ends the answer; throws where it refuses, is away or is silent. */
export async function* lines(address, token) {
  const given = new AbortController();
  let watch = setTimeout(() => given.abort(), SILENCE_MILLISECONDS);
  try {
    const response = await fetch(address, {
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: given.signal,
    });
    if (!response.ok) {
      throw new Refused(response.status, await errorOf(response));
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(watch);
      watch = setTimeout(() => given.abort(), SILENCE_MILLISECONDS);
      const complete = (rest + part.value).split('\n');
      rest = complete.pop();
      for (const line of complete) {
        yield JSON.parse(line);
      }
    }
  } finally {
    clearTimeout(watch);
    given.abort();
  }
}

async function errorOf(response) {
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json');
  return isJson ? (await response.json()).error : undefined;
}
