// What is wrong, if anything: the worst first, with what to do next.

import { capital, count, duration, time } from './words.js';

const RECENT_SECONDS = 60;
/** Longer than a transaction's own member needs to end it, and than recovery takes to find it. */
const LONG_IN_DOUBT_SECONDS = 90;
/** What is asked of a server is near to what it admits above this part of it. */
const NEARLY_ALL = 0.9;

/**
 * What is to be said of everything, as {level, title, detail, advice}: the problems, the worst first; or else the one
 * thing that all is well, or that it is not known yet, without advice. `level` is 'bad', 'warn', 'idle' or 'well'. A
 * title stays as long as what it says does. Never empty.
 */
export function verdict(line) {
  const found = line.pools.flatMap((pool) => ofPool(pool, line));
  return found.length === 0
    ? [quiet(line.pools)]
    : [...found.filter(isBad), ...found.filter((problem) => !isBad(problem))];
}

/** Nothing is wrong that is known of. */
function quiet(pools) {
  if (pools.length === 0) {
    return { level: 'idle', title: 'There is no pool', detail: 'no database has an address.' };
  }
  const unknown = pools.filter((pool) => !pool.health.known).map((pool) => pool.database);
  if (unknown.length > 0) {
    return {
      level: 'idle',
      title: `Asking ${unknown.join(', ')}`,
      detail: `${pools.length - unknown.length} of ${count(pools.length, 'database has', 'databases have')} answered.`,
    };
  }
  const detail = pools.length === 1 ? 'the database answers.' : `${pools.length} databases answer.`;
  return { level: 'well', title: 'All is well', detail };
}

/**
 * What takes the place of a verdict while no data come: the last one need not be true any more.
 *
 * `refused` is how the server refuses them, null where nobody answers; `last` the moment of the last data, or null.
 */
export function noData(refused, last) {
  const before = last === null ? 'Nothing is known of its pools.' : `What is shown below is how it was at ${time(last)}.`;
  // Only the application itself says what to do.
  if (refused?.advice) {
    return { level: 'bad', title: capital(refused.message), detail: before, advice: refused.advice };
  }
  return {
    level: 'bad',
    title: 'The application does not answer',
    detail: refused === null ? before : `${capital(refused.message)}. ${before}`,
    advice: 'See that it runs and can be reached from here; this page tries again by itself.',
  };
}

function isBad(problem) {
  return problem.level === 'bad';
}

function ofPool(pool, line) {
  const down = isDown(pool, line);
  // What follows from a database that is down is not a second problem.
  return (
    down
      ? [down]
      : [
          isShut(pool),
          isFull(pool),
          isBusy(pool),
          timedOut(pool, line),
          leaks(pool, line),
          inDoubt(pool),
          crowded(pool),
          isUnusual(pool),
        ]
  )
    .filter((problem) => problem !== null)
    .map((problem) => ({ ...problem, database: pool.database }));
}

/** The state of one pool in one word, for its card. */
export function state(pool) {
  if (!pool.health.known) {
    return { level: 'idle', word: 'Asking' };
  }
  if (!pool.health.up) {
    return { level: 'bad', word: 'Down' };
  }
  if (isShut(pool)) {
    return { level: 'bad', word: 'No connects' };
  }
  if (isFull(pool)) {
    return { level: 'bad', word: 'Full' };
  }
  if (isBusy(pool)) {
    return { level: 'warn', word: 'Busy' };
  }
  return isUnusual(pool) ? { level: 'warn', word: 'Unusual' } : { level: 'well', word: 'Well' };
}

function isDown(pool, line) {
  if (!pool.health.known || pool.health.up) {
    return null;
  }
  const since = (Date.parse(line.at) - Date.parse(pool.health.since)) / 1000;
  return {
    level: 'bad',
    title: `${pool.database} is down`,
    detail: `For ${duration(since)}: ${pool.health.error}.`,
    advice:
      'See that the database runs and can be reached. Callers fail at once meanwhile; ' +
      'once it is back, the pool finds it by itself.',
  };
}

function isShut(pool) {
  return pool.circuit === 'open' && pool.health.up
    ? {
        level: 'bad',
        title: `${pool.database} lets nobody in`,
        detail: 'Connecting failed again and again, so no connection is opened; idle ones are lent all the same.',
        advice: 'Look at the recent errors below: user, password and certificate first.',
      }
    : null;
}

