// One pool: how full it is, how fast, who holds it, what was slow and what failed.

import { LatencyChart } from './charts.js';
import { element, row, setChildren, setText } from './elements.js';
import { Latencies } from './latency.js';
import { demand, state } from './verdict.js';
import { ago, capital, count, duration, latency } from './words.js';

const SHOWN = 5;
const SHOWN_WHEN_WELL = 3;

export class PoolCard {
  constructor(name, bounds) {
    this.latencies = new Latencies(bounds);
    this.build(name);
    this.chart = new LatencyChart(this.plot);
  }

  build(name) {
    const id = `pool-${name}`;
    this.product = element('span', { class: 'product' });
    this.state = element('span', { class: 'state' });
    this.bar = new SizeBar();
    this.numbers = new Numbers(['In use', 'Idle', 'Overflow', 'Waiting', 'Most']);
    this.facts = element('p', { class: 'facts' });
    this.unusual = element('ul', { class: 'unusual' });
    this.plot = element('div', { class: 'plot', role: 'img' });
    this.nothing = element('p', { class: 'nothing' }, 'Nothing was asked of it in the last five minutes.');
    this.acquire = element('b', {});
    this.queries = element('b', {});
    this.holders = new List('Holders', 'Nobody holds a connection.');
    this.slowest = new List('Slowest statements', 'None slower than 1 ms in the last hour.');
    this.errors = new List('Errors', 'None.');
    this.advice = new Advice();
    this.misfits = new Misfits();
    this.root = element(
      'article',
      { class: 'pool', 'aria-labelledby': id },
      element('header', {}, element('h2', { id }, name), this.product, this.state),
      element(
        'div',
        { class: 'measure' },
        this.bar.root,
        this.numbers.root,
        this.unusual,
        this.facts,
        this.advice.root,
        this.misfits.root,
      ),
      element(
        'figure',
        { class: 'chart' },
        element(
          'figcaption',
          {},
          element('span', { class: 'key acquire' }, 'Getting a connection ', this.acquire),
          element('span', { class: 'key query' }, 'Statements ', this.queries),
          element('span', { class: 'quantile' }, '95 of 100 were faster'),
        ),
        element('div', { class: 'canvas' }, this.plot, this.nothing),
      ),
      element('div', { class: 'lists' }, this.holders.root, this.slowest.root, this.errors.root),
    );
  }

  /** What was counted at an earlier moment. */
  remember(moment, counts) {
    this.latencies.add(Date.parse(moment) / 1000, counts);
  }

  update(pool, now) {
    const { level, word } = state(pool);
    this.root.dataset.level = level;
    this.state.dataset.level = level;
    setText(this.state, word);
    setText(this.product, pool.health.version ?? pool.kind);
    this.bar.update(pool.pool_stats);
    const { checked_out, checked_in, overflow, pending, max_size } = pool.pool_stats;
    this.numbers.update([checked_out, checked_in, overflow, pending, max_size < 0 ? '∞' : max_size]);
    this.numbers.mark(3, pending > 0);
    setText(this.facts, facts(pool));
    this.unusual.hidden = pool.anomalies.length === 0;
    setChildren(
      this.unusual,
      pool.anomalies.map(({ text }) => capital(text)),
      (texts) => texts.map((text) => element('li', {}, text)),
    );
    this.updateChart(pool, now);
    this.updateLists(pool, now, level === 'well' ? SHOWN_WHEN_WELL : SHOWN);
    this.advice.update(pool);
    this.misfits.update(pool.server_warnings);
  }

  updateChart(pool, now) {
    this.remember(now, pool.counts);
    const { times, acquire, queries, latest, isEmpty } = this.latencies;
    this.chart.update(times, acquire, queries);
    this.nothing.hidden = !isEmpty;
    setText(this.acquire, latency(latest.acquire));
    setText(this.queries, latency(latest.queries));
    this.plot.setAttribute(
      'aria-label',
      'Latencies of the last five minutes. Now, ' +
        `getting a connection: ${latency(latest.acquire)}; statements: ${latency(latest.queries)}.`,
    );
  }

  updateLists(pool, now, shown) {
    this.holders.update(pool.pool_stats.checked_out, grouped(pool.holders).slice(0, shown), holder, unknown(pool));
    this.slowest.update(pool.slowest_queries.length, pool.slowest_queries.slice(0, shown), (query) => [
      query.shape,
      duration(query.seconds),
      `${query.query_type} · ${ago(query.at, now)}`,
      true,
    ]);
    this.errors.update(pool.recent_errors.length, pool.recent_errors.slice(0, shown), (error) => [
      `${error.error_type.replaceAll('_', ' ')} ${error.code}`,
      `×${error.count}`,
      ago(error.last, now),
    ]);
  }
}

