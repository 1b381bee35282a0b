// The chart of a pool's latencies, drawn by uPlot in the colours of the style sheet.

import uPlot from './uPlot.esm.js';
import { REMEMBERED_SECONDS } from './latency.js';
import { latency } from './words.js';

const HEIGHT = 132;
const LEAST_SCALE_MILLISECONDS = 10;

export class LatencyChart {
  constructor(place) {
    this.place = place;
    this.data = [[], [], []];
    new ResizeObserver(() => this.resize()).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    this.draw();
  }

  update(times, acquire, queries) {
    this.data = [times, acquire, queries];
    this.plot.setData(this.data);
  }

  resize() {
    const width = this.place.clientWidth;
    if (width > 0 && width !== this.plot.width) {
      this.plot.setSize({ width, height: HEIGHT });
    }
  }

  draw() {
    this.plot?.destroy();
    this.plot = new uPlot(options(this.place), this.data, this.place);
  }
}

function options(place) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--muted'), font: '11px system-ui, sans-serif', ticks: { show: false } };
  const line = (label, name) => ({ label, stroke: colour(name), width: 2, points: { show: false }, spanGaps: false });
  return {
    width: place.clientWidth || 400,
    height: HEIGHT,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: (plot, least, most) => lastMinutes(most ?? REMEMBERED_SECONDS) },
      y: { range: (plot, least, most) => [0, Math.max(LEAST_SCALE_MILLISECONDS, (most ?? 0) * 1.2)] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        grid: { show: false },
        incrs: [60, 120, 300],
        space: 56,
        values: (plot, ticks) => ticks.map(clock),
      },
      {
        ...axis,
        size: 52,
        grid: { stroke: colour('--line'), width: 1 },
        values: (plot, ticks) => ticks.map((tick) => (tick === 0 ? '0' : latency(tick))),
        space: 36,
      },
    ],
    series: [{}, line('getting a connection', '--acquire'), line('statements', '--query')],
  };
}

function lastMinutes(now) {
  return [now - REMEMBERED_SECONDS, now];
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
