import type {
  AnswerRecord,
  MessageRecord,
  ReadingRecord,
  RunRecord,
  ShownMessage,
  StepRecord,
  TraceRecord,
  Verdict,
} from '../trace.ts'
import { type Face, faceOf, outputNamesOf } from './mark.ts'

/** A run as the timeline shows it. */
export interface Play {
  readonly run: RunRecord
  readonly verdict: Verdict
  readonly scenes: readonly Scene[]
  /** What real readers read, and how long each took. */
  readonly readings: readonly ReadingRecord[]
  /** All marks by the ids of their messages. */
  readonly marks: ReadonlyMap<string, Mark>
}

/** One step and what was seen while it was the current one. */
export interface Scene {
  readonly step: StepRecord
  readonly answer?: AnswerRecord
  /** In the order in which they came. */
  readonly marks: readonly Mark[]
  /** What its own causes set off, however late: roots of chains. */
  readonly roots: readonly Mark[]
}

export interface Mark {
  readonly id: string
  readonly atMs: number
  readonly message: ShownMessage
  readonly face: Face
  readonly cause?: Mark
  readonly effects: readonly Mark[]
  /** Number of the step its chain began in. */
  readonly step: number
}

/** Takes a trace apart into scenes. What came before the first step is not shown. */
export function playOf(records: readonly TraceRecord[]): Play {
  const run = records.find((record) => record.type === 'run')
  if (run === undefined) throw new TypeError('a trace begins with its run')
  const messages = records.flatMap((record) => (record.type === 'message' ? [record.message] : []))
  const outputs = outputNamesOf(messages)
  const readings = records.filter((record) => record.type === 'reading')
  const latenciesMs = new Map(readings.map(({ command, latencyMs }) => [command, latencyMs]))
  const marks = new Map<string, GrowingMark>()
  const scenes: GrowingScene[] = []
  const on = new Set<string>()
  for (const record of records) {
    const scene = scenes.at(-1)
    if (record.type === 'step') scenes.push({ step: record, marks: [], roots: [] })
    else if (record.type === 'answer' && scene !== undefined) scene.answer = record
    else if (record.type === 'message' && scene !== undefined) {
      const face = faceOf(record.message, outputs, latenciesMs.get(record.message.id))
      if (face !== undefined && isNews(record.message, face, on)) addMark(record, face, scene, marks)
    }
  }
  const end = records.find((record) => record.type === 'end')
  return { run, verdict: end?.verdict ?? 'incomplete', scenes, readings, marks }
}

/** What a Miniserver says of its outputs after a start is news only of those that were on. */
function isNews({ name = '' }: ShownMessage, { glyph, row }: Face, on: Set<string>): boolean {
  if (glyph === 'on') on.add(`${row}/${name}`)
  return glyph !== 'off' || on.delete(`${row}/${name}`)
}

interface GrowingScene extends Scene {
  answer?: AnswerRecord
  readonly marks: Mark[]
  readonly roots: Mark[]
}

interface GrowingMark extends Mark {
  readonly effects: Mark[]
}

function addMark(record: MessageRecord, face: Face, scene: GrowingScene, marks: Map<string, GrowingMark>): void {
  const { message, atMs } = record
  const cause = marks.get(message.causedBy ?? '')
  const mark: GrowingMark = {
    ...{ id: message.id, atMs, message, face, effects: [], step: cause?.step ?? scene.step.step },
    ...(cause !== undefined && { cause }),
  }
  marks.set(mark.id, mark)
  scene.marks.push(mark)
  if (cause === undefined) scene.roots.push(mark)
  else cause.effects.push(mark)
}
