// Latencies over time, from counters that only grow: what was added in the last seconds, as a quantile.

const WINDOW_SECONDS = 10;
const LONGEST_WINDOW_SECONDS = 16;
export const REMEMBERED_SECONDS = 300;
const QUANTILE = 0.95;

/** The quantile of durations counted by size, in the unit of `bounds`; null where there were none. */
export function quantile(counts, bounds, share = QUANTILE) {
  const all = counts.reduce((sum, each) => sum + each, 0);
  if (all === 0) {
    return null;
  }
  let below = 0;
  for (let bucket = 0; bucket < bounds.length; bucket++) {
    const lower = bucket === 0 ? 0 : bounds[bucket - 1];
    if (below + counts[bucket] >= share * all) {
      return lower + ((bounds[bucket] - lower) * (share * all - below)) / counts[bucket];
    }
    below += counts[bucket];
  }
  return bounds[bounds.length - 1];
}

/** What was counted between two readings; a pool that took another's place counts from nothing. */
function added(before, now) {
  const grown = now.map((each, bucket) => each - (before[bucket] ?? 0));
  return grown.some((each) => each < 0) ? now.map(() => 0) : grown;
}

/** The latencies of one pool in the last five minutes. */
export class Latencies {
  constructor(bounds) {
    this.bounds = bounds;
    this.samples = [];
    this.times = [];
    this.acquire = [];
    this.queries = [];
  }

  /** `seconds` is the moment of the reading, `counts` what was counted until then. */
  add(seconds, counts) {
    if (seconds <= (this.times[this.times.length - 1] ?? 0)) {
      return;
    }
    const before = this.reference(seconds);
    this.samples.push({ seconds, counts });
    this.times.push(seconds);
    this.acquire.push(before && quantile(added(before.counts.acquire, counts.acquire), this.bounds));
    this.queries.push(before && quantile(added(before.counts.queries, counts.queries), this.bounds));
    while (seconds - this.times[0] > REMEMBERED_SECONDS) {
      [this.samples, this.times, this.acquire, this.queries].forEach((list) => list.shift());
    }
  }

  /** The reading with which one of now is compared. */
  reference(seconds) {
    const before = this.samples.filter((sample) => seconds - sample.seconds <= LONGEST_WINDOW_SECONDS);
    const old = before.filter((sample) => seconds - sample.seconds >= WINDOW_SECONDS);
    return old[old.length - 1] ?? before[0] ?? null;
  }

  get latest() {
    const last = this.times.length - 1;
    return { acquire: this.acquire[last] ?? null, queries: this.queries[last] ?? null };
  }

  get isEmpty() {
    return ![...this.acquire, ...this.queries].some((value) => value !== null);
  }
}
