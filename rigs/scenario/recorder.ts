import { basename } from 'node:path'
import { TIME_ZONE_DATA_VERSION } from '../../sim/io/zone.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import type { Hearing } from '../attachments/hearing.ts'
import type { Reading } from '../attachments/reading.ts'
import type { Estate } from '../estate.ts'
import { type RunRecord, type StepOutcome, shownMessage, type TraceRecord, type Verdict } from '../evidence/trace.ts'
import { VERSION } from '../factory/version.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { Lane } from './open-lane.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'
import type { Seen } from './seen.ts'

/** Writes down a run while it happens. Disposing it ends its listening. */
export class Recorder implements Disposable {
  readonly records: TraceRecord[]
  readonly #estate: Estate
  /** What was read and is not yet an event on the bus, by the command that carries it. */
  readonly #read = new Map<string, Reading>()
  readonly #now: () => number
  readonly #unobserve: () => void
  readonly #unlisten: () => void

  constructor(scenario: Scenario, { estate, readings }: Recorded, seed: number, seen: Seen) {
    this.#estate = estate
    const [site = ''] = Object.keys(estate.file.sites)
    const monotonicMs = (): number => estate.clock.now(site).monotonicMs
    const startMs = monotonicMs()
    this.#now = () => Math.round(monotonicMs() - startMs)
    this.records = [runRecord(scenario, estate.lane, seed)]
    this.#unobserve = estate.observe((message) => {
      if (isSignOfLife(message)) return
      seen.add(message)
      this.records.push({ type: 'message', atMs: this.#now(), message: shownMessage(message) })
      if (message.channel === 'event') this.#arrived(message.causedBy)
    })
    this.#unlisten = readings.listen((reading) => this.#read.set(reading.command, reading))
  }

  step(index: number, { text, word, shown: input, place }: ScenarioStep): void {
    const { kind } = word
    const { clock, file } = this.#estate
    const wallMs = Object.fromEntries(Object.keys(file.sites).map((site) => [site, Math.round(clock.now(site).wallMs)]))
    const what = { step: index + 1, line: place.line, word: word.word, kind, text, input }
    this.records.push({ type: 'step', atMs: this.#now(), ...what, wallMs })
  }

  answer(index: number, outcome: StepOutcome, answer: unknown): void {
    this.records.push({ type: 'answer', atMs: this.#now(), step: index + 1, outcome, answer })
  }

  end(verdict: Verdict): void {
    this.records.push({ type: 'end', atMs: this.#now(), verdict })
  }

  [Symbol.dispose](): void {
    this.#unobserve()
    this.#unlisten()
  }

  /** How long it took from where the driver of a real reader saw something to the device's own event on the bus. */
  #arrived(command: string | undefined): void {
    const reading = command === undefined ? undefined : this.#read.get(command)
    if (command === undefined || reading === undefined) return
    this.#read.delete(command)
    const { site, reader, source, seenMs } = reading
    if (seenMs === undefined) return
    const latencyMs = Number((performance.now() - seenMs).toFixed(LATENCY_DIGITS))
    this.records.push({ type: 'reading', atMs: this.#now(), reader: `${site}/${reader}`, source, command, latencyMs })
  }
}

/** Microseconds: the clock of the process knows no more. */
const LATENCY_DIGITS = 3

/** What is written down: all that the bus of an estate says, and what was held to its readers. */
interface Recorded {
  readonly estate: Estate
  readonly readings: Hearing<Reading>
}

/** Every device says every minute that it is there: of a year nothing else would be seen. */
function isSignOfLife(message: BusMessage): boolean {
  return message.channel === 'state' && message.name === 'alive'
}

/** The first line of a trace. */
export function runRecord({ path, title, startWallMs, rig }: Scenario, lane: Lane, seed: number): RunRecord {
  return {
    type: 'run',
    format: 1,
    rig: rig.rig,
    scenario: basename(path),
    title,
    lane,
    seed,
    version: VERSION,
    timeZoneData: TIME_ZONE_DATA_VERSION,
    start: new Date(startWallMs).toISOString(),
    sites: sitesOf(rig),
  }
}

function sitesOf({ sites }: RigFile): RunRecord['sites'] {
  return Object.entries(sites).map(([site, { miniserver, devices = {} }]) => ({
    site,
    name: miniserver.name,
    zone: miniserver.timeZone,
    devices: Object.entries(devices).flatMap(([device, description]) => [
      { device, kind: description.kind },
      ...(description.kind === 'one-wire-extension'
        ? Object.keys(description.readers).map((reader) => ({ device: reader, kind: 'ibutton-reader' }))
        : []),
    ]),
  }))
}
