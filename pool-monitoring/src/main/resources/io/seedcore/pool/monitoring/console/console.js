// Watches the live data and shows them; asks for the token where one is needed.

import { element, row, setChildren, setText } from './elements.js';
import { Refused, lines } from './feed.js';
import { PoolCard } from './pool.js';
import { problems } from './verdict.js';
import { ago, capital, time } from './words.js';

const FEED = 'console/live';
const TOKEN = 'seedcore-token';
const PAUSES_MILLISECONDS = [500, 1000, 2000, 5000];
const EVENTS_SHOWN = 10;

const $ = (id) => document.getElementById(id);
const cards = new Map();

async function watch() {
  for (let failures = 0; ; failures++) {
    try {
      for await (const line of lines(FEED, sessionStorage.getItem(TOKEN))) {
        failures = -1;
        show(line);
      }
    } catch (failure) {
      if (failure instanceof Refused && (failure.status === 401 || failure.status === 403)) {
        await askForToken(failure);
        continue;
      }
      lost(failure);
    }
    await pause(PAUSES_MILLISECONDS[Math.min(Math.max(failures, 0), PAUSES_MILLISECONDS.length - 1)]);
  }
}

function pause(milliseconds) {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

function show(line) {
  $('door').hidden = true;
  $('watch').hidden = false;
  connection('live', `Live · ${time(line.at)}`);
  setText($('application'), line.application);
  showPools(line);
  showVerdict(line);
  const events = line.events.slice(0, EVENTS_SHOWN).map((event) => happened(event, line.at));
  setChildren($('events'), events, (shown) => shown.map((event) => row(...event)));
}

/** An event as `row` takes it. */
function happened({ database, text, count: number, last }, now) {
  return [`${database}: ${text}`, ago(last, now), number > 1 ? `${number} times` : null];
}

function showPools(line) {
  for (const pool of line.pools) {
    if (!cards.has(pool.database)) {
      const card = new PoolCard(pool.database, line.bounds_ms);
      cards.set(pool.database, card);
      $('pools').append(card.root);
    }
    const card = cards.get(pool.database);
    (line.history ?? [])
      .filter((sample) => pool.database in sample.pools)
      .forEach((sample) => card.remember(sample.at, sample.pools[pool.database]));
    card.update(pool, line.at);
  }
  for (const [name, card] of cards) {
    if (!line.pools.some((pool) => pool.database === name)) {
      card.root.remove();
      cards.delete(name);
    }
  }
}

function showVerdict(line) {
  const found = problems(line);
  const level = found[0]?.level ?? 'well';
  $('verdict').dataset.level = level;
  setText($('announcement'), found.length === 0 ? 'All is well.' : found.map((each) => each.title).join('. '));
  document.title =
    found.length === 0 ? 'SeedCore Pool' : `${level === 'bad' ? '●' : '○'} ${found[0].title} – SeedCore Pool`;
  setChildren($('verdict'), found.length === 0 ? line.pools.length : found, (content) =>
    typeof content === 'number' ? [element('p', { class: 'calm' }, calm(content))] : content.map(problem),
  );
}

function calm(number) {
  return number === 1 ? 'All is well: the database answers.' : `All is well: ${number} databases answer.`;
}

/** The worst is shown with all that is known of it, the others by their titles. */
function problem(found, index) {
  return index === 0
    ? element(
        'div',
        { class: 'worst' },
        element('h2', {}, found.title),
        element('p', { class: 'detail' }, found.detail),
        element('p', { class: 'advice' }, found.advice),
      )
    : element('p', { class: 'other' }, element('b', {}, found.title), ` ${found.detail}`);
}

function connection(state, text) {
  $('connection').dataset.state = state;
  document.body.classList.toggle('stale', state !== 'live');
  setText($('connection'), text);
}

function lost(failure) {
  const text = failure instanceof Refused ? capital(failure.message) : 'No data: trying to connect again';
  connection('lost', text);
  setText($('announcement'), text);
}

/** Returns once somebody has given a token to try. */
function askForToken(refused) {
  const before = sessionStorage.getItem(TOKEN);
  sessionStorage.removeItem(TOKEN);
  connection('guarded', 'Guarded');
  $('watch').hidden = true;
  $('door').hidden = false;
  $('door-form').hidden = refused.status === 403;
  const text =
    refused.status === 403
      ? `${capital(refused.message)}. ${refused.advice}`
      : 'Its live data need the token of this application.';
  setText($('door-text'), text);
  setText($('token-wrong'), before ? 'The server did not take this token.' : '');
  $('token').value = '';
  $('token').focus();
  return new Promise((resume) => {
    $('door-form').addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        sessionStorage.setItem(TOKEN, $('token').value);
        $('token').value = '';
        resume();
      },
      { once: true },
    );
  });
}

watch();
