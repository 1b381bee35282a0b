// Watches the live data and shows them; asks for the token where one is needed.

import { element, row, setChildren, setText } from './elements.js';
import { Refused, lines } from './feed.js';
import { PoolCard } from './pool.js';
import { forget, keep, kept } from './token.js';
import { noData, verdict } from './verdict.js';
import { ago, capital, time } from './words.js';

const FEED = 'console/live';
const PAUSES_MILLISECONDS = [500, 1000, 2000, 5000];
const EVENTS_SHOWN = 10;
const NAME = 'SeedCore Pool';
/** What the title of the tab begins with, unless all is well. */
const MARKS = { bad: '●', warn: '○', idle: '…' };

const $ = (id) => document.getElementById(id);
const cards = new Map();
/** The moment of the last data, by the server's clock. */
let latest = null;
/** Called with a token that was kept, by the form. */
let tokenGiven = () => {};

async function watch() {
  for (let failures = 0; ; failures++) {
    try {
      for await (const line of lines(FEED, kept())) {
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
  latest = line.at;
  showPools(line);
  judge(verdict(line));
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
  arrange(line.pools.map((pool) => cards.get(pool.database).root));
}

/**
 * What needs somebody comes first, for the eye, the keyboard and the ear alike. A card that has the focus stays where it
 * is, and the others pass it.
 */
function arrange(roots) {
  const isBad = (root) => root.dataset.level === 'bad';
  const wanted = [...roots.filter(isBad), ...roots.filter((root) => !isBad(root))];
  if (wanted.every((root, place) => root === $('pools').children[place])) {
    return;
  }
  const focused = wanted.findIndex((root) => root.contains(document.activeElement));
  if (focused < 0) {
    $('pools').append(...wanted);
  } else {
    wanted[focused].before(...wanted.slice(0, focused));
    wanted[focused].after(...wanted.slice(focused + 1));
  }
}

/** Shows what `verdict` or `noData` found: on top, in the title of the tab, and aloud where it changed. */
function judge(found) {
  const { level, title } = found[0];
  $('verdict').hidden = false;
  $('verdict').dataset.level = level;
  setText($('announcement'), found.map((each) => each.title).join('. '));
  document.title = level === 'well' ? NAME : `${MARKS[level]} ${title} – ${NAME}`;
  setChildren($('verdict'), found, (all) => all.map(said));
}

/** The worst is shown with all that is known of it, the others by their titles; small what nobody need do anything about. */
function said({ title, detail, advice }, index) {
  if (advice === undefined) {
    return element('p', { class: 'calm' }, `${title}: ${detail}`);
  }
  return index === 0
    ? element(
        'div',
        { class: 'worst' },
        element('h2', {}, title),
        element('p', { class: 'detail' }, detail),
        element('p', { class: 'advice' }, advice),
      )
    : element('p', { class: 'other' }, element('b', {}, title), ` ${detail}`);
}

function connection(state, text) {
  $('connection').dataset.state = state;
  document.body.classList.toggle('stale', state !== 'live');
  setText($('connection'), text);
}

function lost(failure) {
  connection('lost', 'No data');
  judge([noData(failure instanceof Refused ? failure : null, $('watch').hidden ? null : latest)]);
}

/** Returns once somebody has given a token to try. */
function askForToken(refused) {
  const before = kept();
  forget();
  connection('guarded', 'Guarded');
  $('watch').hidden = true;
  $('verdict').hidden = true;
  setText($('announcement'), '');
  document.title = NAME;
  $('door').hidden = false;
  $('door-form').hidden = refused.status === 403;
  const text =
    refused.status === 403
      ? `${capital(refused.message)}. ${refused.advice}`
      : 'Its live data need the token of this application.';
  setText($('door-text'), text);
  complain(before ? 'The server did not take this token.' : '');
  $('token').value = '';
  $('token').focus();
  return new Promise((resume) => {
    tokenGiven = resume;
  });
}

/** May be sent at any time: what is kept last counts for the next try. */
function sendToken(event) {
  event.preventDefault();
  const wrong = keep($('token').value);
  complain(wrong ?? '');
  if (wrong === null) {
    $('token').value = '';
    tokenGiven();
  } else {
    $('token').select();
  }
}

/** Says what is wrong with the token that was given last; empty where nothing is. */
function complain(text) {
  setText($('token-wrong'), text);
  $('token').setAttribute('aria-invalid', String(text !== ''));
}

$('door-form').addEventListener('submit', sendToken);
watch();