function facts(pool) {
  const { created, failed, timeouts, in_doubt: inDoubt } = pool.pool_stats;
  const evicted = Object.entries(pool.evictions)
    .filter(([, number]) => number > 0)
    .map(([reason, number]) => `${number} ${reason}`);
  return [
    answer(pool.health),
    `circuit ${pool.circuit}`,
    `${created} opened`,
    `closed: ${evicted.length === 0 ? 'none' : evicted.join(', ')}`,
    failed > 0 ? `${failed} failed to open` : null,
    timeouts > 0 ? `${count(timeouts, 'caller', 'callers')} timed out` : null,
    inDoubt > 0 ? `${count(inDoubt, 'transaction', 'transactions')} in doubt` : null,
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

function answer({ known, up, latency_ms: milliseconds }) {
  if (!known) {
    return 'Not answered yet';
  }
  return up ? `Answers in ${latency(milliseconds)}` : 'Does not answer';
}

function unknown(pool) {
  return pool.pool_stats.checked_out > 0 && pool.holders.length === 0
    ? 'The driver does not tell who holds them.'
    : null;
}

/** Those of one place and statement together, the longest first, as the holders are. */
function grouped(holders) {
  const groups = new Map();
  for (const each of holders) {
    const key = `${each.caller}\n${each.last_shape}`;
    groups.set(key, { ...each, ...groups.get(key), number: (groups.get(key)?.number ?? 0) + 1 });
  }
  return [...groups.values()];
}

function holder(group) {
  const statement = group.last_shape ? `${group.last_statement} · ${group.last_shape}` : 'no statement yet';
  return [`${group.caller}${group.number > 1 ? ` ×${group.number}` : ''}`, duration(group.held_seconds), statement];
}

/** Connections in use, idle, and those that may still be opened; beyond the mark they are overflow. */
class SizeBar {
  constructor() {
    this.parts = ['use', 'over', 'idle'].map((name) => element('span', { class: name }));
    this.mark = element('span', { class: 'mark' });
    this.root = element('div', { class: 'bar', role: 'img' }, ...this.parts, this.mark);
  }

  update({ checked_out: lent, checked_in: idle, size, max_size: most, pending }) {
    const whole = most < 0 ? Math.max(size, lent + idle) * 1.25 : most;
    const share = (number) => `${Math.min(100, (100 * number) / whole)}%`;
    const widths = [Math.min(lent, size), Math.max(0, lent - size), idle].map(share);
    this.parts.forEach((part, index) => {
      part.style.width = widths[index];
    });
    this.mark.hidden = size >= whole;
    this.mark.style.left = share(size);
    this.root.setAttribute(
      'aria-label',
      `${lent} in use, ${idle} idle, ${size} kept, ${most < 0 ? 'no limit' : `at most ${most}`}, ` +
        count(pending, 'caller waits', 'callers wait'),
    );
  }
}

/** What size the pool should have; where that comes from, on request. */
class Advice {
  constructor() {
    this.size = element('summary', {});
    this.because = element('p', {});
    this.server = element('p', {});
    this.root = element('details', { class: 'advice' }, this.size, this.because, this.server);
  }

  update(pool) {
    const given = pool.advice;
    this.root.hidden = given === undefined;
    if (given !== undefined) {
      const { pool_size: size, max_overflow: overflow, confidence } = given;
      const found = demand(pool);
      const crowd = found?.near ? ` · ${found.asked} connections asked of the server's ${found.admits}` : '';
      setText(this.size, `Advice: size ${size}, overflow ${overflow} (${confidence} confidence)${crowd}`);
      setText(this.because, `${capital(given.because)}.`);
      setText(this.server, room(given.server, found));
    }
  }
}

/** What the server says of its connections. */
function room({ server, elsewhere, reserve }, found) {
  return found === null
    ? `What the server admits is not known: ${server.unknown}.`
    : `The server admits ${found.admits} connections (${found.limit}) and has ${server.connections}. ` +
        (found.limited ? 'At the sizes that are set' : 'A pool on it has no limit; at the advised sizes') +
        ` ${found.asked} are asked of it, ` +
        `with ${elsewhere} of other members and ${reserve} for everybody else.`;
}

/** Settings that do not fit the server: how many; which, on request. Nothing to hurry for. */
class Misfits {
  constructor() {
    this.number = element('summary', {});
    this.sentences = element('ul', {});
    this.root = element('details', { class: 'misfits' }, this.number, this.sentences);
  }

  update(warnings) {
    this.root.hidden = warnings.length === 0;
    setText(this.number, `${count(warnings.length, 'setting does', 'settings do')} not fit the server`);
    setChildren(this.sentences, warnings, (texts) => texts.map((text) => element('li', {}, text)));
  }
}

/** Numbers with their names. */
class Numbers {
  constructor(names) {
    this.values = names.map(() => element('dd', {}));
    this.items = names.map((name, index) => element('div', {}, element('dt', {}, name), this.values[index]));
    this.root = element('dl', { class: 'numbers' }, ...this.items);
  }

  update(numbers) {
    numbers.forEach((number, index) => setText(this.values[index], String(number)));
  }

  /** Whether one of them is to be seen. */
  mark(index, marked) {
    this.items[index].classList.toggle('marked', marked);
  }
}

/** A list with a title that says how many there are, and a sentence where there are none. */
class List {
  constructor(title, sentence) {
    this.sentence = sentence;
    this.number = element('span', { class: 'number' });
    this.rows = element('ol', { class: 'rows' });
    this.none = element('p', { class: 'none' });
    this.root = element('section', {}, element('h3', {}, title, ' ', this.number), this.rows, this.none);
  }

  /** `make` gives of each entry what `row` takes. */
  update(number, entries, make, instead = null) {
    setText(this.number, number > 0 ? String(number) : '');
    setChildren(this.rows, entries.map(make), (shown) => shown.map((each) => row(...each)));
    this.rows.hidden = entries.length === 0;
    this.none.hidden = entries.length > 0;
    setText(this.none, instead || this.sentence);
  }
}
