import { latenciesOf, type ReaderLatency } from '../latency.ts'
import { EMPTY, type Html, html } from '../page/html.ts'
import type { ReadingRecord } from '../trace.ts'
import type { Play } from './scenes.ts'

const BAR_WIDTH = 8
const HEIGHT = 32
/** However many bars there are. */
const WIDTH_MAX = 320

/** For each real reader how long each presentation took to the bus, as a bar: its latency, and how it jitters. Empty where none is real. */
export function drawReaders({ readings }: Play): Html {
  const readers = latenciesOf(readings)
  if (readers.length === 0) return EMPTY
  const mostMs = Math.max(...readers.map(({ maxMs }) => maxMs))
  const rows = readers.map((each) => drawReader(each, readings, mostMs))
  return html`<aside class="readers" aria-label="Real readers"><p>Real readers, from driver to bus; all bars by one scale</p><ul>${rows}</ul></aside>`
}

/** What the terminal and `result.json` say, and the bars. */
function drawReader(each: ReaderLatency, readings: readonly ReadingRecord[], mostMs: number): Html {
  const { reader, source, presentations, p50Ms, p99Ms, maxMs, jitterMs } = each
  const here = readings.filter((reading) => reading.reader === reader)
  const width = here.length * BAR_WIDTH
  const size = html`width="${Math.min(width, WIDTH_MAX)}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}"`
  const bars = here.map(({ latencyMs }, index) => drawBar(latencyMs, index, mostMs))
  const facts = `${presentations} read; half within ${p50Ms} ms, 99 % within ${p99Ms} ms, all within ${maxMs} ms; jitter ${jitterMs} ms`
  return html`<li><b>${reader}</b> <span>by ${source}: ${facts}</span><svg ${size} preserveAspectRatio="none" role="img" aria-label="${facts}">${bars}</svg></li>`
}

function drawBar(latencyMs: number, index: number, mostMs: number): Html {
  const height = mostMs === 0 ? 1 : Math.max((HEIGHT * latencyMs) / mostMs, 1)
  return html`<rect x="${index * BAR_WIDTH + 1}" y="${HEIGHT - height}" width="${BAR_WIDTH - 2}" height="${height}"><title>${latencyMs} ms</title></rect>`
}