function isFull(pool) {
  const { checked_out: lent, max_size: most, pending } = pool.pool_stats;
  if (most < 0 || lent < most || pending === 0) {
    return null;
  }
  const longest = pool.holders[0];
  return {
    level: 'bad',
    title: `${pool.database} is full`,
    detail:
      `${count(pending, 'caller waits', 'callers wait')}, all ${most} connections are in use` +
      (longest ? `, the longest for ${duration(longest.held_seconds)} by ${longest.caller}.` : '.'),
    advice:
      'Look at the holders: close connections sooner, and keep slow work out of transactions. ' +
      'Only then make the pool larger.',
  };
}

function isBusy(pool) {
  const { checked_out: lent, size, max_size: most } = pool.pool_stats;
  // A full pool uses its overflow as well, which is then no news.
  return lent > size && isFull(pool) === null
    ? {
        level: 'warn',
        title: `${pool.database} uses its overflow`,
        detail: `${lent} connections are in use, ${size} are kept, ${most < 0 ? 'any number' : most} may be opened.`,
        advice: 'If that lasts, see the advice for the size of this pool.',
      }
    : null;
}

function lately(pool, line, event) {
  return line.events.find(
    (each) =>
      each.database === pool.database &&
      each.event === event &&
      Date.parse(line.at) - Date.parse(each.last) < RECENT_SECONDS * 1000,
  );
}

function timedOut(pool, line) {
  const event = lately(pool, line, 'timeout');
  return event
    ? {
        level: 'warn',
        title: `${pool.database} let callers wait in vain`,
        detail: `${count(event.count, 'caller', 'callers')}, the last within a minute.`,
        advice: 'The exceptions of those callers (SCP-201) name who held the connections.',
      }
    : null;
}

function leaks(pool, line) {
  return lately(pool, line, 'leak')
    ? {
        level: 'warn',
        title: `${pool.database}: a connection was not given back`,
        detail: `${count(pool.pool_stats.leaks, 'loan has', 'loans have')} lasted longer than the threshold.`,
        advice: 'The log (SCP-213) has the stack of whoever borrowed it.',
      }
    : null;
}

/**
 * How many connections are asked of the pool's server, and whether it admits them; null while it does not say. Where a pool
 * on it has no limit, they are those of the advised sizes, and nothing is judged.
 */
export function demand(pool) {
  const { server: told, as_set: set, at_least: least, enough } = pool.advice?.server ?? {};
  if (told?.admits === undefined) {
    return null;
  }
  const limited = set !== undefined;
  const asked = limited ? set : least;
  const near = limited && asked > told.admits * NEARLY_ALL;
  return { asked, limited, admits: told.admits, limit: told.limit, enough, near };
}

function crowded(pool) {
  const found = demand(pool);
  const { databases, pools, elsewhere, reserve } = pool.advice?.server ?? {};
  // Several pools on one server are one problem, which the first of them tells.
  return found?.enough === false && databases[0] === pool.database
    ? {
        level: 'warn',
        title: `${pool.database}: the server may run out of connections`,
        detail:
          `It admits ${found.admits} (${found.limit}), and ${found.asked} are asked for, ` +
          `with ${elsewhere} of other members and ${reserve} for everybody else.`,
        advice: `Make the pools smaller (${pools} connections would do for these here), or raise ${found.limit}.`,
      }
    : null;
}

function inDoubt(pool) {
  const { in_doubt: number, in_doubt_oldest_seconds: oldest } = pool.pool_stats;
  return number > 0 && oldest > LONG_IN_DOUBT_SECONDS
    ? {
        level: 'warn',
        title: `${pool.database} has transactions in doubt`,
        detail:
          `${count(number, 'transaction is', 'transactions are')} prepared and not ended, the oldest for ` +
          `${duration(oldest)}, and may hold locks.`,
        advice:
          'Recovery ends them once all their databases answer. If one of those is gone for good, settle them by hand ' +
          '(docs/transactions.md).',
      }
    : null;
}

function isUnusual(pool) {
  // That a full pool is in use, and makes callers wait, is no second problem.
  const told = isFull(pool) ? ['utilization', 'acquire'] : [];
  const news = pool.anomalies.filter(({ series }) => !told.includes(series));
  return news.length === 0
    ? null
    : {
        level: 'warn',
        title: `${pool.database} is not as usual`,
        detail: `${news.map(({ text }) => capital(text)).join('. ')}.`,
        advice: news[0].advice,
      };
}
